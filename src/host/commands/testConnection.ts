// "OpenMind: Test Connection": the smallest request there is, with the chat model.
import * as vscode from 'vscode';
import type { Command } from './command';
import { formatModelRef } from '../../core/models/modelRef';
import type { ChatModel, Clock } from '../../core/ports';
import type { HelpDesk } from '../helpDesk';
import type { Settings } from '../settings';

export class TestConnectionCommand implements Command {
	readonly id = 'openmind.testConnection';
	readonly #deps: {
		readonly model: ChatModel;
		readonly settings: Settings;
		readonly help: HelpDesk;
		readonly clock: Clock;
	};

	constructor(deps: {
		readonly model: ChatModel;
		readonly settings: Settings;
		readonly help: HelpDesk;
		readonly clock: Clock;
	}) {
		this.#deps = deps;
	}

	async execute(): Promise<void> {
		const { t } = vscode.l10n;
		const ref = this.#deps.settings.chatModel();
		const id = formatModelRef(ref);
		try {
			const options = {
				location: vscode.ProgressLocation.Notification,
				title: t('Asking {0}…', id),
				cancellable: true,
			};
			const ms = await vscode.window.withProgress(options, (_progress, token) => this.#firstChunkMs(token));
			if (ms !== undefined) {
				void vscode.window.showInformationMessage(t('{0} answered in {1} ms.', id, ms));
			}
		} catch (error) {
			await this.#deps.help.show(error, () => this.execute());
		}
	}

	/** Leaving the loop at the first chunk closes the connection, so that as little as possible is billed. */
	async #firstChunkMs(token: vscode.CancellationToken): Promise<number | undefined> {
		const { model, settings, clock } = this.#deps;
		const controller = new AbortController();
		const subscription = token.onCancellationRequested(() => controller.abort());
		const started = clock.now();
		try {
			const request = {
				model: settings.chatModel(),
				messages: [{ role: 'user' as const, content: 'Reply with OK.' }],
			};
			for await (const _chunk of model.stream(request, controller.signal)) {
				return clock.now() - started;
			}
			return undefined;
		} finally {
			subscription.dispose();
		}
	}
}
