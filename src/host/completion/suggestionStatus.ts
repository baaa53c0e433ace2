// One quiet item in the status bar: whether suggestions are on, the model, and whether something is wrong. A click switches.
import * as vscode from 'vscode';
import type { DayCount } from '../../core/completion/suggest/dailyUsage';
import type { CompletionMode } from '../../core/completion/suggest/gate';
import type { Clock, ModelRef } from '../../core/ports';
import { formatModelRef } from '../../core/models/modelRef';
import type { Failure } from '../../shared/failures';
import { Disposable } from '../dispose';
import { failureView } from '../errorText';

const { t } = vscode.l10n;

/** What the item tells. */
export interface SuggestionState {
	readonly mode: CompletionMode;
	readonly model: ModelRef;
	readonly thinking: boolean;
	readonly problem: Failure | undefined;
	readonly overLimit: boolean;
	readonly today: DayCount;
}

/** Changes within this time are shown together: most requests are over before anyone could read that they are made. Milliseconds. */
const calm = 200;

export class SuggestionStatus extends Disposable {
	readonly #item = this._register(
		vscode.window.createStatusBarItem('openmind.suggestions', vscode.StatusBarAlignment.Right, 100),
	);
	readonly #clock: Clock;
	readonly #read: () => SuggestionState;
	#cancel: (() => void) | undefined;

	constructor(clock: Clock, read: () => SuggestionState) {
		super();
		this.#clock = clock;
		this.#read = read;
		this.#item.name = t('OpenMind Suggestions');
		this.#item.command = 'openmind.toggleSuggestions';
		this.#show();
		this.#item.show();
		this._register({ dispose: () => this.#cancel?.() });
	}

	/** What `read` tells may have changed. */
	update(): void {
		this.#cancel ??= this.#clock.after(calm, () => {
			this.#cancel = undefined;
			this.#show();
		});
	}

	#show(): void {
		const state = this.#read();
		const look = lookOf(state);
		const text = `${look.icon} ${state.mode === 'off' ? 'OpenMind' : state.model.model}`;
		if (this.#item.text !== text) {
			this.#item.text = text;
		}
		const label = t('OpenMind suggestions: {0}', look.words);
		this.#item.accessibilityInformation = { label };
		this.#item.tooltip = tooltip(label, state);
	}
}

function lookOf({ mode, thinking, problem, overLimit }: SuggestionState): { icon: string; words: string } {
	if (mode === 'off') {
		return { icon: '$(circle-slash)', words: t('off') };
	}
	if (problem !== undefined) {
		return { icon: '$(warning)', words: failureView(problem).text };
	}
	if (thinking) {
		return { icon: '$(loading~spin)', words: t('thinking') };
	}
	if (mode === 'manual') {
		return { icon: '$(sparkle)', words: t('by hand') };
	}
	return overLimit
		? { icon: '$(sparkle)', words: t('by hand until tomorrow: the daily limit is reached') }
		: { icon: '$(sparkle-filled)', words: t('automatic') };
}

/** Only commands of this extension can be reached from it. */
function tooltip(label: string, { model, mode, today }: SuggestionState): vscode.MarkdownString {
	const text = new vscode.MarkdownString('', true);
	text.isTrusted = {
		enabledCommands: ['openmind.whyNoSuggestion', 'openmind.selectModel', 'openmind.toggleSuggestions'],
	};
	const tokens = (today.promptTokens + today.answerTokens).toLocaleString();
	const cost = today.cost > 0 ? t(', about {0} OMCU', today.cost.toFixed(2)) : '';
	text.appendText(`${label}\n${formatModelRef(model)}\n`);
	text.appendText(t('Today: {0} requests, {1} tokens{2}', today.requests, tokens, cost));
	const toggle = mode === 'automatic' ? t('Suggest by hand only') : t('Suggest automatically');
	const links = [
		`[${toggle}](command:openmind.toggleSuggestions)`,
		`[${t('Why No Suggestion?')}](command:openmind.whyNoSuggestion)`,
		`[${t('Select Model')}](command:openmind.selectModel)`,
	];
	return text.appendMarkdown(`\n\n${links.join(' · ')}`);
}
