// "OpenMind: Show What Will Be Sent": the request of the chat as it stands, with what is in the message box.
import type { Command } from './command';
import type { ChatView } from '../chat/chatView';

export class ShowRequestCommand implements Command {
	readonly id = 'openmind.showRequest';
	readonly #view: ChatView;

	constructor(view: ChatView) {
		this.#view = view;
	}

	execute(): Promise<void> {
		return this.#view.showRequest();
	}
}
