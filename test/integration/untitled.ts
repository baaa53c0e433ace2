// Untitled documents for the specs.
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
