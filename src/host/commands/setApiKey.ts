// "OpenMind: Set API Key"
import type { Command } from './command';
import type { HelpDesk } from '../helpDesk';
import { promptForKey } from '../key/keyPrompt';
import type { KeyStore } from '../key/keyStore';
import type { Settings } from '../settings';

export class SetApiKeyCommand implements Command {
	readonly id = 'openmind.setApiKey';
	readonly #deps: { readonly keys: KeyStore; readonly settings: Settings; readonly help: HelpDesk };

	constructor(deps: { readonly keys: KeyStore; readonly settings: Settings; readonly help: HelpDesk }) {
		this.#deps = deps;
	}

	async execute(): Promise<void> {
		const { keys, settings, help } = this.#deps;
		try {
			await promptForKey(keys, settings);
		} catch (error) {
			await help.show(error, () => this.execute());
		}
	}
}
