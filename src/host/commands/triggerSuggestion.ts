// "OpenMind: Suggest at Cursor": asks for ghost text now, whatever the mode. Asked again at the same place, it adds another suggestion.
import * as vscode from 'vscode';
import type { Command } from './command';

export class TriggerSuggestionCommand implements Command {
	readonly id = 'openmind.triggerSuggestion';

	async execute(): Promise<void> {
		// From the palette the editor gets its focus back first.
		await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
		await vscode.commands.executeCommand('editor.action.inlineSuggest.trigger');
	}
}
