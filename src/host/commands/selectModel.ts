// "OpenMind: Select Model"
import type { Command } from './command';
import { pickModel } from '../models/modelPicker';
import type { Settings } from '../settings';

export class SelectModelCommand implements Command {
	readonly id = 'openmind.selectModel';
	readonly #settings: Settings;

	constructor(settings: Settings) {
		this.#settings = settings;
	}

	execute(): Promise<boolean> {
		return pickModel(this.#settings, 'chat');
	}
}
