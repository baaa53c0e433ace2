// "OpenMind: Show Log"
import type { Command } from './command';
import type { Log } from '../log';

export class ShowLogCommand implements Command {
	readonly id = 'openmind.showLog';
	readonly #log: Log;

	constructor(log: Log) {
		this.#log = log;
	}

	execute(): void {
		this.#log.show();
	}
}
