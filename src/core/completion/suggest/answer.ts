// One answer on its way or at hand: where it was asked for, what is clean of it so far, and who waits for more of it.
import type { Failure } from '../../../shared/failures';
import type { CursorContext } from '../context';

/** `dropped`: nobody wanted it any more, or it did not come in time. */
export type AnswerState = 'waiting' | 'streaming' | 'over' | 'failed' | 'dropped';

export class Answer {
	readonly context: CursorContext;
	/** Milliseconds since 1970. */
	readonly startedAt: number;
	/** It was asked for by hand. */
	readonly manual: boolean;
	readonly #abort = new AbortController();
	readonly #watchers = new Set<() => void>();
	#text = '';
	#state: AnswerState = 'waiting';
	#failure: Failure | undefined;
	/** How far into the text something was shown: up to there the same is shown again, so that nothing flickers. */
	shownUpTo = 0;
	/** Whether that was all that there is, and known to be. */
	shownToEnd = false;
	/** Another was asked for beside it, to choose from. */
	hasOthers = false;

	constructor({ context, startedAt, manual }: Pick<Answer, 'context' | 'startedAt' | 'manual'>) {
		this.context = context;
		this.startedAt = startedAt;
		this.manual = manual;
	}

	get state(): AnswerState {
		return this.#state;
	}

	/** Clean, and cut by the stop rules. */
	get text(): string {
		return this.#text;
	}

	get failure(): Failure | undefined {
		return this.#failure;
	}

	/** Aborted when the request is to end. */
	get signal(): AbortSignal {
		return this.#abort.signal;
	}

	/** No text will be added. */
	get over(): boolean {
		return this.#state !== 'waiting' && this.#state !== 'streaming';
	}

	/** Calls back at every change until the returned function is called. */
	watch(callback: () => void): () => void {
		this.#watchers.add(callback);
		return () => this.#watchers.delete(callback);
	}

	/** @param text all that is clean by now */
	grow(text: string): void {
		this.#text = text;
		this.#enter('streaming');
	}

	end(text: string): void {
		this.#text = text;
		this.#enter('over');
	}

	/** Says nothing about an answer that is over. */
	fail(failure: Failure): void {
		if (!this.over) {
			this.#failure = failure;
			this.#enter('failed');
		}
	}

	/** Closes the socket. What has come stays of use when it is an answer; an answer that has not begun is dropped. */
	cut(): void {
		if (!this.over) {
			this.#enter(this.#text.trim() === '' ? 'dropped' : 'over');
		}
		this.#abort.abort();
	}

	#enter(state: AnswerState): void {
		if (this.over) {
			return;
		}
		this.#state = state;
		for (const watcher of [...this.#watchers]) {
			watcher();
		}
	}
}
