// Written fakes of the ports, for every unit suite.
import type { Clock, Logger, Message } from '../../src/core/ports';

/** Time stands still until `advance`; what falls due then runs in the order of its time. */
export class FakeClock implements Clock {
	#now: number;
	readonly #timers = new Set<{ readonly due: number; readonly callback: () => void }>();

	/** @param start milliseconds since 1970 */
	constructor(start = Date.UTC(2025, 0, 1)) {
		this.#now = start;
	}

	/** Timers that are neither fired nor cancelled. */
	get pending(): number {
		return this.#timers.size;
	}

	now(): number {
		return this.#now;
	}

	after(ms: number, callback: () => void): () => void {
		const timer = { due: this.#now + Math.max(0, ms), callback };
		this.#timers.add(timer);
		return () => {
			this.#timers.delete(timer);
		};
	}

	/** Moves time on and runs what falls due on the way, including timers set by those that ran. */
	advance(ms: number): void {
		const end = this.#now + ms;
		for (let next = this.#next(end); next !== undefined; next = this.#next(end)) {
			this.#timers.delete(next);
			this.#now = Math.max(this.#now, next.due);
			next.callback();
		}
		this.#now = end;
	}

	/** The earliest timer due by then; of equals, the one that was set first. */
	#next(end: number): { readonly due: number; readonly callback: () => void } | undefined {
		const due = [...this.#timers].filter(timer => timer.due <= end);
		return due.sort((a, b) => a.due - b.due)[0];
	}
}

/** Keeps each line as `level: message`. */
export class MemoryLogger implements Logger {
	readonly lines: string[] = [];

	info(message: string): void {
		this.lines.push(`info: ${message}`);
	}

	warn(message: string): void {
		this.lines.push(`warn: ${message}`);
	}

	error(message: string): void {
		this.lines.push(`error: ${message}`);
	}
}

/** The words of a message, whatever its form. */
export function textOf(message: Message | undefined): string {
	const { content = '' } = message ?? {};
	return typeof content === 'string' ? content : content.map(part => ('text' in part ? part.text : '')).join('');
}
