// The one line that the log gets for a request: id, model, sizes, status, times, how it ended. Never content, key, or the query of a URL.
import type { OpenMindError } from '../core/errors';
import type { ChatChunk, ChatRequest, Clock, Logger } from '../core/ports';
import type { AttemptWatcher } from './attempt';

export class RequestLog implements AttemptWatcher {
	readonly #parts: string[];
	readonly #clock: Clock;
	readonly #start: number;
	#firstTokenMs: number | undefined;
	#malformed = 0;
	/** A request that neither ends nor fails was left by its caller. */
	#end = 'stopped';
	#failed = false;

	constructor(id: string, { model, messages }: ChatRequest, clock: Clock) {
		this.#clock = clock;
		this.#start = clock.now();
		this.#parts = [`request ${id}`, `model=${model.provider}/${model.model}`, `messages=${messages.length}`];
	}

	sent(bytes: number): void {
		this.#parts.push(`bytes=${bytes}`);
	}

	answered(status: number): void {
		this.#parts.push(`status=${status}`);
	}

	malformed(count: number): void {
		this.#malformed += count;
	}

	chunk(chunk: ChatChunk): void {
		if (chunk.type === 'finish') this.#end = chunk.reason;
		else if (chunk.type !== 'usage') this.#firstTokenMs ??= this.#elapsed();
	}

	ended(): void {
		// An answer may end without naming a reason.
		if (this.#end === 'stopped') this.#end = 'done';
	}

	failed({ kind, facts }: OpenMindError): void {
		this.#failed = true;
		this.#end = [kind, facts.code, facts.phase].filter(part => part !== undefined).join(' ');
	}

	write(logger: Logger): void {
		const times = this.#firstTokenMs === undefined ? [] : [`firstTokenMs=${this.#firstTokenMs}`];
		const skipped = this.#malformed === 0 ? [] : [`malformedEvents=${this.#malformed}`];
		const line = [...this.#parts, ...times, `totalMs=${this.#elapsed()}`, ...skipped, `end=${this.#end}`].join(' ');
		if (this.#failed) logger.warn(line);
		else logger.info(line);
	}

	#elapsed(): number {
		return Math.round(this.#clock.now() - this.#start);
	}
}
