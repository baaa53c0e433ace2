// The chat of this window: made at its first use, with the conversation that was shown when the window closed.
import type * as vscode from 'vscode';
import { ChatService, type ChatDeps } from '../../core/chat/chatService';
import { Journal } from '../../core/chat/journal';
import { History } from '../../core/history/history';
import { lazy } from '../../core/lazy';
import type { Logger } from '../../core/ports';
import { ConversationFiles } from '../storage/conversationFiles';
import { HistoryFiles } from '../storage/historyFiles';
import { ShownFile } from '../storage/shownFile';
import { workspaceKey } from './workspaceKey';

/** Which conversation this workspace shows, where there is no file for it: in an empty window, and from before there was one. */
const shownName = 'openmind.conversation';

export interface ChatSession {
	readonly chat: () => Promise<ChatService>;
	/** The list of all conversations. */
	readonly history: History;
	/** Stops the answer that streams and settles when everything is saved. */
	close(): Promise<void>;
}

export function createChatSession(
	context: Pick<vscode.ExtensionContext, 'globalStorageUri' | 'storageUri' | 'workspaceState'>,
	deps: Omit<ChatDeps, 'journal' | 'history' | 'workspace' | 'shown'> & { readonly logger: Logger },
): ChatSession {
	const storage = context.globalStorageUri.fsPath;
	const journal = new Journal({ store: new ConversationFiles(storage), ...deps });
	const history = new History({ ...deps, store: new HistoryFiles(storage), journal, search: loadSearch });
	const file = context.storageUri && new ShownFile(context.storageUri.fsPath);
	let open: ChatService | undefined;
	const chat = lazy(async () => {
		const shown = (await file?.read()) ?? context.workspaceState.get<string>(shownName);
		const conversation = shown === undefined ? undefined : await journal.restore(shown);
		const workspace = workspaceKey();
		open = new ChatService(
			{
				...deps,
				journal,
				history,
				...(workspace !== undefined && { workspace }),
				shown: id => {
					file?.write(id);
					void context.workspaceState.update(shownName, id);
				},
			},
			conversation?.deletedAt === undefined ? conversation : undefined,
		);
		return open;
	});
	return {
		chat,
		history,
		async close() {
			await open?.stop();
			await journal.flush();
			await history.flush();
			await file?.flush();
		},
	};
}

/** A bundle of its own, so that nobody pays for the search who does not search (esbuild.js). */
async function loadSearch() {
	const { createSearch } = await import('../../core/history/search');
	return createSearch();
}
