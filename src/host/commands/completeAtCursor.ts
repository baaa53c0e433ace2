// "OpenMind: Complete at Cursor": streams the continuation into the document. Escape stops it, one undo takes it back.
import * as vscode from 'vscode';
import { streamCompletion } from '../../core/completion/streamCompletion';
import { OpenMindError } from '../../core/errors';
import type { ChatModel, Logger, ModelRef } from '../../core/ports';
import { CursorWriter } from '../editor/cursorWriter';
import { readCursorContext, refuseReadOnly } from '../editor/cursorContext';
import type { Command } from './command';

export interface CompleteAtCursorDeps {
	readonly model: ChatModel;
	readonly settings: { completionModel(): ModelRef };
	/** `check` throws OpenMindError `excludedFile` for a file of which nothing may be sent. */
	readonly guard: { check(uri: vscode.Uri): void };
	/** Shows one sentence and one button; `retry` makes the same request again. */
	readonly failures: { show(error: unknown, retry?: () => Promise<void>): Promise<void> };
	readonly logger: Logger;
}

/** True while text streams in; the keybinding of Escape depends on it. */
const contextKey = 'openmind.completing';

/** One completion, from the command to its last character. */
interface Run {
	readonly stop: AbortController;
	inserted: number;
	/** Resolves when nothing of it is under way any more; never rejects. */
	settled: Promise<void>;
}

export class CompleteAtCursorCommand implements Command {
	readonly id = 'openmind.completeAtCursor';
	readonly #deps: CompleteAtCursorDeps;
	/** The latest; it stops those before it. */
	#latest: Run | undefined;

	constructor(deps: CompleteAtCursorDeps) {
		this.#deps = deps;
	}

	async execute(): Promise<void> {
		const before = this.#latest;
		const run: Run = { stop: new AbortController(), inserted: 0, settled: Promise.resolve() };
		this.#latest = run;
		before?.stop.abort();
		const outcome = this.#runAfter(before, run);
		run.settled = outcome.then(ignore, ignore);
		try {
			await outcome;
		} catch (error) {
			// Text that came before the failure stays, and asking again would write it twice.
			await this.#deps.failures.show(error, run.inserted === 0 ? () => this.execute() : undefined);
		}
	}

	/** Stops what is streaming; its text stays. */
	stop(): void {
		this.#latest?.stop.abort();
	}

	async #runAfter(before: Run | undefined, run: Run): Promise<void> {
		await before?.settled;
		if (run.stop.signal.aborted) {
			return;
		}
		await setContext(true);
		try {
			const title = vscode.l10n.t('OpenMind is writing at the cursor (Esc stops)');
			await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, () =>
				this.#complete(run),
			);
		} finally {
			if (this.#latest === run) {
				this.#latest = undefined;
				await setContext(false);
			}
		}
	}

	async #complete(run: Run): Promise<void> {
		const { guard } = this.#deps;
		const editor = vscode.window.activeTextEditor;
		if (!editor) {
			throw new OpenMindError('noEditor');
		}
		guard.check(editor.document.uri);
		await refuseReadOnly(editor.document);
		if (editor.document.isClosed) {
			throw new OpenMindError('documentClosed');
		}
		const writer = new CursorWriter(editor, editor.selection.end, run.stop.signal);
		try {
			await this.#stream(editor, writer, run);
		} finally {
			run.inserted = writer.inserted;
			writer.dispose();
		}
	}

	async #stream(editor: vscode.TextEditor, writer: CursorWriter, run: Run): Promise<void> {
		const { model, settings, logger } = this.#deps;
		const ref = settings.completionModel();
		const context = readCursorContext(editor.document, editor.selection.end, editor);
		const signal = AbortSignal.any([run.stop.signal, writer.signal]);
		const started = performance.now();
		let failure: unknown;
		try {
			for await (const text of streamCompletion({ model, ref, context, signal })) {
				writer.write(text);
			}
		} catch (error) {
			failure = error;
		}
		try {
			await writer.finish();
		} catch (error) {
			failure ??= error;
		}
		const ms = Math.round(performance.now() - started);
		logger.info(`Completion by ${ref.provider}/${ref.model}: ${writer.inserted} characters in ${ms} ms`);
		if (failure !== undefined) {
			throw failure;
		}
	}
}

function ignore(): void {
	// Whoever waits for the end of a run does not care how it ended.
}

async function setContext(value: boolean): Promise<void> {
	await vscode.commands.executeCommand('setContext', contextKey, value);
}
