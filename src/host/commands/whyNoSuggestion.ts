// "OpenMind: Why No Suggestion?": what came of the last triggers, in plain words and without any content.
import * as vscode from 'vscode';
import type { CountedTrigger } from '../../core/completion/suggest/reasons';
import { recordText } from '../completion/reasonText';
import type { Suggestions } from '../completion/suggestions';
import type { Command } from './command';

const { t } = vscode.l10n;

interface Choice extends vscode.QuickPickItem {
	/** The command that an item runs when it is chosen. */
	readonly command?: string;
	readonly argument?: string;
}

export class WhyNoSuggestionCommand implements Command {
	readonly id = 'openmind.whyNoSuggestion';
	readonly #suggestions: Pick<Suggestions, 'state' | 'history'>;

	constructor(suggestions: Pick<Suggestions, 'state' | 'history'>) {
		this.#suggestions = suggestions;
	}

	async execute(): Promise<void> {
		const { history } = this.#suggestions;
		const choices: Choice[] = [
			...[...history].reverse().map(record => ({
				label: recordText(record),
				detail: details(record),
				command: 'openmind.showLog',
			})),
			...(history.length === 0 ? [{ label: t('Nothing was asked for yet.') }] : []),
			{ label: '', kind: vscode.QuickPickItemKind.Separator },
			...this.#remedies(),
		];
		const chosen = await vscode.window.showQuickPick<Choice>(choices, {
			title: t('Why No Suggestion?'),
			placeHolder: t('What came of the last triggers, latest first'),
		});
		if (chosen?.command !== undefined) {
			await vscode.commands.executeCommand(chosen.command, ...(chosen.argument ? [chosen.argument] : []));
		}
	}

	#remedies(): Choice[] {
		const { mode } = this.#suggestions.state;
		return [
			mode === 'automatic'
				? {
						label: t('$(sparkle-filled) Suggestions come automatically. Choose this to change it.'),
						command: 'openmind.toggleSuggestions',
					}
				: {
						label: t('$(sparkle) Suggestions come only by hand. Choose this for automatic ones.'),
						command: 'openmind.toggleSuggestions',
					},
			{ label: t('$(gear) Settings'), command: 'workbench.action.openSettings', argument: 'openmind.completion' },
		];
	}
}

function details({ at, trigger, languageId, model, ms, times }: CountedTrigger): string {
	const how = trigger === 'manual' ? t('by hand') : t('automatic');
	const time = new Date(at).toLocaleTimeString();
	const often = times > 1 ? [t('{0} times', times)] : [];
	return [...often, time, how, languageId, model, t('{0} ms', Math.round(ms))].join(' · ');
}
