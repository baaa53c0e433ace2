// "OpenMind: Show History": the list of conversations, where the chat is shown.
import type { Command } from './command';
import type { ChatPlace } from '../chat/chatPlace';

export class ShowHistoryCommand implements Command {
	readonly id = 'openmind.showHistory';
	readonly #place: () => ChatPlace;

	constructor(place: () => ChatPlace) {
		this.#place = place;
	}

	execute(): Promise<void> {
		return this.#place().showHistory();
	}
}
