// "OpenMind: New Chat"
import type { Command } from './command';
import type { ChatService } from '../../core/chat/chatService';
import type { ChatPlace } from '../chat/chatPlace';

export class NewChatCommand implements Command {
	readonly id = 'openmind.newChat';
	readonly #chat: () => Promise<ChatService>;
	readonly #place: () => ChatPlace;

	constructor(chat: () => Promise<ChatService>, place: () => ChatPlace) {
		this.#chat = chat;
		this.#place = place;
	}

	async execute(): Promise<void> {
		await (await this.#chat()).newChat();
		await this.#place().focus();
	}
}
