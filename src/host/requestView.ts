// Shows what the chat would send now, to the letter, as a read-only document.
import * as vscode from 'vscode';
import type { ChatService } from '../core/chat/chatService';
import type { ChatRequest, MakeId } from '../core/ports';
import { Disposable } from './dispose';
import { VirtualDocuments } from './virtualDocuments';

export interface RequestViewDeps {
	readonly chat: () => Promise<ChatService>;
	/** The body that a request would have if it were sent now, as JSON. */
	readonly bodyOf: (request: ChatRequest) => Promise<string>;
	readonly makeId: MakeId;
}

export class RequestView extends Disposable {
	readonly #chat: () => Promise<ChatService>;
	readonly #bodyOf: RequestViewDeps['bodyOf'];
	readonly #makeId: MakeId;
	readonly #texts = this._register(new VirtualDocuments('openmind-request'));

	constructor(deps: RequestViewDeps) {
		super();
		this.#chat = deps.chat;
		this.#bodyOf = deps.bodyOf;
		this.#makeId = deps.makeId;
	}

	/**
	 * @param text of the message that is being written
	 * @throws OpenMindError as sending would.
	 */
	async show(text: string): Promise<void> {
		const request = await (await this.#chat()).preview(text);
		const body = JSON.stringify(JSON.parse(await this.#bodyOf(request)), undefined, 2);
		const uri = this.#texts.add(`/${vscode.l10n.t('What Will Be Sent')}.json`, this.#makeId(), body);
		await vscode.window.showTextDocument(uri, { preview: true });
	}
}
