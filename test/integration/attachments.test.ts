// What is attached of a document that was never saved, for which VS Code begins an empty one when it is asked for by its name; and of a file that is
// gone.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdir, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Attachment } from '../../src/core/chat/conversation';
import { OpenMindError } from '../../src/core/errors';
import { EditorContext } from '../../src/host/editor/editorContext';
import { RecentEditors } from '../../src/host/editor/recentEditors';
import { Settings } from '../../src/host/settings';
import { closeAll, openUntitled } from './untitled';

let held: vscode.Disposable[] = [];

function setUp(): EditorContext {
	const [settings, editors] = [new Settings(), new RecentEditors()];
	held.push(settings, editors);
	return new EditorContext({ settings, editors, makeId: randomUUID });
}

async function tearDown(): Promise<void> {
	await closeAll();
	held.forEach(each => each.dispose());
	held = [];
}

describe('A document that was never saved', () => {
	afterEach(tearDown);

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

describe('An attached file', () => {
	afterEach(tearDown);

	const attached = (name: string): Attachment => ({
		id: 'a',
		kind: 'file',
		path: name,
		uri: vscode.Uri.file(join(tmpdir(), name)).toString(),
		languageId: 'plaintext',
		text: 'old\n',
		tokens: 2,
	});

	it('that is gone is named, and nothing of it is sent', async () => {
		const name = `${randomUUID()}.txt`;
		await assert.rejects(setUp().current(attached(name)), new OpenMindError('fileNotFound', { path: name }));
	});

	it('that is no text any more is told from one that is gone', async () => {
		const name = randomUUID();
		await mkdir(join(tmpdir(), name));
		try {
			await assert.rejects(setUp().current(attached(name)), new OpenMindError('notText'));
		} finally {
			await rmdir(join(tmpdir(), name));
		}
	});
});
