// Wires ghost text: pipeline, provider, status bar item and the soft limit. The pipeline is made at its first use.
import * as vscode from 'vscode';
import { DailyUsage, type UsageStore } from '../../core/completion/suggest/dailyUsage';
import type { CountedTrigger } from '../../core/completion/suggest/reasons';
import { Suggester } from '../../core/completion/suggest/suggester';
import type { ChatModel, Clock } from '../../core/ports';
import { Disposable } from '../dispose';
import type { Settings } from '../settings';
import { acceptedCommand, SuggestionProvider } from './suggestionProvider';
import { SuggestionStatus, type SuggestionState } from './suggestionStatus';

const { t } = vscode.l10n;

export interface SuggestionsDeps {
	readonly model: ChatModel;
	readonly clock: Clock;
	readonly settings: Settings;
	readonly keys: { readonly onDidChange: vscode.Event<void> };
	readonly guard: { check(uri: vscode.Uri): void };
	/** Keeps the day's count over restarts. */
	readonly memento: vscode.Memento;
}

const usageKey = 'openmind.suggestionUsage';

export class Suggestions extends Disposable {
	/** Registered by whoever makes this, possibly long before. */
	readonly provider: vscode.InlineCompletionItemProvider;
	readonly #deps: SuggestionsDeps;
	readonly #usage: DailyUsage;
	readonly #status: SuggestionStatus;
	#suggester: Suggester | undefined;

	constructor(deps: SuggestionsDeps) {
		super();
		this.#deps = deps;
		const { settings, clock, keys } = deps;
		this.#usage = new DailyUsage(storeOf(deps.memento), () => dayOf(clock.now()));
		this.#status = this._register(new SuggestionStatus(clock, () => this.state));
		this.provider = this._register(
			new SuggestionProvider({
				...deps,
				suggester: () => this.#made(),
				overLimit: () => this.#usage.over(settings.completionDailyLimit()),
			}),
		);
		this._register(vscode.commands.registerCommand(acceptedCommand, () => this.#suggester?.accepted()));
		const changed = (): void => {
			this.#suggester?.reset();
			this.#status.update();
		};
		this._register(keys.onDidChange(changed));
		this._register(settings.onDidChange(['completion', 'models', 'baseUrl', 'requestHeaders'], changed));
	}

	/** What the status bar tells. */
	get state(): SuggestionState {
		const { settings } = this.#deps;
		return {
			mode: settings.completionMode(),
			model: settings.completionModel(),
			thinking: this.#suggester?.thinking ?? false,
			problem: this.#suggester?.problem,
			overLimit: this.#usage.over(settings.completionDailyLimit()),
			today: this.#usage.count,
		};
	}

	/** The last triggers, oldest first. */
	get history(): readonly CountedTrigger[] {
		return this.#suggester?.history.records ?? [];
	}

	#made(): Suggester {
		this.#suggester ??= new Suggester({
			...this.#deps,
			usage: this.#usage,
			changed: () => {
				this.#status.update();
				this.#tellLimit();
			},
		});
		return this.#suggester;
	}

	/** Once a day. */
	#tellLimit(): void {
		const { settings } = this.#deps;
		if (settings.completionMode() !== 'automatic' || !this.#usage.shouldTell(settings.completionDailyLimit())) {
			return;
		}
		const change = t('Change Limit');
		const text = t(
			'Suggestions have used {0} tokens today, your daily limit. Until tomorrow they come only when you ask for one.',
			this.#usage.tokens.toLocaleString(),
		);
		void vscode.window.showInformationMessage(text, change).then(chosen => {
			if (chosen === change) {
				void vscode.commands.executeCommand('workbench.action.openSettings', 'openmind.completion.dailyLimit');
			}
		});
	}
}

function storeOf(memento: vscode.Memento): UsageStore {
	return {
		read: () => memento.get<unknown>(usageKey),
		// A count that could not be stored is counted again from less; nothing else depends on it.
		write: value => void memento.update(usageKey, value).then(undefined, () => undefined),
	};
}

/** `2026-01-31` in the user's time zone. */
function dayOf(ms: number): string {
	const date = new Date(ms);
	const two = (value: number): string => String(value).padStart(2, '0');
	return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
