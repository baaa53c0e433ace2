// Keeps under the plan's requests per second once the service has said that there are too many. Which plan a key is on cannot be asked, so
// its rate is learned: from the smallest upwards, one step after a quiet time, and down again when the service complains.
import { OpenMindError } from '../core/errors';
import type { Clock } from '../core/ports';
import { pacedKeyCap, queueCap } from './limits';

/** Requests per second of the service's plans, smallest first. Above the last, nothing is held back. */
const planRates = [1, 5, 20, 40, 100] as const;

/** Answers without a complaint before the next plan's rate is tried. */
const quietAnswers = 10;

/** Each complaint after a rise doubles the quiet time, up to this factor: a guess that failed is not repeated every few seconds. */
const mostCaution = 16;

/** Tells a waiting request when its turn will be, in the clock's milliseconds; `skip` takes the turn now. */
export type OnQueued = (atMs: number, skip: () => void) => void;

export class Pacing {
	readonly #clock: Clock;
	readonly #paces = new Map<string, Pace>();

	constructor(clock: Clock) {
		this.#clock = clock;
	}

	/**
	 * @param origin where the key is sent
	 * @returns the pace that all requests with this key share; the key itself is not kept
	 */
	of(origin: string, key: string): Pace {
		const name = `${origin} ${hash(key)}`;
		const pace = this.#paces.get(name) ?? new Pace(this.#clock);
		this.#paces.delete(name);
		this.#paces.set(name, pace);
		const [oldest] = this.#paces.keys();
		if (this.#paces.size > pacedKeyCap && oldest !== undefined) this.#paces.delete(oldest);
		return pace;
	}
}

interface Waiting {
	readonly go: () => void;
}

export class Pace {
	readonly #clock: Clock;
	readonly #queue: Waiting[] = [];
	/** Place in `planRates`; undefined while nothing is held back. */
	#step: number | undefined;
	#caution = 1;
	#quiet = 0;
	/** When the next request may go. */
	#nextAt = 0;
	#cancel: (() => void) | undefined;

	constructor(clock: Clock) {
		this.#clock = clock;
	}

	/** Milliseconds between two requests; 0 while nothing is held back. */
	get intervalMs(): number {
		return this.#step === undefined ? 0 : 1000 / (planRates[this.#step] ?? Infinity);
	}

	/**
	 * Resolves when the request may be sent, or when the signal is aborted; first come, first served. Undefined means now.
	 * @throws OpenMindError `rateLimited` when too many wait already
	 */
	turn(signal: AbortSignal, onQueued: OnQueued): Promise<void> | undefined {
		const now = this.#clock.now();
		if (this.#queue.length === 0 && this.#nextAt <= now) {
			this.#nextAt = now + this.intervalMs;
			return undefined;
		}
		if (this.#queue.length >= queueCap) throw new OpenMindError('rateLimited', { limit: queueCap });
		const { promise, waiting, leave } = this.#enter(signal);
		const atMs = this.#nextAt + this.#queue.length * this.intervalMs;
		this.#queue.push(waiting);
		this.#arm();
		onQueued(atMs, leave);
		return promise;
	}

	/**
	 * The service said that there were too many requests.
	 * @param waitMs the wait it asked for, if any
	 */
	limited(waitMs = 0): void {
		if (this.#step !== undefined && this.#step > 0) this.#caution = Math.min(mostCaution, this.#caution * 2);
		this.#step = this.#step === undefined ? 0 : Math.max(0, this.#step - 1);
		this.#quiet = 0;
		this.#nextAt = Math.max(this.#nextAt, this.#clock.now() + Math.max(this.intervalMs, waitMs));
		this.#arm();
	}

	/** The service answered without a complaint; a wait that it asked for is over then, whoever did not sit it out. */
	answered(): void {
		const soonest = this.#clock.now() + this.intervalMs;
		if (this.#nextAt > soonest) {
			this.#nextAt = soonest;
			this.#arm();
		}
		if (this.#step === undefined || ++this.#quiet < quietAnswers * this.#caution) return;
		this.#quiet = 0;
		this.#step = this.#step + 1 < planRates.length ? this.#step + 1 : undefined;
	}

	#enter(signal: AbortSignal): { promise: Promise<void>; waiting: Waiting; leave: () => void } {
		let settle = (): void => undefined;
		const promise = new Promise<void>(resolve => {
			settle = resolve;
		});
		const go = (): void => {
			signal.removeEventListener('abort', leave);
			settle();
		};
		const waiting: Waiting = { go };
		const leave = (): void => {
			const place = this.#queue.indexOf(waiting);
			if (place < 0) return;
			this.#queue.splice(place, 1);
			go();
			this.#arm();
		};
		signal.addEventListener('abort', leave, { once: true });
		return { promise, waiting, leave };
	}

	/** One timer, for the first in the queue. */
	#arm(): void {
		this.#cancel?.();
		this.#cancel = undefined;
		if (this.#queue.length === 0) return;
		this.#cancel = this.#clock.after(Math.max(0, this.#nextAt - this.#clock.now()), () => {
			this.#cancel = undefined;
			this.#nextAt = this.#clock.now() + this.intervalMs;
			this.#queue.shift()?.go();
			this.#arm();
		});
	}
}

/** Two keys are told apart without keeping either: FNV-1a, 32 bits. Equal hashes would cost a shared pace, nothing more. */
function hash(text: string): number {
	let value = 0x811c9dc5;
	for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
	return value >>> 0;
}
