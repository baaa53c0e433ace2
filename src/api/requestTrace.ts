// What the log and the diagnostic report get of a request: id, model, sizes, status, times, how it ended. Never content, key, or the query of
// a URL.
import type { OpenMindError } from '../core/errors';
import {
	timingHeaders,
	type ChatChunk,
	type ChatRequest,
	type Clock,
	type Logger,
	type ModelRef,
	type RequestEnd,
	type RequestRecord,
	type TimingHeader,
} from '../core/ports';
import type { FinishReason, Usage } from '../shared/chat';
import type { Answer } from './answer';

export class RequestTrace {
	readonly #id: string;
	readonly #request: ChatRequest;
	readonly #clock: Clock;
	readonly #start: number;
	#model: ModelRef;
	#tries = 0;
	#tryStart = 0;
	#bytesSent = 0;
	#bytesReceived = 0;
	#status: number | undefined;
	#connectMs: number | undefined;
	#firstTokenMs: number | undefined;
	#finish: FinishReason | undefined;
	#usage: Usage | undefined;
	#malformed = 0;
	#otherChoices = 0;
	#timings: Partial<Record<TimingHeader, number>> = {};

	constructor(id: string, request: ChatRequest, clock: Clock) {
		this.#id = id;
		this.#request = request;
		this.#clock = clock;
		this.#model = request.model;
		this.#start = clock.now();
	}

	/** @param bytes of the body */
	sent(model: ModelRef, bytes: number): void {
		this.#model = model;
		this.#tries++;
		this.#tryStart = this.#clock.now();
		this.#bytesSent += bytes;
		this.#connectMs = undefined;
		this.#status = undefined;
	}

	connected(): void {
		this.#connectMs ??= this.#since(this.#tryStart);
	}

	answered(status: number, headers: { get(name: string): string | null }): void {
		this.#status = status;
		this.#timings = {};
		for (const name of timingHeaders) {
			const text = headers.get(name);
			// Only numbers pass: the header of a server may hold anything.
			if (text !== null && /^\d{1,9}(\.\d{1,6})?$/.test(text.trim())) this.#timings[name] = Number(text);
		}
	}

	/** A try is over. @param bytes of the answer's body */
	received(bytes: number, answer: Answer): void {
		this.#bytesReceived += bytes;
		this.#malformed += answer.malformed;
		this.#otherChoices += answer.otherChoices;
	}

	took(batch: readonly ChatChunk[]): void {
		this.#firstTokenMs ??= this.#since(this.#start);
		// What closes an answer stands at the end of a batch.
		for (const chunk of [batch.at(-2), batch.at(-1)]) {
			if (chunk?.type === 'finish') this.#finish = chunk.reason;
			else if (chunk?.type === 'usage') this.#usage = chunk.usage;
		}
	}

	record(end: RequestEnd, failure: OpenMindError | undefined): RequestRecord {
		const asked = nameOf(this.#request.model);
		const last = nameOf(this.#model);
		return {
			id: this.#id,
			model: asked,
			...(last !== asked && { answeredBy: last }),
			startedAt: this.#start,
			messages: this.#request.messages.length,
			bytesSent: this.#bytesSent,
			bytesReceived: this.#bytesReceived,
			...(this.#status !== undefined && { status: this.#status }),
			...(this.#connectMs !== undefined && { connectMs: this.#connectMs }),
			...(this.#firstTokenMs !== undefined && { firstTokenMs: this.#firstTokenMs }),
			totalMs: this.#since(this.#start),
			end,
			...(this.#finish !== undefined && { finish: this.#finish }),
			...(this.#usage !== undefined && { usage: this.#usage }),
			retries: Math.max(0, this.#tries - 1),
			malformed: this.#malformed,
			otherChoices: this.#otherChoices,
			timings: this.#timings,
			...(failure !== undefined && { failure: failureOf(failure) }),
		};
	}

	#since(start: number): number {
		return Math.round(this.#clock.now() - start);
	}
}

/** One line; a warning where the request failed. */
export function logRecord(record: RequestRecord, logger: Logger): void {
	const { usage, failure } = record;
	const optional: readonly (readonly [name: string, value: number | string | undefined])[] = [
		['answeredBy', record.answeredBy],
		['messages', record.messages],
		['bytes', record.bytesSent],
		['received', record.bytesReceived],
		['status', record.status],
		['connectMs', record.connectMs],
		['firstTokenMs', record.firstTokenMs],
		['totalMs', record.totalMs],
		['tokens', usage && `${usage.promptTokens}+${usage.completionTokens}`],
		['retries', record.retries || undefined],
		['malformedEvents', record.malformed || undefined],
		['otherChoices', record.otherChoices || undefined],
		...timingHeaders.map(name => [name, record.timings[name]] as const),
		['end', failure ? [failure.kind, failure.code, failure.phase].filter(Boolean).join(' ') : endOf(record)],
	];
	const fields = optional.flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`]));
	const line = [`request ${record.id}`, `model=${record.model}`, ...fields].join(' ');
	if (failure) logger.warn(line);
	else logger.info(line);
}

function endOf({ end, finish }: RequestRecord): string {
	return end === 'done' ? (finish ?? end) : end;
}

function failureOf({ kind, facts: { code, phase } }: OpenMindError): NonNullable<RequestRecord['failure']> {
	return { kind, ...(code !== undefined && { code }), ...(phase !== undefined && { phase }) };
}

/** A model's name comes from a setting; in a line of the log it stays on its line. */
function nameOf({ provider, model }: ModelRef): string {
	return `${provider}/${model}`.replace(/[^\x21-\x7e]/g, '?').slice(0, 200);
}
