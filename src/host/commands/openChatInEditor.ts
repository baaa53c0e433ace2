// "OpenMind: Open Chat in Editor": the chat as a tab, where it has more room.
import type { Command } from './command';
import type { ChatEditor } from '../chat/chatEditor';

export class OpenChatInEditorCommand implements Command {
	readonly id = 'openmind.openChatInEditor';
	readonly #editor: ChatEditor;

	constructor(editor: ChatEditor) {
		this.#editor = editor;
	}

	execute(): Promise<void> {
		return this.#editor.focus();
	}
}
