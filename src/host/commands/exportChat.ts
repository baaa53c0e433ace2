// "OpenMind: Export Chat…": the conversation as a Markdown file where the user says.
import * as vscode from 'vscode';
import type { Command } from './command';
import type { ChatService } from '../../core/chat/chatService';
import { exportMarkdown } from '../../core/chat/exportMarkdown';

export class ExportChatCommand implements Command {
	readonly id = 'openmind.exportChat';
	readonly #chat: () => Promise<ChatService>;

	constructor(chat: () => Promise<ChatService>) {
		this.#chat = chat;
	}

	async execute(): Promise<void> {
		const { t } = vscode.l10n;
		const { conversation } = await this.#chat();
		if (conversation.turns.length === 0) {
			void vscode.window.showInformationMessage(t('There is no conversation to export yet.'));
			return;
		}
		const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
		const target = await vscode.window.showSaveDialog({
			title: t('Export Chat'),
			filters: { Markdown: ['md'] },
			...(folder && { defaultUri: vscode.Uri.joinPath(folder, 'chat.md') }),
		});
		if (target) {
			const text = exportMarkdown(conversation, { title: t('OpenMind Chat'), you: t('You') });
			await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
			await vscode.window.showTextDocument(target);
		}
	}
}
