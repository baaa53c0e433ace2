// Ghost text for VS Code: turns a trigger into a request to the pipeline, and what comes of it into items.
import * as vscode from 'vscode';
import type { CompletionMode, Situation } from '../../core/completion/suggest/gate';
import type { SuggestionItem } from '../../core/completion/suggest/item';
import { CompositionWatch } from '../../core/completion/suggest/composition';
import { RecentEdits } from '../../core/completion/suggest/neighbours';
import type { Suggester, SuggestionRequest } from '../../core/completion/suggest/suggester';
import { isWritableScheme } from '../../core/completion/writable';
import { Disposable } from '../dispose';
import { readCursorContext } from '../editor/cursorContext';
import { readExcerpts } from './excerpts';

/** Runs when an item was accepted; not for people, so not in the manifest. */
export const acceptedCommand = 'openmind.suggestionAccepted';

export interface SuggestionProviderDeps {
	readonly suggester: () => Suggester;
	readonly settings: {
		completionMode(): CompletionMode;
		completionLanguages(): Readonly<Record<string, boolean>>;
	};
	/** `check` throws for a file of which nothing may be sent. */
	readonly guard: { check(uri: vscode.Uri): void };
	/** Today's tokens are used up. */
	readonly overLimit: () => boolean;
}

/** What the settings say about a document in its language. Asked at each key, and slow to find out: remembered until a setting changes. */
interface DocumentSettings {
	readonly excluded: boolean;
	/** `editor.inlineSuggest.enabled` */
	readonly inlineSuggest: boolean;
}

/** Documents for which that is remembered. */
const mostRemembered = 500;

export class SuggestionProvider extends Disposable implements vscode.InlineCompletionItemProvider {
	readonly #deps: SuggestionProviderDeps;
	readonly #edits = new RecentEdits();
	/** Of the document that was changed last. */
	#composition: { readonly document: vscode.TextDocument; readonly watch: CompositionWatch } | undefined;
	readonly #known = new Map<string, DocumentSettings>();

	constructor(deps: SuggestionProviderDeps) {
		super();
		this.#deps = deps;
		this._register(vscode.workspace.onDidChangeTextDocument(event => this.#noteEdit(event)));
		this._register(
			vscode.workspace.onDidChangeConfiguration(event => {
				if (event.affectsConfiguration('openmind') || event.affectsConfiguration('editor.inlineSuggest')) {
					this.#known.clear();
				}
			}),
		);
	}

	async provideInlineCompletionItems(
		document: vscode.TextDocument,
		position: vscode.Position,
		trigger: vscode.InlineCompletionContext,
		token: vscode.CancellationToken,
	): Promise<vscode.InlineCompletionItem[] | undefined> {
		const stop = new AbortController();
		const listening = token.onCancellationRequested(() => stop.abort());
		try {
			const request = this.#request(document, position, trigger);
			const suggestion = await this.#deps.suggester().suggest(request, stop.signal);
			return 'items' in suggestion && !token.isCancellationRequested
				? suggestion.items.map(item =>
						toItem(inSight(item, request.situation), position, trigger.selectedCompletionInfo),
					)
				: undefined;
		} finally {
			listening.dispose();
		}
	}

	#request(
		document: vscode.TextDocument,
		position: vscode.Position,
		{ triggerKind, selectedCompletionInfo: selected }: vscode.InlineCompletionContext,
	): SuggestionRequest {
		const editors = vscode.window.visibleTextEditors.filter(each => each.document === document);
		const active = vscode.window.activeTextEditor;
		const editor = active?.document === document ? active : editors[0];
		const context = readCursorContext(document, position, { options: editor?.options, selected });
		const { text } = document.lineAt(position.line);
		const { settings } = this.#deps;
		const situation: Situation = {
			trigger: triggerKind === vscode.InlineCompletionTriggerKind.Invoke ? 'manual' : 'automatic',
			mode: settings.completionMode(),
			languages: settings.completionLanguages(),
			overLimit: this.#deps.overLimit(),
			...this.#settingsOf(document),
			languageId: document.languageId,
			trusted: vscode.workspace.isTrusted,
			writable: isWritable(document.uri),
			cursors: editor?.selections.length ?? 1,
			selectionEmpty: editor?.selection.isEmpty ?? true,
			composing: this.#composition?.document === document && this.#composition.watch.composing,
			lineBefore: text.slice(0, position.character),
			lineAfter: text.slice(position.character),
			...(selected && { selected: { text: selected.text, typed: document.getText(selected.range) } }),
		};
		const mayRead = (other: vscode.TextDocument): boolean =>
			isWritable(other.uri) && !this.#settingsOf(other).excluded;
		const excerpts = () => readExcerpts(document, context, { cursor: position, edits: this.#edits, mayRead });
		return { document: document.uri.toString(), context, situation, excerpts };
	}

	#settingsOf(document: vscode.TextDocument): DocumentSettings {
		const key = `${document.languageId} ${document.uri.toString()}`;
		const known = this.#known.get(key);
		if (known !== undefined) {
			return known;
		}
		const inlineSuggest = vscode.workspace.getConfiguration('editor', document).get('inlineSuggest.enabled');
		const settings = {
			excluded: refuses(() => this.#deps.guard.check(document.uri)),
			inlineSuggest: inlineSuggest !== false,
		};
		if (this.#known.size >= mostRemembered) {
			this.#known.clear();
		}
		this.#known.set(key, settings);
		return settings;
	}

	#noteEdit({ document, contentChanges, reason }: vscode.TextDocumentChangeEvent): void {
		const [first] = contentChanges;
		if (first === undefined || !isWritable(document.uri)) {
			return;
		}
		this.#edits.add(document.uri.toString(), first.range.start.line);
		if (this.#composition?.document !== document) {
			this.#composition = { document, watch: new CompositionWatch() };
		}
		const changes = contentChanges.map(({ rangeOffset: offset, rangeLength: removed, text }) => ({
			offset,
			removed,
			text,
		}));
		this.#composition.watch.follow(changes, reason === undefined);
	}
}

function isWritable({ scheme }: vscode.Uri): boolean {
	return isWritableScheme(scheme, vscode.workspace.fs.isWritableFileSystem(scheme));
}

function refuses(check: () => void): boolean {
	try {
		check();
		return false;
	} catch {
		return true;
	}
}

/**
 * VS Code puts what is inserted at the margin and ends with a line break at the end of the line above instead, and then does not show it, as the
 * cursor stands elsewhere. In place of what follows the cursor, it stays.
 */
function inSight(item: SuggestionItem, { lineBefore, lineAfter }: Situation): SuggestionItem {
	return lineBefore === '' && item.replaceAfter === 0 && item.text.endsWith('\n')
		? { ...item, text: item.text + lineAfter, replaceAfter: lineAfter.length }
		: item;
}

function toItem(
	{ text, replaceBefore, replaceAfter }: SuggestionItem,
	position: vscode.Position,
	selected: vscode.SelectedCompletionInfo | undefined,
): vscode.InlineCompletionItem {
	const start = selected?.range.start ?? position.translate(0, -replaceBefore);
	return new vscode.InlineCompletionItem(
		(selected?.text ?? '') + text,
		new vscode.Range(start, position.translate(0, replaceAfter)),
		{ command: acceptedCommand, title: '' },
	);
}
