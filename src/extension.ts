// The doorway: registers what VS Code must know from the start, and loads the rest (app.ts) when any of it is first used, so that starting VS Code
// costs next to nothing.
import * as vscode from 'vscode';
import type { App } from './app';
import { lazy } from './core/lazy';
import { chatEditorType } from './host/chat/chatEditorType';
import { chatViewId } from './host/chat/chatViewId';
import { contributedCommands } from './host/commands/contributed';
import { registerExplainActions } from './host/editor/explainActions';

/** Set once the app is in use; what it holds open has to be closed before the extension host ends. */
let opened: App | undefined;

export function activate(context: vscode.ExtensionContext): void {
	const app = lazy(async () => {
		const { createApp } = await import('./app');
		opened = createApp(context);
		return opened;
	});
	const chatView: vscode.WebviewViewProvider = {
		resolveWebviewView: async (...args) => (await app()).chatView.resolveWebviewView(...args),
	};
	const chatEditor: vscode.WebviewPanelSerializer = {
		deserializeWebviewPanel: async panel => (await app()).chatEditor.deserializeWebviewPanel(panel),
	};
	const suggestions: vscode.InlineCompletionItemProvider = {
		provideInlineCompletionItems: async (...args) =>
			(await app()).suggestions.provideInlineCompletionItems(...args),
	};
	const commands = contributedCommands(context).map(id =>
		vscode.commands.registerCommand(id, async (...args: unknown[]) =>
			(await app()).commands.get(id)?.execute(...args),
		),
	);
	context.subscriptions.push(
		...commands,
		vscode.window.registerWebviewViewProvider(chatViewId, chatView),
		vscode.window.registerWebviewPanelSerializer(chatEditorType, chatEditor),
		vscode.languages.registerInlineCompletionItemProvider({ pattern: '**' }, suggestions),
		registerExplainActions(),
	);
	if (vscode.workspace.getConfiguration('openmind').get('completion.mode') === 'automatic') {
		// The first key would have to wait for it, and the status bar shows that it is on.
		void app();
	}
}

export function deactivate(): Promise<void> | undefined {
	return opened?.close();
}
