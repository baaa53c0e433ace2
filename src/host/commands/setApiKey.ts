// "OpenMind: Set API Key"
import type { Command } from './command';
import { promptForKey } from '../key/keyPrompt';
import type { KeyStore } from '../key/keyStore';
import type { Settings } from '../settings';

export class SetApiKeyCommand implements Command {
	readonly id = 'openmind.setApiKey';
	readonly #keys: KeyStore;
	readonly #settings: Settings;

	constructor(keys: KeyStore, settings: Settings) {
		this.#keys = keys;
		this.#settings = settings;
	}

	execute(): Promise<boolean> {
		return promptForKey(this.#keys, this.#settings);
	}
}
