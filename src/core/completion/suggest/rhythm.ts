// How long to wait for the next key before asking: from the typist's own rhythm and from how fast the service answers.
import { isHeadWithColon } from '../code/blocks';
import { isBlank, type Surroundings } from '../code/surroundings';

/** At the start of a line, and where a statement ends, a pause is likely, and there is nothing better to wait for. Milliseconds, as all here. */
const atLineBorder = 25;
const shortest = 60;
const longest = 400;

/** Gaps beyond are pauses and say nothing about the rhythm. */
const longestGap = 1000;
const keptGaps = 20;

/** What a fast typist's keys are apart, until there are measurements. */
const usualGap = 150;

/** A key that has not come after this many usual gaps probably does not come soon. */
const patience = 1.3;

/** An answer that takes longer than this is likely to be typed past, so a surer pause is waited for. */
const promptAnswer = 400;
const perSlowMillisecond = 0.1;

export class TypingRhythm {
	#last: number | undefined;
	#gaps: number[] = [];

	/** A key was pressed. @param now milliseconds since 1970 */
	key(now: number): void {
		const gap = now - (this.#last ?? -Infinity);
		this.#last = now;
		if (gap <= longestGap) {
			this.#gaps = [...this.#gaps, gap].slice(-keptGaps);
		}
	}

	/** Milliseconds to wait. @param firstTokenMs how long the service usually takes to begin its answer */
	wait({ lineBefore, lineAfter, languageId }: Surroundings, firstTokenMs: number): number {
		const endsLine = /[;{}]\s*$/.test(lineBefore) || isHeadWithColon(lineBefore, languageId);
		if (isBlank(lineAfter) && (isBlank(lineBefore) || endsLine)) {
			return atLineBorder;
		}
		const mean = this.#gaps.reduce((sum, gap) => sum + gap, 0) / this.#gaps.length;
		const gap = this.#gaps.length < 3 ? usualGap : mean;
		const slow = Math.max(0, firstTokenMs - promptAnswer) * perSlowMillisecond;
		return Math.round(Math.min(longest, Math.max(shortest, gap * patience + slow)));
	}
}

/** Answers that the latency is judged by. */
const keptTimes = 9;

/** What a hosted small model takes to its first token, until there are measurements. */
const usualFirstToken = 500;

/** The most that limits are stretched by: whoever waits half a minute has forgotten what for. */
const mostPatience = 4;

/** How fast the service has answered lately. */
export class Latency {
	#times: number[] = [];

	/** @param ms to the first token */
	add(ms: number): void {
		this.#times = [...this.#times, ms].slice(-keptTimes);
	}

	/** The median, in milliseconds. */
	get firstTokenMs(): number {
		const sorted = [...this.#times].sort((a, b) => a - b);
		return sorted[Math.floor(sorted.length / 2)] ?? usualFirstToken;
	}

	/** What time limits are multiplied by for a slow service; 1 for others. */
	get stretch(): number {
		return Math.min(mostPatience, Math.max(1, this.firstTokenMs / usualFirstToken));
	}
}
