// What is attached of a document that was never saved: VS Code begins an empty one for whoever asks for it by its name.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { OpenMindError } from '../../src/core/errors';
import { EditorContext } from '../../src/host/editor/editorContext';
import { RecentEditors } from '../../src/host/editor/recentEditors';
import { Settings } from '../../src/host/settings';
import { closeAll, openUntitled } from './untitled';

describe('A document that was never saved', () => {
	let held: vscode.Disposable[] = [];

	function setUp(): EditorContext {
		const [settings, editors] = [new Settings(), new RecentEditors()];
		held.push(settings, editors);
		return new EditorContext({ settings, editors, makeId: randomUUID });
	}

	afterEach(async () => {
		await closeAll();
		held.forEach(each => each.dispose());
		held = [];
	});

	it('is sent as it is now while it is open, and not at all once it is closed', async () => {
		const context = setUp();
		const document = await openUntitled('one\n', 'plaintext');
		const editor = await vscode.window.showTextDocument(document);
		const attached = context.activeFile();
		await editor.edit(edit => edit.insert(new vscode.Position(1, 0), 'two\n'));
		assert.equal((await context.current(attached)).text, 'one\ntwo\n');
		await closeAll();
		await assert.rejects(
			context.current(attached),
			(error: unknown) => error instanceof OpenMindError && error.kind === 'documentClosed',
		);
		assert.ok(vscode.workspace.textDocuments.every(({ uri }) => uri.toString() !== attached.uri));
	});

	it('is sent again as it was, whatever has its name then', async () => {
		const context = setUp();
		const document = await openUntitled('one\n', 'plaintext');
		await vscode.window.showTextDocument(document);
		const sent = await context.current(context.activeFile());
		await closeAll();
		const other = await openUntitled('another\n', 'plaintext');
		await vscode.window.showTextDocument(other);
		assert.equal(other.uri.toString(), document.uri.toString());
		assert.equal((await context.current(sent)).text, 'one\n');
	});
});
