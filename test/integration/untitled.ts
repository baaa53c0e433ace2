// Untitled documents for the specs.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** VS Code may give the name of an untitled document that it is still closing, and then that document: it is asked again until the text is right. */
export async function openUntitled(content: string, language: string): Promise<vscode.TextDocument> {
	for (;;) {
		const document = await vscode.workspace.openTextDocument({ content, language });
		if (document.getText() === content) {
			return document;
		}
	}
}

/** Closes all editors and waits until no untitled document is left: they would ask whether to save them, and the next one takes over the name of one that is not gone yet. */
export async function closeAll(): Promise<void> {
	const isOpen = () => vscode.workspace.textDocuments.some(document => document.isUntitled);
	for (const end = Date.now() + 10_000; vscode.window.activeTextEditor ?? isOpen();) {
		assert.ok(Date.now() < end, 'a document does not close');
		await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
	}
}
