// The three time limits of a request, one at a time: reaching the host, the first token, the gap between two pieces. And a quiet one for
// what may follow a whole answer.
import type { Clock } from '../core/ports';
import type { TimeoutPhase } from '../shared/failures';
import type { Timeouts } from './connection';

export class Patience {
	readonly #clock: Clock;
	readonly #timeouts: Timeouts;
	readonly #onExpired: () => void;
	#phase: TimeoutPhase | 'tail' = 'connect';
	#limitMs = 0;
	/** When the present wait began, in the clock's milliseconds. */
	#since = 0;
	#held = false;
	#cancel: (() => void) | undefined;
	/** The limit that was met, in seconds. A tail that ran out is none: the answer was whole. */
	expired: { readonly phase: TimeoutPhase; readonly limit: number } | undefined;

	/** @param onExpired ends the request */
	constructor(clock: Clock, timeouts: Timeouts, onExpired: () => void) {
		this.#clock = clock;
		this.#timeouts = timeouts;
		this.#onExpired = onExpired;
		this.#wait(timeouts.connect * 1000);
	}

	/** The connection stands. */
	connected(): void {
		if (this.#phase === 'connect') this.#enter('firstToken', this.#timeouts.firstToken * 1000);
	}

	/** The first token is here; from now on the gaps are measured. */
	answering(): void {
		if (this.#phase === 'connect' || this.#phase === 'firstToken') this.#enter('idle', this.#timeouts.idle * 1000);
	}

	/** Something came. The running timer is left alone and looks at the time when it fires: a timer per chunk would cost more than the chunk. */
	alive(): void {
		if (this.#phase === 'idle') this.#since = this.#clock.now();
	}

	/** Between `hold` and `resume` it is the reader who takes its time, which is not the server's fault. */
	hold(): void {
		this.#held = true;
	}

	/** The reader has taken what there was, and every wait begins anew: where that followed a finish, more of the answer may. */
	resume(): void {
		this.#held = false;
		this.#since = this.#clock.now();
	}

	/** The answer is whole; what may still follow gets this long. */
	tail(ms: number): void {
		this.#enter('tail', ms);
	}

	stop(): void {
		this.#cancel?.();
		this.#cancel = undefined;
	}

	#enter(phase: TimeoutPhase | 'tail', limitMs: number): void {
		this.#phase = phase;
		this.#wait(limitMs);
	}

	#wait(limitMs: number): void {
		this.stop();
		this.#limitMs = limitMs;
		this.#since = this.#clock.now();
		if (limitMs > 0) this.#arm(limitMs);
	}

	#arm(ms: number): void {
		this.#cancel = this.#clock.after(ms, () => this.#look());
	}

	#look(): void {
		if (this.#held) return this.#arm(this.#limitMs);
		const remaining = this.#since + this.#limitMs - this.#clock.now();
		if (remaining > 0) return this.#arm(remaining);
		this.#cancel = undefined;
		if (this.#phase !== 'tail') this.expired = { phase: this.#phase, limit: this.#limitMs / 1000 };
		this.#onExpired();
	}
}
