// Runs one request and reports the answer as it grows: chunks are gathered so that the page is told at most once a frame or two.
import type { AnswerTiming, FinishReason, Usage } from '../../shared/chat';
import { assertNever } from '../../shared/assertNever';
import { toFailure } from '../errors';
import type { ChatChunk, ChatModel, ChatRequest, Clock, RequestObserver } from '../ports';
import type { AnswerEnd } from './conversation';

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
	let usage: Usage | undefined;
	const timing = (): AnswerTiming => ({
		...(firstTokenMs !== undefined && { firstTokenMs }),
		totalMs: deps.clock.now() - started,
	});
	try {
		for await (const chunk of deps.model.stream(request(), signal, watcher)) {
			if (chunk.type === 'finish') {
				finishReason = chunk.reason;
			} else if (chunk.type === 'usage') {
				usage = chunk.usage;
			} else if ('text' in chunk) {
				firstTokenMs ??= deps.clock.now() - started;
				gathered.add(chunk);
			}
		}
		const known = { timing: timing(), ...(finishReason && { finishReason }), ...(usage && { usage }) };
		return { status: signal.aborted ? 'stopped' : 'done', ...known };
	} catch (error) {
		return { status: 'failed', failure: toFailure(error), timing: timing() };
	} finally {
		gathered.flush();
	}
}

class Gatherer {
	readonly #clock: Clock;
	readonly #report: (growth: Growth) => void;
	#growth = { text: '', reasoning: '', refusal: '' };
	#cancel: (() => void) | undefined;

	constructor(clock: Clock, report: (growth: Growth) => void) {
		this.#clock = clock;
		this.#report = report;
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
			this.#growth = { text: '', reasoning: '', refusal: '' };
			this.#report(growth);
		}
	}
}
