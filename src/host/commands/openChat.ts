// "OpenMind: Open Chat": shows the panel with the cursor in the message box.
import type { Command } from './command';
import type { ChatView } from '../chat/chatView';

export class OpenChatCommand implements Command {
	readonly id = 'openmind.openChat';
	readonly #view: ChatView;

	constructor(view: ChatView) {
		this.#view = view;
	}

	execute(): Promise<void> {
		return this.#view.focus();
	}
}
