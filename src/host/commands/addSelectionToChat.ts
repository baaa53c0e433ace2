// "OpenMind: Add Selection to Chat": attaches it to the next message.
import type { Command } from './command';
import type { ChatService } from '../../core/chat/chatService';
import type { ChatPlace } from '../chat/chatPlace';
import type { EditorContext } from '../editor/editorContext';
import type { HelpDesk } from '../helpDesk';

export interface AddSelectionDeps {
	readonly chat: () => Promise<ChatService>;
	readonly place: () => ChatPlace;
	readonly editor: EditorContext;
	readonly help: HelpDesk;
}

export class AddSelectionToChatCommand implements Command {
	readonly id = 'openmind.addSelectionToChat';
	readonly #deps: AddSelectionDeps;

	constructor(deps: AddSelectionDeps) {
		this.#deps = deps;
	}

	async execute(): Promise<void> {
		const { chat, place, editor, help } = this.#deps;
		try {
			// What is typed from now on is meant for the chat: it must not wait for the outline of the code, nor replace the selection.
			const [attachment] = await Promise.all([editor.selectionOrSurroundings(), place().focus()]);
			(await chat()).attach(attachment);
		} catch (error) {
			await help.show(error);
		}
	}
}
