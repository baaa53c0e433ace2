// "Explain" in the lightbulb menu of a selection.
import * as vscode from 'vscode';

export const explainCommand = 'openmind.explainSelection';

const kind = vscode.CodeActionKind.Empty.append('openmind').append('explain');

export function registerExplainActions(): vscode.Disposable {
	const provider: vscode.CodeActionProvider = {
		provideCodeActions(_document, range) {
			if (range.isEmpty) {
				return [];
			}
			const action = new vscode.CodeAction(vscode.l10n.t('Explain with OpenMind'), kind);
			action.command = { command: explainCommand, title: action.title };
			return [action];
		},
	};
	return vscode.languages.registerCodeActionsProvider({ pattern: '**' }, provider, {
		providedCodeActionKinds: [kind],
	});
}
