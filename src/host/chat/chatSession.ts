// The chat of this window: made at its first use, with the conversation that was shown when the window closed.
import type * as vscode from 'vscode';
import { ChatService, type ChatDeps } from '../../core/chat/chatService';
import { Journal } from '../../core/chat/journal';
import { lazy } from '../../core/lazy';
import type { Logger } from '../../core/ports';
import { ConversationFiles } from '../storage/conversationFiles';

/** Which conversation this workspace shows. */
const shownName = 'openmind.conversation';

export interface ChatSession {
	readonly chat: () => Promise<ChatService>;
	/** Stops the answer that streams and settles when everything is saved. */
	close(): Promise<void>;
}

export function createChatSession(
	context: Pick<vscode.ExtensionContext, 'globalStorageUri' | 'workspaceState'>,
	deps: Omit<ChatDeps, 'journal' | 'shown'> & { readonly logger: Logger },
): ChatSession {
	const journal = new Journal({ store: new ConversationFiles(context.globalStorageUri.fsPath), ...deps });
	let open: ChatService | undefined;
	const chat = lazy(async () => {
		const shown = context.workspaceState.get<string>(shownName);
		const conversation = shown === undefined ? undefined : await journal.restore(shown);
		open = new ChatService(
			{ ...deps, journal, shown: id => void context.workspaceState.update(shownName, id) },
			conversation,
		);
		return open;
	});
	return {
		chat,
		async close() {
			await open?.stop();
			await journal.flush();
		},
	};
}
