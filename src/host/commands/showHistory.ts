// "OpenMind: Show History": the list of conversations in the panel.
import type { Command } from './command';
import type { ChatView } from '../chat/chatView';

export class ShowHistoryCommand implements Command {
	readonly id = 'openmind.showHistory';
	readonly #view: ChatView;

	constructor(view: ChatView) {
		this.#view = view;
	}

	execute(): Promise<void> {
		return this.#view.showHistory();
	}
}
