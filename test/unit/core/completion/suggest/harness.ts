// A suggester with a model that answers when and what a test says, and a typist whose time stands still.
import { setImmediate } from 'node:timers/promises';
import { DailyUsage, type DayCount } from '../../../../../src/core/completion/suggest/dailyUsage';
import type { Situation } from '../../../../../src/core/completion/suggest/gate';
import {
	Suggester,
	type Suggestion,
	type SuggestionRequest,
} from '../../../../../src/core/completion/suggest/suggester';
import type { SuggestionItem } from '../../../../../src/core/completion/suggest/item';
import type { CursorContext } from '../../../../../src/core/completion/context';
import type { ChatChunk, ChatModel, ChatRequest } from '../../../../../src/core/ports';
import { FakeClock, textOf as messageText } from '../../../fakes';

/** One request as the model sees it. */
export class Asked {
	readonly request: ChatRequest;
	readonly signal: AbortSignal;
	/** The request ended, whoever ended it. */
	left = false;
	#steps: (ChatChunk | Error | 'end')[] = [];
	#wake = (): void => {};

	constructor(request: ChatRequest, signal: AbortSignal) {
		this.request = request;
		this.signal = signal;
		signal.addEventListener('abort', () => this.#wake());
	}

	async say(text: string): Promise<void> {
		await this.#add({ type: 'text', text });
	}

	async end(): Promise<void> {
		await this.#add('end');
	}

	async fail(error: Error): Promise<void> {
		await this.#add(error);
	}

	async send(chunk: ChatChunk): Promise<void> {
		await this.#add(chunk);
	}

	async *chunks(): AsyncGenerator<ChatChunk> {
		try {
			while (!this.signal.aborted) {
				const step = this.#steps.shift();
				if (step === undefined) {
					await new Promise<void>(resolve => (this.#wake = resolve));
				} else if (step === 'end') {
					return;
				} else if (step instanceof Error) {
					throw step;
				} else {
					yield step;
				}
			}
		} finally {
			this.left = true;
		}
	}

	async #add(step: ChatChunk | Error | 'end'): Promise<void> {
		this.#steps.push(step);
		this.#wake();
		await settled();
	}
}

/** Lets everything that can go on go on. */
export async function settled(): Promise<void> {
	for (let turn = 0; turn < 4; turn++) {
		await setImmediate();
	}
}

export class Harness {
	readonly clock = new FakeClock();
	readonly asked: Asked[] = [];
	/** Answers requests at once when set; the place is the prompt's code. */
	answers: ((prompt: string) => string) | undefined;
	/** As the settings say. */
	model = { provider: 'openai', model: 'gpt-4o-mini' };
	readonly suggester: Suggester;
	readonly usage: DailyUsage;
	stored: DayCount | undefined;
	changes = 0;

	constructor() {
		const model: ChatModel = {
			stream: (request, signal) => {
				const asked = new Asked(request, signal);
				this.asked.push(asked);
				if (this.answers !== undefined) {
					const text = this.answers(messageText(request.messages.at(-1)));
					void asked.say(`<COMPLETION>${text}</COMPLETION>`).then(() => asked.end());
				}
				return asked.chunks();
			},
		};
		const store = { read: () => this.stored, write: (value: DayCount) => void (this.stored = value) };
		this.usage = new DailyUsage(store, () => '2025-01-01');
		this.suggester = new Suggester({
			model,
			clock: this.clock,
			settings: { completionModel: () => this.model, models: () => [] },
			usage: this.usage,
			changed: () => this.changes++,
		});
	}

	/** The latest request. */
	get last(): Asked {
		const last = this.asked.at(-1);
		if (last === undefined) {
			throw new Error('nothing was asked');
		}
		return last;
	}

	/** A trigger at `‸`. */
	trigger(document: string, more: Partial<Situation> = {}): Triggered {
		return new Triggered(this, requestOf(document, more));
	}

	/** Time goes by. */
	async pass(ms: number): Promise<void> {
		await settled();
		this.clock.advance(ms);
		await settled();
	}

	/** A trigger, with all the time that it wants to wait. */
	async suggest(document: string, more: Partial<Situation> = {}): Promise<Suggestion> {
		const triggered = this.trigger(document, more);
		await settled();
		for (let waited = 0; triggered.suggestion === undefined && waited < 12; waited++) {
			this.clock.advance(1000);
			await settled();
		}
		if (triggered.suggestion === undefined) {
			throw new Error('the suggester does not come to an end');
		}
		return triggered.suggestion;
	}
}

/** One trigger under way. */
export class Triggered {
	readonly stop = new AbortController();
	suggestion: Suggestion | undefined;

	constructor({ suggester }: Harness, request: SuggestionRequest) {
		void suggester.suggest(request, this.stop.signal).then(suggestion => (this.suggestion = suggestion));
	}

	/** The editor has a newer trigger. */
	async typedOn(): Promise<void> {
		this.stop.abort();
		await settled();
	}

	get text(): string | undefined {
		return this.suggestion && textOf(this.suggestion);
	}
}

export function contextOf(document: string, more: Partial<CursorContext> = {}): CursorContext {
	const [prefix = '', suffix = ''] = document.split('‸');
	return {
		path: 'a.ts',
		languageId: 'typescript',
		prefix,
		suffix,
		eol: '\n',
		insertSpaces: false,
		tabSize: 4,
		...more,
	};
}

export function requestOf(document: string, more: Partial<Situation> = {}): SuggestionRequest {
	const { languageId = 'typescript' } = more;
	const context = contextOf(document, { languageId });
	return {
		document: 'file:///a.ts',
		context,
		situation: situationOf({
			lineBefore: context.prefix.slice(context.prefix.lastIndexOf('\n') + 1),
			lineAfter: context.suffix.split('\n')[0] ?? '',
			...more,
		}),
		excerpts: () => [],
	};
}

/** A place where an automatic suggestion is welcome. */
export function situationOf(more: Partial<Situation> = {}): Situation {
	return {
		trigger: 'automatic',
		mode: 'automatic',
		overLimit: false,
		inlineSuggest: true,
		languages: { '*': true },
		languageId: 'typescript',
		trusted: true,
		excluded: false,
		writable: true,
		cursors: 1,
		selectionEmpty: true,
		composing: false,
		lineBefore: '',
		lineAfter: '',
		...more,
	};
}

/** The text of the first item; undefined without one. */
export function textOf(suggestion: Suggestion): string | undefined {
	return 'items' in suggestion ? suggestion.items[0]?.text : undefined;
}

/** The document after the item at `‸` was accepted. */
export function accept(document: string, { text, replaceBefore, replaceAfter }: SuggestionItem): string {
	const [prefix = '', suffix = ''] = document.split('‸');
	return `${prefix.slice(0, prefix.length - replaceBefore)}${text}‸${suffix.slice(replaceAfter)}`;
}
