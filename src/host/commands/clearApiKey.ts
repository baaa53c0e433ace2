// "OpenMind: Clear API Key"
import * as vscode from 'vscode';
import type { Command } from './command';
import { environmentVariable } from '../../core/key/keyRing';
import type { KeyStore } from '../key/keyStore';

export class ClearApiKeyCommand implements Command {
	readonly id = 'openmind.clearApiKey';
	readonly #keys: KeyStore;

	constructor(keys: KeyStore) {
		this.#keys = keys;
	}

	async execute(): Promise<void> {
		await this.#keys.clear();
		const { t } = vscode.l10n;
		const fromEnvironment = (await this.#keys.state()) === 'environment';
		void vscode.window.showInformationMessage(
			fromEnvironment
				? t('The stored API key was removed; the one in {0} is used now.', environmentVariable)
				: t('The stored API key was removed.'),
		);
	}
}
