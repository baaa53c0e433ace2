// "OpenMind: Toggle Automatic Suggestions": between asked for by hand and automatic.
import * as vscode from 'vscode';
import type { Settings } from '../settings';
import type { Command } from './command';

export class ToggleSuggestionsCommand implements Command {
	readonly id = 'openmind.toggleSuggestions';
	readonly #settings: Settings;

	constructor(settings: Settings) {
		this.#settings = settings;
	}

	async execute(): Promise<void> {
		const automatic = this.#settings.completionMode() !== 'automatic';
		await this.#settings.setCompletionMode(automatic ? 'automatic' : 'manual');
		const text = automatic
			? vscode.l10n.t('Suggestions come automatically')
			: vscode.l10n.t('Suggestions come when you ask for one');
		vscode.window.setStatusBarMessage(text, shownMs);
	}
}

/** Long enough to read a short sentence. */
const shownMs = 4000;
