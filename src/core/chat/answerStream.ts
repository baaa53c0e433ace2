// Runs one request and reports the answer as it grows: chunks are gathered so that the page is told at most once a frame or two.
import type { AnswerTiming, FinishReason, Usage } from '../../shared/chat';
import type { Failure } from '../../shared/failures';
import { assertNever } from '../../shared/assertNever';
import { toFailure } from '../errors';
import type { ChatChunk, ChatModel, ChatRequest, Clock, RequestObserver } from '../ports';
import type { AnswerEnd } from './conversation';
import { messageTokens } from './messages';
import { estimateTokens } from './tokens';

/** How long text is gathered before it is reported, in milliseconds: two frames of a 60 Hz screen. */
export const gatherMs = 33;

export interface Growth {
	readonly text: string;
	readonly reasoning: string;
	readonly refusal: string;
}

export interface AnswerDeps {
	readonly model: ChatModel;
	readonly clock: Clock;
}

/** Told of an answer while it comes. */
export interface AnswerWatcher extends RequestObserver {
	grew(growth: Growth): void;
}

/**
 * Asks for an answer, calls `grew` with what came since the last call, and resolves with how it ended. Never rejects: a failure is an end.
 * @param request makes the request; what it throws is the answer's failure.
 */
export async function streamAnswer(
	deps: AnswerDeps,
	request: () => ChatRequest,
	signal: AbortSignal,
	watcher: AnswerWatcher,
): Promise<AnswerEnd> {
	const started = deps.clock.now();
	const gathered = new Gatherer(deps.clock, growth => watcher.grew(growth));
	let firstTokenMs: number | undefined;
	let finishReason: FinishReason | undefined;
	let reported: Usage | undefined;
	let asked: ChatRequest | undefined;
	const took = (): Pick<AnswerEnd, 'timing' | 'usage'> => {
		const timing: AnswerTiming = {
			...(firstTokenMs !== undefined && { firstTokenMs }),
			totalMs: deps.clock.now() - started,
		};
		const usage = reported ?? (asked && firstTokenMs !== undefined && estimate(asked, gathered.all));
		return { timing, ...(usage && { usage }) };
	};
	try {
		asked = request();
		for await (const chunk of deps.model.stream(asked, signal, watcher)) {
			if (chunk.type === 'finish') {
				finishReason = chunk.reason;
			} else if (chunk.type === 'usage') {
				reported = chunk.usage;
			} else if ('text' in chunk) {
				firstTokenMs ??= deps.clock.now() - started;
				gathered.add(chunk);
			}
		}
		return { status: signal.aborted ? 'stopped' : 'done', ...took(), ...(finishReason && { finishReason }) };
	} catch (error) {
		return signal.aborted
			? { status: 'stopped', ...took() }
			: { status: 'failed', failure: sized(toFailure(error), asked), ...took() };
	} finally {
		gathered.flush();
	}
}

/** What the service refused as too large, with its size, so that less is sent from then on. Of an image it may be the bytes that were too many. */
function sized(failure: Failure, asked: ChatRequest | undefined): Failure {
	const isText = asked?.messages.every(({ content }) => typeof content === 'string');
	return failure.kind === 'contextTooLarge' && asked && isText
		? { ...failure, facts: { ...failure.facts, size: messageTokens(asked.messages) } }
		: failure;
}

/** What an answer took of which the service reported nothing. */
function estimate({ messages }: ChatRequest, { text, reasoning, refusal }: Growth): Usage {
	const reasoningTokens = estimateTokens(reasoning);
	return {
		promptTokens: messageTokens(messages),
		completionTokens: estimateTokens(text + refusal) + reasoningTokens,
		...(reasoningTokens > 0 && { reasoningTokens }),
		estimated: true,
	};
}

const nothing: Growth = { text: '', reasoning: '', refusal: '' };

class Gatherer {
	readonly #clock: Clock;
	readonly #report: (growth: Growth) => void;
	#growth = { ...nothing };
	/** What was reported. */
	#reported = nothing;
	#cancel: (() => void) | undefined;

	constructor(clock: Clock, report: (growth: Growth) => void) {
		this.#clock = clock;
		this.#report = report;
	}

	/** Everything that came. */
	get all(): Growth {
		return joined(this.#reported, this.#growth);
	}

	add(chunk: Extract<ChatChunk, { text: string }>): void {
		switch (chunk.type) {
			case 'text':
				this.#growth.text += chunk.text;
				break;
			case 'reasoning':
				this.#growth.reasoning += chunk.text;
				break;
			case 'refusal':
				this.#growth.refusal += chunk.text;
				break;
			default:
				assertNever(chunk);
		}
		this.#cancel ??= this.#clock.after(gatherMs, () => this.flush());
	}

	flush(): void {
		this.#cancel?.();
		this.#cancel = undefined;
		const growth = this.#growth;
		if (growth.text || growth.reasoning || growth.refusal) {
			this.#growth = { ...nothing };
			this.#reported = joined(this.#reported, growth);
			this.#report(growth);
		}
	}
}

function joined(a: Growth, b: Growth): Growth {
	return { text: a.text + b.text, reasoning: a.reasoning + b.reasoning, refusal: a.refusal + b.refusal };
}
