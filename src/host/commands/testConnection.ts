// "OpenMind: Test Connection": the smallest request there is, with the chat model.
import * as vscode from 'vscode';
import type { Command } from './command';
import { formatModelRef } from '../../core/models/modelRef';
import type { ChatModel, Clock, RequestObserver } from '../../core/ports';
import { modelIn } from '../../shared/numbers';
import { pageStrings } from '../chat/pageStrings';
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
		const model = formatModelRef(this.#deps.settings.chatModel());
		try {
			const options = {
				location: vscode.ProgressLocation.Notification,
				title: t('Asking {0}…', model),
				cancellable: true,
			};
			const answer = await vscode.window.withProgress(options, (_progress, token) => this.#firstChunk(token));
			if (answer) {
				const { ms, by } = answer;
				const who = modelIn(pageStrings(), {
					model,
					...(by !== undefined && by !== model && { answeredBy: by }),
				});
				void vscode.window.showInformationMessage(t('{0} answered in {1} ms.', who, ms));
			}
		} catch (error) {
			await this.#deps.help.show(error, () => this.execute());
		}
	}

	/** Leaving the loop at the first chunk closes the connection, so that as little as possible is billed. */
	async #firstChunk(token: vscode.CancellationToken): Promise<{ ms: number; by: string | undefined } | undefined> {
		const { model, settings, clock } = this.#deps;
		const controller = new AbortController();
		const subscription = token.onCancellationRequested(() => controller.abort());
		const started = clock.now();
		let by: string | undefined;
		const observer: RequestObserver = {
			progress: progress => {
				by = progress.phase === 'answering' ? formatModelRef(progress.model) : by;
			},
		};
		try {
			const request = {
				model: settings.chatModel(),
				messages: [{ role: 'user' as const, content: 'Reply with OK.' }],
			};
			for await (const _chunk of model.stream(request, controller.signal, observer)) {
				return { ms: clock.now() - started, by };
			}
			return undefined;
		} finally {
			subscription.dispose();
		}
	}
}
