// The list of conversations between the history and the page: what the reader looks for, and what is done to one of them.
import * as vscode from 'vscode';
import type { ChatService } from '../../core/chat/chatService';
import type { History } from '../../core/history/history';
import type { Clock } from '../../core/ports';
import { assertNever } from '../../shared/assertNever';
import { historyRows, type HistoryScope } from '../../shared/chat';
import type { FromPage, ToPage } from '../../shared/protocol';
import { historyEntryView } from './historyViews';
import { workspaceKey } from './workspaceKey';

export interface HistoryBridgeDeps {
	readonly chat: ChatService;
	readonly history: History;
	readonly clock: Clock;
	readonly post: (message: ToPage) => void;
}

const historyTypes = [
	'showHistory',
	'searchHistory',
	'openConversation',
	'renameConversation',
	'pinConversation',
	'deleteConversation',
	'restoreConversation',
] as const;

export type HistoryMessage = Extract<FromPage, { type: (typeof historyTypes)[number] }>;

export function isHistoryMessage(message: FromPage): message is HistoryMessage {
	return historyTypes.some(type => type === message.type);
}

export class HistoryBridge {
	readonly #deps: HistoryBridgeDeps;
	#query: { text: string; scope: HistoryScope; limit: number };

	constructor(deps: HistoryBridgeDeps) {
		this.#deps = deps;
		this.#query = { text: '', scope: workspaceKey() === undefined ? 'all' : 'workspace', limit: historyRows };
	}

	/** Shows the list as it is now, and again when what the index missed has been found. */
	async show(): Promise<void> {
		const { history, post } = this.#deps;
		this.#query = { ...this.#query, text: '', limit: historyRows };
		post({ type: 'showHistory' });
		await this.#refresh();
		await history.mended();
		this.#post();
	}

	async handle(message: HistoryMessage): Promise<void> {
		const { chat, clock } = this.#deps;
		switch (message.type) {
			case 'showHistory':
				return this.show();
			case 'searchHistory':
				return this.#search(message);
			case 'openConversation':
				return this.#open(message.conversationId);
			case 'renameConversation':
				await chat.file(message.conversationId, { type: 'renamed', name: message.name });
				return this.#refresh();
			case 'pinConversation':
				await chat.file(message.conversationId, { type: 'pinned', pinned: message.pinned });
				return this.#refresh();
			case 'deleteConversation':
				await chat.file(message.conversationId, { type: 'deleted', at: clock.now() });
				return this.#refresh();
			case 'restoreConversation':
				await chat.file(message.conversationId, { type: 'deleted' });
				return this.#refresh();
			default:
				return assertNever(message);
		}
	}

	async #search({ query, scope, limit }: Extract<FromPage, { type: 'searchHistory' }>): Promise<void> {
		this.#query = { text: query, scope, limit };
		this.#post();
		if (query.trim() !== '' && (await this.#deps.history.prepareSearch())) {
			this.#post();
		}
	}

	async #open(conversationId: string): Promise<void> {
		const { chat, post } = this.#deps;
		if (await chat.open(conversationId)) {
			post({ type: 'showChat' });
			post({ type: 'focusInput' });
		} else {
			void vscode.window.showErrorMessage(vscode.l10n.t('This conversation could not be read.'));
		}
	}

	async #refresh(): Promise<void> {
		await this.#deps.history.refresh();
		this.#post();
	}

	#post(): void {
		const { chat, history, clock, post } = this.#deps;
		const { text, scope, limit } = this.#query;
		const workspace = workspaceKey();
		const kept = scope === 'workspace' && workspace !== undefined ? { workspace } : {};
		const { entries, total } = history.page({ text, limit, ...kept });
		const shown = { now: clock.now(), current: chat.conversation.id, searching: text.trim() !== '', workspace };
		post({
			type: 'history',
			history: {
				entries: entries.map(entry => historyEntryView(entry, shown)),
				total,
				query: text,
				scope,
				hasWorkspace: workspace !== undefined,
			},
		});
	}
}
