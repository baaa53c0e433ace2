// What the chat does with the editor while its own tab has the focus: beside the text, and in front of it.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { OpenMindError } from '../../src/core/errors';
import { EditorContext } from '../../src/host/editor/editorContext';
import { insertAtCursor } from '../../src/host/editor/insert';
import { RecentEditors } from '../../src/host/editor/recentEditors';
import { EditReview } from '../../src/host/edits/editReview';
import { Settings } from '../../src/host/settings';
import { eventually } from '../vscode/eventually';

const { window } = vscode;

function setUp() {
	const settings = new Settings();
	const editors = new RecentEditors();
	const deps = { settings, editors, makeId: randomUUID };
	const context = new EditorContext(deps);
	const edits = new EditReview({ ...deps, editor: context });
	held.push(settings, editors, edits);
	return { editors, context, edits };
}

/** What a test made, to be disposed after it. */
let held: vscode.Disposable[] = [];

let folder = '';

/** Opens a new file with some of it selected, in the first group. */
async function open(text: string, ...selections: readonly vscode.Selection[]): Promise<vscode.TextDocument> {
	const file = path.join(folder, `${randomUUID()}.ts`);
	await writeFile(file, text);
	const document = await vscode.workspace.openTextDocument(file);
	const editor = await window.showTextDocument(document, { preview: false, viewColumn: vscode.ViewColumn.One });
	if (selections.length > 0) {
		editor.selections = selections;
		await eventually('the selection', () => window.activeTextEditor?.selections.length === selections.length);
	}
	return document;
}

/** Focuses a page in a tab, as the chat's is one. */
async function openPage(column: vscode.ViewColumn): Promise<void> {
	held.push(window.createWebviewPanel('test.page', 'Page', column));
	await eventually('the tab to be the active one', () => window.activeTextEditor === undefined);
}

const one = new vscode.Selection(0, 4, 0, 5);

describe('The chat in an editor tab', () => {
	before(async () => {
		folder = await mkdtemp(path.join(tmpdir(), 'openmind-recent-'));
	});

	afterEach(async () => {
		held.reverse().forEach(each => each.dispose());
		held = [];
		await eventually('the tabs to close', async () => {
			await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
			return window.tabGroups.all.every(({ tabs }) => tabs.length === 0);
		});
	});

	after(() => rm(folder, { recursive: true, force: true }));

	for (const [where, column] of [
		['beside it', vscode.ViewColumn.Two],
		['behind it', vscode.ViewColumn.One],
	] as const) {
		it(`reads the file and the selection ${where}`, async () => {
			const { context } = setUp();
			const document = await open('let a = 1;\nlet b = 2;\n', one);
			await openPage(column);
			assert.deepEqual([context.activeFile().uri, context.activeFile().kind], [document.uri.toString(), 'file']);
			const { text, lines } = await context.selectionOrSurroundings();
			assert.deepEqual([text, lines], ['a', { first: 1, last: 1 }]);
		});

		it(`inserts at the cursors of the file ${where}, and goes there`, async () => {
			const { editors } = setUp();
			const document = await open('let a = 1;\nlet b = 2;\n', one, new vscode.Selection(1, 4, 1, 5));
			await openPage(column);
			await insertAtCursor(editors, 'total');
			assert.equal(document.getText(), 'let total = 1;\nlet total = 2;\n');
			assert.equal(window.activeTextEditor?.document, document);
			assert.equal(window.activeTextEditor.viewColumn, vscode.ViewColumn.One);
			await vscode.commands.executeCommand('undo');
			assert.equal(document.getText(), 'let a = 1;\nlet b = 2;\n');
		});

		it(`applies a block to the file ${where}`, async () => {
			const { edits } = setUp();
			const document = await open('function a() {\n\treturn 1;\n}\n\nlet b = 2;\n');
			await openPage(column);
			await edits.propose({ text: 'function a() {\n\treturn 2;\n}', info: 'ts' }, []);
			// Beside the file, not over the chat.
			assert.equal(window.tabGroups.activeTabGroup.viewColumn, vscode.ViewColumn.One);
			await edits.accept();
			assert.equal(document.getText(), 'function a() {\n\treturn 2;\n}\n\nlet b = 2;\n');
		});
	}

	it('applies a block to the active file where what was attached has no place, being imported or never saved', async () => {
		const { context, edits } = setUp();
		const document = await open('function a() {\n\treturn 1;\n}\n\nlet b = 2;\n');
		const sent = { ...context.activeFile(), path: 'Untitled-1', uri: '' };
		await edits.propose({ text: 'function a() {\n\treturn 2;\n}', info: 'ts' }, [sent]);
		await edits.accept();
		assert.equal(document.getText(), 'function a() {\n\treturn 2;\n}\n\nlet b = 2;\n');
	});

	it('applies a block to the active file where its first comment only looks like the name of a file', async () => {
		const { edits } = setUp();
		const document = await open('function a() {\n\treturn 1;\n}\n\nlet b = 2;\n');
		await edits.propose({ text: '// Node.js\nfunction a() {\n\treturn 2;\n}', info: 'js' }, []);
		await edits.accept();
		assert.match(document.getText(), /return 2/);
	});

	it('accepts an edit whose diff was moved to another group', async () => {
		const { edits } = setUp();
		const document = await open('function a() {\n\treturn 1;\n}\n\nlet b = 2;\n');
		await edits.propose({ text: 'function a() {\n\treturn 2;\n}', info: 'ts' }, []);
		await vscode.commands.executeCommand('workbench.action.moveEditorToNextGroup');
		await eventually('the diff to be in the second group', () =>
			window.tabGroups.all.some(
				({ viewColumn, tabs }) =>
					viewColumn === vscode.ViewColumn.Two &&
					tabs.some(({ input }) => input instanceof vscode.TabInputTextDiff),
			),
		);
		await edits.accept();
		assert.equal(document.getText(), 'function a() {\n\treturn 2;\n}\n\nlet b = 2;\n');
		assert.ok(window.tabGroups.all.every(({ tabs }) => !tabs.some(({ label }) => label.startsWith('Apply to'))));
	});

	it('means the file before, once the last one is closed or an edit of it is rejected', async () => {
		const { context, edits } = setUp();
		const first = await open('let first = 1;\n');
		const second = await open('function second() {\n\treturn 1;\n}\n');
		await openPage(vscode.ViewColumn.One);
		const active = () => context.activeFile().uri;
		await edits.propose({ text: 'function second() {\n\treturn 2;\n}', info: 'ts' }, []);
		await edits.reject();
		await eventually('the page to be back', () => window.activeTextEditor === undefined);
		assert.equal(active(), second.uri.toString());
		const tabs = window.tabGroups.all.flatMap(group => group.tabs);
		await window.tabGroups.close(tabs.filter(({ label }) => label === path.basename(second.fileName)));
		assert.equal(active(), first.uri.toString());
	});

	it('asks for a file where none is open', async () => {
		const { context, editors } = setUp();
		await openPage(vscode.ViewColumn.One);
		const noEditor = (error: unknown) => error instanceof OpenMindError && error.kind === 'noEditor';
		assert.throws(() => context.activeFile(), noEditor);
		await assert.rejects(insertAtCursor(editors, 'x'), noEditor);
	});
});
