// "OpenMind: Show What Will Be Sent": the request of the chat as it stands, with what is in the message box.
import type { Command } from './command';
import type { ChatPlace } from '../chat/chatPlace';

export class ShowRequestCommand implements Command {
	readonly id = 'openmind.showRequest';
	readonly #place: () => ChatPlace;

	constructor(place: () => ChatPlace) {
		this.#place = place;
	}

	execute(): Promise<void> {
		return this.#place().showRequest();
	}
}
