// The settings. VS Code puts a section together anew whenever it is asked for it, and suggestions ask at each key: so it is kept until one changes,
// and a change counts from the next request on.
import * as vscode from 'vscode';
import type { ChatSettings } from '../core/chat/chatSettings';
import type { CompletionMode } from '../core/completion/suggest/gate';
import { defaultBaseUrl } from '../core/key/keyRing';
import { modelCatalogue, type ModelInfo } from '../core/models/catalogue';
import { formatModelRef, parseModelRef } from '../core/models/modelRef';
import type { ModelRef } from '../core/ports';
import { createExclusion, type IsExcluded } from '../core/privacy/exclusions';
import { Disposable } from './dispose';

export const section = 'openmind';

/** What a model is chosen for; each has its own setting. */
export type ModelJob = 'chat' | 'completion';

/** What holds when a model's setting is no `provider/model`: the setting's default. */
const defaultModels: Readonly<Record<ModelJob, ModelRef>> = {
	chat: { provider: 'openai', model: 'gpt-4o' },
	completion: { provider: 'openai', model: 'gpt-4o-mini' },
};

/** VS Code could not write into a settings file, as one with a mistake in it. The message is its own, about the file: it quotes nothing of it. */
export class SettingNotWritten extends Error {
	override readonly name = 'SettingNotWritten';
	readonly isOfWorkspace: boolean;

	constructor(isOfWorkspace: boolean, cause: unknown) {
		super(cause instanceof Error ? cause.message : String(cause), { cause });
		this.isOfWorkspace = isOfWorkspace;
	}
}

export class Settings extends Disposable implements ChatSettings {
	#section: vscode.WorkspaceConfiguration | undefined;

	constructor() {
		super();
		this._register(
			vscode.workspace.onDidChangeConfiguration(event => {
				if (event.affectsConfiguration(section)) {
					this.#section = undefined;
				}
			}),
		);
	}

	chatModel(): ModelRef {
		return this.model('chat');
	}

	completionModel(): ModelRef {
		return this.model('completion');
	}

	model(job: ModelJob): ModelRef {
		return parseModelRef(this.#get<string>(`${job}.model`) ?? '') ?? defaultModels[job];
	}

	/** Asked in this order while the provider of the chosen model is down. */
	fallbackModels(): readonly ModelRef[] {
		return (this.#get<string[]>('fallbackModels') ?? []).flatMap(id => parseModelRef(id) ?? []);
	}

	models(): readonly ModelInfo[] {
		return modelCatalogue(this.#get<unknown>('models'));
	}

	/** `manual` for anything but a known mode: nothing is billed unasked. */
	completionMode(): CompletionMode {
		const mode = this.#get<unknown>('completion.mode');
		return mode === 'automatic' || mode === 'off' ? mode : 'manual';
	}

	completionLanguages(): Readonly<Record<string, boolean>> {
		const languages = this.#get<Record<string, unknown>>('completion.languages') ?? {};
		return Object.fromEntries(
			Object.entries(languages).filter((entry): entry is [string, boolean] => typeof entry[1] === 'boolean'),
		);
	}

	/** Tokens a day that automatic suggestions may take; 0 for no limit. */
	completionDailyLimit(): number {
		return Math.max(0, this.#get<number>('completion.dailyLimit') ?? 0);
	}

	instructions(): string {
		return this.#get<string>('chat.instructions') ?? '';
	}

	/** Without a slash at its end. */
	baseUrl(): string {
		return (this.#get<string>('baseUrl') || defaultBaseUrl).trim().replace(/\/+$/, '');
	}

	requestHeaders(): Readonly<Record<string, string>> {
		const headers = this.#get<Record<string, unknown>>('requestHeaders') ?? {};
		return Object.fromEntries(
			Object.entries(headers).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
		);
	}

	/** Seconds. */
	timeouts(): { connect: number; firstToken: number; idle: number } {
		return {
			connect: this.#get<number>('timeouts.connect') ?? 10,
			firstToken: this.#get<number>('timeouts.firstToken') ?? 60,
			idle: this.#get<number>('timeouts.idle') ?? 30,
		};
	}

	exclusion(): IsExcluded {
		return createExclusion(this.#get<string[]>('privacy.exclude') ?? []);
	}

	async setModel(job: ModelJob, ref: ModelRef): Promise<void> {
		await this.#update(`${job}.model`, formatModelRef(ref));
	}

	async setCompletionMode(mode: CompletionMode): Promise<void> {
		await this.#update('completion.mode', mode);
	}

	async setBaseUrl(baseUrl: string): Promise<void> {
		await this.#update('baseUrl', baseUrl);
	}

	/** Calls back when one of these settings changed; names are without the section. */
	onDidChange(names: readonly string[], callback: () => void): vscode.Disposable {
		return vscode.workspace.onDidChangeConfiguration(event => {
			if (names.some(name => event.affectsConfiguration(`${section}.${name}`))) {
				callback();
			}
		});
	}

	#get<T>(name: string): T | undefined {
		this.#section ??= vscode.workspace.getConfiguration(section);
		return this.#section.get<T>(name);
	}

	/**
	 * Writes where the setting is set already (a workspace's model stays the workspace's), else for the user.
	 * @throws SettingNotWritten
	 */
	async #update(name: string, value: unknown): Promise<void> {
		const configuration = vscode.workspace.getConfiguration(section);
		const isOfWorkspace = configuration.inspect(name)?.workspaceValue !== undefined;
		const target = isOfWorkspace ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
		try {
			await configuration.update(name, value, target);
		} catch (error) {
			throw new SettingNotWritten(isOfWorkspace, error);
		}
	}
}
