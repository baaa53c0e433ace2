// "OpenMind: Explain Selection": the selection, or the code around the cursor, becomes a turn of the chat.
import * as vscode from 'vscode';
import type { Command } from './command';
import type { ChatService } from '../../core/chat/chatService';
import type { MakeId } from '../../core/ports';
import type { ChatPlace } from '../chat/chatPlace';
import type { EditorContext } from '../editor/editorContext';
import { explainCommand } from '../editor/explainActions';
import type { HelpDesk } from '../helpDesk';

export interface ExplainDeps {
	readonly chat: () => Promise<ChatService>;
	readonly place: () => ChatPlace;
	readonly editor: EditorContext;
	readonly help: HelpDesk;
	readonly makeId: MakeId;
}

export class ExplainSelectionCommand implements Command {
	readonly id = explainCommand;
	readonly #deps: ExplainDeps;

	constructor(deps: ExplainDeps) {
		this.#deps = deps;
	}

	async execute(): Promise<void> {
		const { chat, place, editor, help, makeId } = this.#deps;
		try {
			const attachment = await editor.selectionOrSurroundings();
			await place().reveal();
			await (
				await chat()
			).ask({ turnId: makeId(), text: vscode.l10n.t('Explain this code.'), attachments: [attachment] });
		} catch (error) {
			await help.show(error);
		}
	}
}
