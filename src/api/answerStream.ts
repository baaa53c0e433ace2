// The chunks of one request, one at a time, from answers that come in batches. Written out as an iterator: a generator would take three turns
// of the event loop's queue for each chunk.
import type { ChatChunk, RequestEnd } from '../core/ports';

/** Where the batches come from. */
export interface Batches {
	/** The next batch, which is not empty; undefined at the end. */
	read(): Promise<readonly ChatChunk[] | undefined>;
	/** Told of each batch before its first chunk is given. */
	took(batch: readonly ChatChunk[]): void;
	/**
	 * Frees everything. Called once.
	 * @param error what reading failed with
	 * @returns what the stream fails with, if it failed
	 */
	close(end: RequestEnd, error?: unknown): unknown;
}

type Step = IteratorResult<ChatChunk, undefined>;

const end: Step = { done: true, value: undefined };

export class AnswerStream implements AsyncIterableIterator<ChatChunk, undefined> {
	readonly #batches: Batches;
	readonly #signal: AbortSignal;
	#batch: readonly ChatChunk[] = [];
	#at = 0;
	#ended = false;
	/** The read under way: the next one waits for it, as with a generator. */
	#reading: Promise<Step> | undefined;

	/** @param signal once aborted, the stream ends with what was read last */
	constructor(batches: Batches, signal: AbortSignal) {
		this.#batches = batches;
		this.#signal = signal;
	}

	[Symbol.asyncIterator](): this {
		return this;
	}

	next(): Promise<Step> {
		if (this.#reading !== undefined)
			return this.#reading.then(
				() => this.next(),
				() => this.next(),
			);
		const chunk = this.#signal.aborted ? undefined : this.#batch[this.#at];
		if (chunk === undefined) return this.#read();
		this.#at++;
		return Promise.resolve({ done: false, value: chunk });
	}

	return(): Promise<Step> {
		this.#finish('stopped');
		return Promise.resolve(end);
	}

	#read(): Promise<Step> {
		if (this.#ended || this.#signal.aborted) return this.return();
		const reading = this.#readBatch();
		this.#reading = reading;
		return reading;
	}

	async #readBatch(): Promise<Step> {
		try {
			const batch = await this.#batches.read();
			if (this.#isLeft) return this.#finish('stopped');
			const chunk = batch?.[0];
			if (batch === undefined || chunk === undefined) return this.#finish('done');
			this.#batches.took(batch);
			this.#batch = batch;
			this.#at = 1;
			return { done: false, value: chunk };
		} catch (error) {
			if (this.#isLeft) return this.#finish('stopped');
			this.#ended = true;
			throw this.#batches.close('failed', error);
		} finally {
			this.#reading = undefined;
		}
	}

	/** The stream may be left or aborted while it reads. */
	get #isLeft(): boolean {
		return this.#ended || this.#signal.aborted;
	}

	#finish(how: RequestEnd): Step {
		if (!this.#ended) {
			this.#ended = true;
			this.#batch = [];
			this.#batches.close(how);
		}
		return end;
	}
}
