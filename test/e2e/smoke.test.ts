// The packaged extension in a real VS Code: it is there, and its chat can be opened.
import assert from 'node:assert/strict';
import { openVSCode, type Session } from './driver';

describe('the packaged extension', () => {
	let vscode: Session;

	before(async () => {
		vscode = await openVSCode();
	});

	after(() => vscode.close());

	it('is listed among the installed extensions', async () => {
		await vscode.runCommand('Extensions: Show Installed Extensions');
		await vscode.page.locator('.extensions-list .monaco-list-row', { hasText: 'OpenMind Code' }).waitFor();
	});

	it('opens a file of the workspace', async () => {
		await vscode.editor.open('README.md');
		await vscode.editor.goTo(1, 1);
		assert.match(await vscode.editor.visibleText(), /^# /);
	});

	it('shows the chat and focuses the message box', async () => {
		await vscode.runCommand('OpenMind: Open Chat');
		const chat = await vscode.chat();
		await chat.message.and(chat.frame.locator(':focus')).waitFor();
	});
});
