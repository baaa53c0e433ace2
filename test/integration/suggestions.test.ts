// The provider of ghost text on real documents, with a model that says what the test tells it to.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { DailyUsage } from '../../src/core/completion/suggest/dailyUsage';
import type { CompletionMode } from '../../src/core/completion/suggest/gate';
import { Suggester } from '../../src/core/completion/suggest/suggester';
import type { ChatModel, ChatRequest } from '../../src/core/ports';
import { OpenMindError } from '../../src/core/errors';
import { systemClock } from '../../src/host/clock';
import { SuggestionProvider } from '../../src/host/completion/suggestionProvider';
import { closeAll, openUntitled } from './untitled';

const invoke = vscode.InlineCompletionTriggerKind.Invoke;

const excluded = 'excluded.ts';

function setUp(answer: string, mode: CompletionMode = 'automatic') {
	const requests: ChatRequest[] = [];
	const model: ChatModel = {
		async *stream(request) {
			requests.push(request);
			yield { type: 'text', text: `<COMPLETION>${answer}</COMPLETION>` };
		},
	};
	const suggester = new Suggester({
		model,
		clock: systemClock,
		settings: { completionModel: () => ({ provider: 'openai', model: 'gpt-4o-mini' }), models: () => [] },
		usage: new DailyUsage({ read: () => undefined, write: () => {} }, () => '2025-01-01'),
		changed: () => {},
	});
	const provider = new SuggestionProvider({
		suggester: () => suggester,
		settings: { completionMode: () => mode, completionLanguages: () => ({ '*': true }) },
		guard: {
			check(uri) {
				if (uri.path.endsWith(excluded)) {
					throw new OpenMindError('excludedFile');
				}
			},
		},
		overLimit: () => false,
	});
	return { provider, suggester, requests };
}

interface Place {
	readonly document: vscode.TextDocument;
	readonly position: vscode.Position;
}

/** Opens an untitled document; `‸` is where the cursor goes. */
async function open(text: string, language = 'typescript'): Promise<Place> {
	const document = await openUntitled(text.replace('‸', ''), language);
	const editor = await vscode.window.showTextDocument(document, { preview: false });
	const position = document.positionAt(text.indexOf('‸'));
	editor.selection = new vscode.Selection(position, position);
	return { document, position };
}

async function ask(
	provider: SuggestionProvider,
	{ document, position }: Place,
	more: Partial<vscode.InlineCompletionContext> = {},
): Promise<vscode.InlineCompletionItem[] | undefined> {
	const source = new vscode.CancellationTokenSource();
	const context: vscode.InlineCompletionContext = {
		triggerKind: vscode.InlineCompletionTriggerKind.Automatic,
		selectedCompletionInfo: undefined,
		...more,
	};
	try {
		return await provider.provideInlineCompletionItems(document, position, context, source.token);
	} finally {
		source.dispose();
	}
}

describe('The provider of suggestions', () => {
	afterEach(closeAll);

	it('gives an item whose range covers the closers that it brings along', async () => {
		const { provider } = setUp('a, b);');
		const place = await open('call(‸)');
		const [item] = (await ask(provider, place)) ?? [];
		assert.equal(item?.insertText, 'a, b);');
		assert.ok(item?.range?.isEqual(new vscode.Range(place.position, place.position.translate(0, 1))));
		assert.equal(item?.command?.command, 'openmind.suggestionAccepted');
	});

	it('goes on from the entry that is selected in the list of suggestions', async () => {
		const { provider, requests } = setUp('(value);');
		const place = await open('console.lo‸');
		const range = new vscode.Range(0, 8, 0, 10);
		const [item] = (await ask(provider, place, { selectedCompletionInfo: { range, text: 'log' } })) ?? [];
		assert.equal(item?.insertText, 'log(value);');
		assert.ok(item?.range?.isEqual(range));
		assert.match(JSON.stringify(requests[0]?.messages.at(-1)?.content), /console\.log<CURSOR\/>/);
	});

	it('names a file outside the workspace without its folders, and a cell by the file of its notebook', async () => {
		const { provider, requests } = setUp('x();');
		const [folder] = vscode.workspace.workspaceFolders ?? [];
		assert.ok(folder);
		const outside = await mkdtemp(path.join(tmpdir(), 'outside-'));
		const away = vscode.Uri.file(path.join(outside, 'away.ts'));
		const notebook = vscode.Uri.joinPath(folder.uri, 'cells.ipynb');
		const cell = { cell_type: 'code', execution_count: null, metadata: {}, outputs: [], source: ['a = 1'] };
		const cells = { cells: [cell], metadata: {}, nbformat: 4, nbformat_minor: 2 };
		try {
			await writeFile(away.fsPath, '');
			await writeFile(notebook.fsPath, JSON.stringify(cells));
			const [code] = (await vscode.workspace.openNotebookDocument(notebook)).getCells();
			assert.ok(code);
			for (const document of [await vscode.workspace.openTextDocument(away), code.document]) {
				const position = document.lineAt(0).range.end;
				await ask(provider, { document, position }, { triggerKind: invoke });
			}
		} finally {
			await rm(outside, { recursive: true });
			await rm(notebook.fsPath);
		}
		assert.deepEqual(
			requests.map(({ messages }) => /^File: (.*)\n/m.exec(String(messages.at(-1)?.content))?.[1]),
			['away.ts', 'cells.ipynb'],
		);
	});

	it('asks for nothing with several cursors or a selection', async () => {
		const { provider, requests, suggester } = setUp('x');
		const place = await open('one\ntwo‸');
		const editor = vscode.window.activeTextEditor;
		assert.ok(editor);
		editor.selections = [new vscode.Selection(0, 3, 0, 3), new vscode.Selection(1, 3, 1, 3)];
		assert.equal(await ask(provider, place), undefined);
		editor.selection = new vscode.Selection(0, 0, 1, 3);
		assert.equal(await ask(provider, place), undefined);
		assert.equal(requests.length, 0);
		assert.deepEqual(
			suggester.history.records.map(({ result }) => 'none' in result && result.none),
			['severalCursors', 'selection'],
		);
	});

	it('asks by hand only in manual mode, and not at all when off', async () => {
		const byHand = setUp('x();', 'manual');
		const place = await open('‸');
		assert.equal(await ask(byHand.provider, place), undefined);
		assert.equal((await ask(byHand.provider, place, { triggerKind: invoke }))?.[0]?.insertText, 'x();');
		const off = setUp('x();', 'off');
		assert.equal(await ask(off.provider, place, { triggerKind: invoke }), undefined);
		assert.deepEqual([byHand.requests.length, off.requests.length], [1, 0]);
	});

	it('asks for nothing while an input method composes, and for something after its next key', async () => {
		const { provider, requests, suggester } = setUp('x();');
		const { document } = await open('‸');
		const editor = vscode.window.activeTextEditor;
		assert.ok(editor);
		// Not by a WorkspaceEdit, which VS Code makes smaller: an input method's steps come as they are.
		const change = async (from: number, to: number, text: string): Promise<Place> => {
			assert.ok(await editor.edit(edit => edit.replace(new vscode.Range(0, from, 0, to), text)));
			const position = document.positionAt(from + text.length);
			editor.selection = new vscode.Selection(position, position);
			return { document, position };
		};
		const { length } = requests;
		await change(0, 0, 'n');
		assert.equal(await ask(provider, await change(0, 1, 'ni')), undefined);
		assert.equal(await ask(provider, await change(0, 2, '你')), undefined);
		assert.equal(requests.length, length);
		const last = suggester.history.records.at(-1);
		assert.equal(last && 'none' in last.result && last.result.none, 'composing');
		await ask(provider, await change(1, 1, '.'));
		assert.equal(requests.length, length + 1);
	});

	it('gives nothing to a trigger that was cancelled, and asks for nothing', async () => {
		const { provider, requests } = setUp('x();');
		const { document, position } = await open('let a‸');
		const source = new vscode.CancellationTokenSource();
		const context = {
			triggerKind: vscode.InlineCompletionTriggerKind.Automatic,
			selectedCompletionInfo: undefined,
		};
		const asked = provider.provideInlineCompletionItems(document, position, context, source.token);
		source.cancel();
		assert.equal(await asked, undefined);
		assert.equal(requests.length, 0);
		source.dispose();
	});
});
