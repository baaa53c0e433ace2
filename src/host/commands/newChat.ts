// "OpenMind: New Chat"
import type { Command } from './command';
import type { ChatService } from '../../core/chat/chatService';
import type { ChatView } from '../chat/chatView';

export class NewChatCommand implements Command {
	readonly id = 'openmind.newChat';
	readonly #chat: () => Promise<ChatService>;
	readonly #view: ChatView;

	constructor(chat: () => Promise<ChatService>, view: ChatView) {
		this.#chat = chat;
		this.#view = view;
	}

	async execute(): Promise<void> {
		await (await this.#chat()).newChat();
		await this.#view.focus();
	}
}
