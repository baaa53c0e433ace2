// "OpenMind: Import Chat…": an exported conversation becomes one of this installation's own, and is shown.
import * as vscode from 'vscode';
import type { Command } from './command';
import type { ChatService } from '../../core/chat/chatService';
import { importJson } from '../../core/chat/exportJson';
import type { Clock, MakeId } from '../../core/ports';
import type { ChatPlace } from '../chat/chatPlace';
import { workspaceKey } from '../chat/workspaceKey';

/** Largest file that is read, in bytes: far above any conversation, and small enough to hold. */
const maxBytes = 64 * 1024 * 1024;

export interface ImportDeps {
	readonly chat: () => Promise<ChatService>;
	readonly place: () => ChatPlace;
	readonly clock: Clock;
	readonly makeId: MakeId;
}

export class ImportChatCommand implements Command {
	readonly id = 'openmind.importChat';
	readonly #deps: ImportDeps;

	constructor(deps: ImportDeps) {
		this.#deps = deps;
	}

	async execute(): Promise<void> {
		const { t } = vscode.l10n;
		const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
		const [source] =
			(await vscode.window.showOpenDialog({
				title: t('Import Chat'),
				openLabel: t('Import'),
				filters: { JSON: ['json'] },
				...(folder && { defaultUri: folder }),
			})) ?? [];
		if (!source) {
			return;
		}
		const workspace = workspaceKey();
		const text = await read(source);
		const events = importJson(text, { ...this.#deps, ...(workspace !== undefined && { workspace }) });
		if (events) {
			await (await this.#deps.chat()).adopt(events);
			await this.#deps.place().focus();
		} else {
			void vscode.window.showErrorMessage(t('This file is no chat that was exported as JSON.'));
		}
	}
}

/** Nothing of a file that is too large. */
async function read(file: vscode.Uri): Promise<string> {
	const { size } = await vscode.workspace.fs.stat(file);
	return size > maxBytes ? '' : new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
}
