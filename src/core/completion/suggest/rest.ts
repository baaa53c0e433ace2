// Keeps automatic requests from hammering a service that just refused or failed. A request by hand is always made.
import type { Failure } from '../../../shared/failures';

/** Seconds of rest after the first failure, and the most after many. */
const firstRest = 2;
const mostRest = 300;

/** The Free plan allows one request a second; a 429 says that the plan may be that slow. */
const slowPlanGapMs = 1000;

/** Answers without another 429 after which the plan is taken for a faster one again; as many as the client waits before it tries a higher rate. */
const quietAnswers = 10;

export class Rest {
	#failures = 0;
	#until = 0;
	#gapMs = 0;
	/** Answers since the last 429. */
	#quiet = 0;
	#lastAsked = 0;

	/** Whether it is too early for an automatic request after a failure. */
	isOn(now: number): boolean {
		return now < this.#until;
	}

	/** Milliseconds until the plan allows the next request; 0 unless it was found to be slow. */
	gap(now: number): number {
		return Math.max(0, this.#lastAsked + this.#gapMs - now);
	}

	asked(now: number): void {
		this.#lastAsked = now;
	}

	succeeded(): void {
		this.#failures = 0;
		this.#until = 0;
		this.#quiet++;
		if (this.#quiet >= quietAnswers) {
			this.#gapMs = 0;
		}
	}

	/** What failed has been changed: nothing is known of the service any more. */
	reset(): void {
		this.#failures = 0;
		this.#until = 0;
		this.#gapMs = 0;
	}

	failed({ kind, facts }: Failure, now: number): void {
		if (kind === 'rateLimited') {
			this.#gapMs = slowPlanGapMs;
			this.#quiet = 0;
			this.#until = now + Math.min(mostRest, facts.retryAfterSeconds ?? 1) * 1000;
			return;
		}
		this.#until = now + Math.min(mostRest, firstRest * 2 ** this.#failures) * 1000;
		this.#failures++;
	}
}
