// Makes one request and feeds its answer through clean-up and stop rules; ends it as soon as enough is there.
import type { Usage } from '../../../shared/chat';
import { messageTokens } from '../../chat/messages';
import { estimateTokens } from '../../chat/tokens';
import { toFailure } from '../../errors';
import type { ChatModel, ChatRequest, Clock, ModelRef } from '../../ports';
import { CompletionCleaner } from '../clean/cleaner';
import { surroundingsOf } from '../code/surroundings';
import { buildCompletionMessages, defaultBudget, type CompletionBudget, type Excerpt } from '../prompt';
import { chooseTags } from '../tags';
import type { Answer } from './answer';
import { withoutClosers } from './closers';
import type { Latency } from './rhythm';
import { automaticLimits, manualLimits, StopRules } from './stopRules';

export interface Asking {
	readonly answer: Answer;
	readonly model: ModelRef;
	/** Nothing stands below, and what comes after the block at hand is likely to be accepted too. */
	readonly readsOn: boolean;
	/** Another answer than the one before is wanted. */
	readonly another: boolean;
	readonly excerpts: readonly Excerpt[];
	/** The answer has begun. */
	readonly began: () => void;
}

/** Tokens, reported or estimated. */
export type Used = Pick<Usage, 'promptTokens' | 'completionTokens'>;

/** Every automatic suggestion is billed, so it is asked with a short prompt and the nearest code. */
const automaticBudget: CompletionBudget = { codeTokens: 420, excerptTokens: 160, brief: true };

/** Milliseconds until an answer is given up, before it is stretched for a slow service; whoever asked by hand waits longer. */
const giveUpAfter = { automatic: 7000, manual: 20_000 };

/** After its closing tag an answer has only its last event to send: to let it come keeps the connection for the next request. Milliseconds. */
const closingTime = 250;

/** For another answer than the first. */
const variedTemperature = 0.9;

export class Asker {
	readonly #model: ChatModel;
	readonly #clock: Clock;
	readonly #latency: Latency;

	constructor(model: ChatModel, clock: Clock, latency: Latency) {
		this.#model = model;
		this.#clock = clock;
		this.#latency = latency;
	}

	/** Resolves with what it took, if anything, when nothing more will come; never rejects. A failure is in the answer. */
	async ask(asking: Asking): Promise<Used | undefined> {
		const { answer } = asking;
		const limit = giveUpAfter[answer.manual ? 'manual' : 'automatic'] * this.#latency.stretch;
		const cancel = this.#clock.after(limit, () => {
			if (answer.state === 'waiting') {
				// It takes that long at least, and the next is given more time.
				this.#latency.add(limit);
			}
			answer.cut();
		});
		try {
			return await this.#send(asking, this.#request(asking));
		} finally {
			cancel();
		}
	}

	#request({ answer, model, readsOn, another, excerpts }: Asking): ChatRequest {
		const { context, manual } = answer;
		const { lines } = automaticLimits;
		const budget = manual ? defaultBudget : readsOn ? { ...automaticBudget, lines } : automaticBudget;
		return {
			model,
			messages: buildCompletionMessages(context, budget, excerpts),
			stop: [chooseTags(context).close],
			// The next key asks anew; what a second try brings comes after the pause.
			...(manual ? {} : { attempts: 1 }),
			...(another ? { temperature: variedTemperature } : {}),
		};
	}

	async #send(asking: Asking, request: ChatRequest): Promise<Used | undefined> {
		const { answer } = asking;
		const reading = new Reading(asking, () => this.#latency.add(this.#clock.now() - answer.startedAt));
		let cancelClosing: (() => void) | undefined;
		try {
			for await (const chunk of this.#model.stream(request, answer.signal)) {
				reading.take(chunk);
				if (reading.enough === 'stopped') {
					break;
				}
				if (reading.enough === 'closed') {
					cancelClosing ??= this.#clock.after(closingTime, () => answer.cut());
				}
			}
			reading.end();
		} catch (error) {
			answer.fail(toFailure(error));
		} finally {
			cancelClosing?.();
		}
		return reading.used(request);
	}
}

/** One answer while it comes. */
class Reading {
	readonly #answer: Answer;
	readonly #cleaner: CompletionCleaner;
	readonly #stop: StopRules;
	readonly #began: () => void;
	#hasBegun = false;
	#characters = '';
	#usage: Used | undefined;

	constructor({ answer, readsOn, began }: Asking, firstToken: () => void) {
		const context = withoutClosers(answer.context);
		this.#answer = answer;
		this.#cleaner = new CompletionCleaner(context, 'drop');
		this.#stop = new StopRules(
			surroundingsOf(context),
			answer.manual ? manualLimits : { ...automaticLimits, readsOn },
		);
		this.#began = () => {
			began();
			firstToken();
		};
	}

	/** `closed`: the answer says that it is over. `stopped`: enough is there, although more would come. */
	get enough(): 'closed' | 'stopped' | undefined {
		return this.#stop.stopped !== undefined ? 'stopped' : this.#cleaner.done ? 'closed' : undefined;
	}

	take(chunk: { readonly type: string; readonly text?: string; readonly usage?: Used }): void {
		if (chunk.usage !== undefined) {
			this.#usage = chunk.usage;
		}
		if (chunk.text === undefined) {
			return;
		}
		this.#characters += chunk.text;
		if (!this.#hasBegun) {
			this.#hasBegun = true;
			this.#began();
		}
		if (chunk.type === 'text' && this.enough === undefined) {
			this.#stop.push(this.#cleaner.push(chunk.text));
			if (this.enough === undefined) {
				this.#answer.grow(this.#stop.text);
			} else {
				this.#finish();
			}
		}
	}

	/** The stream has ended. */
	end(): void {
		if (this.enough === undefined && !this.#answer.over) {
			this.#stop.push(this.#cleaner.end());
			this.#finish();
		}
	}

	/** Nothing for a request that was refused, or never left. */
	used({ messages }: ChatRequest): Used | undefined {
		const refused = this.#answer.state === 'failed' && !this.#hasBegun;
		const estimated = {
			promptTokens: messageTokens(messages),
			completionTokens: estimateTokens(this.#characters),
		};
		return this.#usage ?? (refused ? undefined : estimated);
	}

	#finish(): void {
		this.#stop.end();
		this.#answer.end(this.#stop.text);
	}
}
