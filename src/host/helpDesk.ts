// Does what the helping buttons promise, wherever they stand: beside an answer in the chat page, or in a notification.
import * as vscode from 'vscode';
import { settingFor } from '../core/chat/help';
import { portalUrl, successorBaseUrl } from '../core/key/keyRing';
import { toFailure } from '../core/errors';
import { isTurnAction, type Failure, type HelpAction, type TurnAction } from '../shared/failures';
import { assertNever } from '../shared/assertNever';
import { failureView } from './errorText';
import { promptForKey } from './key/keyPrompt';
import type { KeyStore } from './key/keyStore';
import type { Log } from './log';
import { pickModel } from './models/modelPicker';
import { SettingNotWritten, type ModelJob, type Settings } from './settings';

export class HelpDesk {
	readonly #settings: Settings;
	readonly #keys: KeyStore;
	readonly #log: Log;

	constructor(deps: { readonly settings: Settings; readonly keys: KeyStore; readonly log: Log }) {
		this.#settings = deps.settings;
		this.#keys = deps.keys;
		this.#log = deps.log;
	}

	/**
	 * Shows a failure as one sentence, with the button that helps most; `retry` makes the same request again.
	 * @param job whose model "Choose Model" changes.
	 */
	async show(error: unknown, retry?: () => Promise<void>, job: ModelJob = 'chat'): Promise<void> {
		if (error instanceof SettingNotWritten) {
			return showNotWritten(error);
		}
		const failure = toFailure(error);
		if (failure.kind === 'internal') {
			this.#log.error(`Unexpected ${error instanceof Error ? error.name : typeof error}`);
		}
		const { text, actions } = failureView(failure);
		const button = actions.find(({ action }) => !isTurnAction(action) || (action === 'retry' && retry));
		const chosen = await vscode.window.showErrorMessage(text, ...(button ? [button.label] : []));
		if (!button || chosen !== button.label) {
			return;
		}
		if (isTurnAction(button.action)) {
			await retry?.();
		} else if (await this.perform(button.action, failure, job)) {
			await retry?.();
		}
	}

	/** The same desk for requests of another job than chat. */
	forJob(job: ModelJob): Pick<HelpDesk, 'show'> {
		return { show: (error, retry) => this.show(error, retry, job) };
	}

	/** The chat does what acts on a turn itself. @returns whether the cause is out of the way, so that the same request may be made again. */
	async perform(
		action: Exclude<HelpAction, TurnAction>,
		failure?: Failure,
		job: ModelJob = 'chat',
	): Promise<boolean> {
		switch (action) {
			case 'setApiKey':
				return promptForKey(this.#keys, this.#settings);
			case 'useKeyHere':
				await this.#keys.allowHere();
				return true;
			case 'chooseModel':
				return pickModel(this.#settings, job);
			case 'useSuccessorHost':
				await this.#settings.setBaseUrl(successorBaseUrl);
				// The key stays behind until the user allows the new host, which the next try asks.
				return true;
			case 'openPortal':
				await vscode.env.openExternal(vscode.Uri.parse(portalUrl(this.#settings.baseUrl())));
				return false;
			case 'openSettings':
				await vscode.commands.executeCommand(
					'workbench.action.openSettings',
					failure ? settingFor(failure) : 'openmind',
				);
				return false;
			case 'openFile':
				await vscode.commands.executeCommand('workbench.action.quickOpen');
				return false;
			case 'showLog':
				this.#log.show();
				return false;
			default:
				return assertNever(action);
		}
	}
}

async function showNotWritten({ message, isOfWorkspace }: SettingNotWritten): Promise<void> {
	const open = vscode.l10n.t('Open Settings');
	if ((await vscode.window.showErrorMessage(message, open)) === open) {
		await vscode.commands.executeCommand(
			isOfWorkspace ? 'workbench.action.openWorkspaceSettingsFile' : 'workbench.action.openSettingsJson',
		);
	}
}
