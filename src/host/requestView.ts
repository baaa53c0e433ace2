// Shows what the chat would send now, model and messages to the letter, as a read-only document.
import * as vscode from 'vscode';
import type { ChatService } from '../core/chat/chatService';
import type { MakeId } from '../core/ports';
import { Disposable } from './dispose';
import { VirtualDocuments } from './virtualDocuments';

export class RequestView extends Disposable {
	readonly #chat: () => Promise<ChatService>;
	readonly #makeId: MakeId;
	readonly #texts = this._register(new VirtualDocuments('openmind-request'));

	constructor(deps: { readonly chat: () => Promise<ChatService>; readonly makeId: MakeId }) {
		super();
		this.#chat = deps.chat;
		this.#makeId = deps.makeId;
	}

	/**
	 * @param text of the message that is being written
	 * @throws OpenMindError as sending would.
	 */
	async show(text: string): Promise<void> {
		const { model, messages } = await (await this.#chat()).preview(text);
		const body = JSON.stringify({ model: model.model, messages, stream: true }, undefined, 2);
		const uri = this.#texts.add(`/${vscode.l10n.t('What Will Be Sent')}.json`, this.#makeId(), body);
		await vscode.window.showTextDocument(uri, { preview: true });
	}
}
