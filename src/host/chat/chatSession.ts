// The chat of this window: made at its first use, with the conversation that was shown when the window closed.
import { join } from 'node:path';
import type * as vscode from 'vscode';
import { ChatService, type ChatDeps } from '../../core/chat/chatService';
import { Journal } from '../../core/chat/journal';
import { History } from '../../core/history/history';
import { lazy } from '../../core/lazy';
import { parseAttachments } from '../../core/chat/pendingAttachments';
import type { Logger } from '../../core/ports';
import { ConversationFiles } from '../storage/conversationFiles';
import { HistoryFiles } from '../storage/historyFiles';
import { SmallFile } from '../storage/smallFile';
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
	deps: Omit<ChatDeps, 'journal' | 'history' | 'workspace' | 'shown' | 'attached'> & { readonly logger: Logger },
): ChatSession {
	const storage = context.globalStorageUri.fsPath;
	const journal = new Journal({ store: new ConversationFiles(storage), ...deps });
	const history = new History({ ...deps, store: new HistoryFiles(storage), journal, search: loadSearch });
	const remembered = (name: string) => context.storageUri && new SmallFile(join(context.storageUri.fsPath, name));
	const [shownFile, attachedFile] = [remembered('shown-conversation'), remembered('attached.json')];
	let open: ChatService | undefined;
	const chat = lazy(async () => {
		const shown = idOf(await shownFile?.read()) ?? context.workspaceState.get<string>(shownName);
		const conversation = shown === undefined ? undefined : await journal.restore(shown);
		const attachments = parseAttachments((await attachedFile?.read()) ?? '');
		const workspace = workspaceKey();
		open = new ChatService(
			{
				...deps,
				journal,
				history,
				...(workspace !== undefined && { workspace }),
				shown: id => {
					shownFile?.write(id);
					void context.workspaceState.update(shownName, id);
				},
				attached: all => attachedFile?.write(JSON.stringify(all)),
			},
			{ ...(conversation && conversation.deletedAt === undefined && { conversation }), attachments },
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
			await shownFile?.flush();
			await attachedFile?.flush();
		},
	};
}

/** A bundle of its own, so that nobody pays for the search who does not search (esbuild.js). */
async function loadSearch() {
	const { createSearch } = await import('../../core/history/search');
	return createSearch();
}

function idOf(text: string | undefined): string | undefined {
	return text !== undefined && /^[\w-]{1,64}$/.test(text) ? text : undefined;
}
