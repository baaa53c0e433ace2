// "OpenMind: Export Chat…": the conversation where the user says, as Markdown to read or as JSON that keeps all of it; the file's ending decides.
import * as vscode from 'vscode';
import type { Command } from './command';
import type { ChatService } from '../../core/chat/chatService';
import type { Answer } from '../../core/chat/conversation';
import { exportJson } from '../../core/chat/exportJson';
import { exportMarkdown } from '../../core/chat/exportMarkdown';
import { modelIn, numbersIn } from '../../shared/numbers';
import { pageStrings } from '../chat/pageStrings';

export class ExportChatCommand implements Command {
	readonly id = 'openmind.exportChat';
	readonly #chat: () => Promise<ChatService>;

	constructor(chat: () => Promise<ChatService>) {
		this.#chat = chat;
	}

	async execute(): Promise<void> {
		const { t } = vscode.l10n;
		const chat = await this.#chat();
		const asked = chat.conversation;
		if (asked.turns.length === 0) {
			void vscode.window.showInformationMessage(t('There is no conversation to export yet.'));
			return;
		}
		const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
		const target = await vscode.window.showSaveDialog({
			title: t('Export Chat'),
			filters: { Markdown: ['md'], JSON: ['json'] },
			...(folder && { defaultUri: vscode.Uri.joinPath(folder, 'chat.md') }),
		});
		if (target) {
			// With what came meanwhile.
			const conversation = chat.conversation.id === asked.id ? chat.conversation : asked;
			const title = conversation.name ?? t('OpenMind Chat');
			const text = target.path.toLowerCase().endsWith('.json')
				? exportJson(conversation)
				: exportMarkdown(conversation, { title, you: t('You'), took: tookWords() });
			await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
			await vscode.window.showTextDocument(target);
		}
	}
}

/** As the panel says it of an answer. */
function tookWords(): (answer: Answer) => string {
	const strings = pageStrings();
	const numbersOf = numbersIn(strings, vscode.env.language);
	return answer => [modelIn(strings, answer), ...numbersOf(answer)].join(', ');
}
