// The OpenMind chat-completions service as the core's ChatModel.
import { OpenMindError } from '../core/errors';
import type {
	ChatChunk,
	ChatModel,
	ChatRequest,
	Clock,
	Logger,
	MakeId,
	ModelRef,
	RequestEnd,
	RequestObserver,
	RequestRecord,
} from '../core/ports';
import { AnswerStream, type Batches } from './answerStream';
import { ask } from './asking';
import type { Attempt } from './attempt';
import type { Connection } from './connection';
import { Dialects } from './negotiation';
import { Pacing } from './pacing';
import { requestBody } from './requestBody';
import { logRecord, RequestTrace } from './requestTrace';
import { mostAttempts } from './retry';
import type { Fetch } from './transport';

export interface ClientDeps {
	readonly fetch: Fetch;
	/** Asked once per request. May throw an OpenMindError, such as `noKey` or `keyForOtherHost`. */
	readonly connection: () => Promise<Connection>;
	readonly clock: Clock;
	readonly logger: Logger;
	readonly makeId: MakeId;
	/** Models to ask, in this order, while the provider of the asked one is down. Asked once per request; none when absent. */
	readonly fallbacks?: () => readonly ModelRef[];
	/** Most tokens that an answer of a model may have, where the user set that. Asked for each try; none when absent. */
	readonly outputLimit?: (model: ModelRef) => number | undefined;
	/** Given each request when it is over, for a diagnostic report. */
	readonly recorded?: (record: RequestRecord) => void;
	/** From 0 to 1, for the spread of retries; `Math.random` when absent. */
	readonly random?: () => number;
	/** Tries of one model in all; 4 when absent, 1 for no retries. */
	readonly attempts?: number;
}

/** What the requests of a client have learned for each other. */
interface Learned {
	readonly dialects: Dialects;
	readonly pacing: Pacing;
}

export interface OpenMindClient extends ChatModel {
	/** The body that a request would have if it were sent now, as JSON. */
	bodyOf(request: ChatRequest): string;
}

export function createOpenMindClient(deps: ClientDeps): OpenMindClient {
	const learned: Learned = { dialects: new Dialects(), pacing: new Pacing(deps.clock) };
	return {
		stream: (request, signal, observer) =>
			new AnswerStream(new Call(deps, learned, { request, signal, observer }), signal),
		bodyOf: request => {
			const { model } = request;
			return requestBody(request, model, learned.dialects.of(model), deps.outputLimit?.(model)).text;
		},
	};
}

interface Asked {
	readonly request: ChatRequest;
	readonly signal: AbortSignal;
	readonly observer: RequestObserver | undefined;
}

/** One request from its first moment to its record. */
class Call implements Batches {
	readonly #deps: ClientDeps;
	readonly #learned: Learned;
	readonly #asked: Asked;
	readonly #aborter = new AbortController();
	readonly #abort = (): void => this.#aborter.abort();
	#trace: RequestTrace | undefined;
	#attempt: Attempt | undefined;

	constructor(deps: ClientDeps, learned: Learned, asked: Asked) {
		this.#deps = deps;
		this.#learned = learned;
		this.#asked = asked;
	}

	read(): Promise<readonly ChatChunk[] | undefined> {
		return this.#attempt === undefined ? this.#begin() : this.#attempt.read();
	}

	took(batch: readonly ChatChunk[]): void {
		this.#trace?.took(batch);
	}

	close(end: RequestEnd, error?: unknown): OpenMindError | undefined {
		this.#asked.signal.removeEventListener('abort', this.#abort);
		this.#abort();
		this.#attempt?.close();
		const failure = end === 'failed' ? asOpenMindError(error) : undefined;
		if (this.#trace !== undefined) {
			const record = this.#trace.record(end, failure);
			logRecord(record, this.#deps.logger);
			this.#deps.recorded?.(record);
		}
		return failure;
	}

	/** The first batch. */
	async #begin(): Promise<readonly ChatChunk[] | undefined> {
		const deps = this.#deps;
		const { request, signal, observer } = this.#asked;
		this.#trace = new RequestTrace(deps.makeId(), request, deps.clock);
		signal.addEventListener('abort', this.#abort, { once: true });
		const connection = await deps.connection();
		if (this.#aborter.signal.aborted) return undefined;
		const begun = await ask({
			fetch: deps.fetch,
			clock: deps.clock,
			random: deps.random ?? Math.random,
			attempts: request.attempts ?? deps.attempts ?? mostAttempts,
			dialects: this.#learned.dialects,
			outputLimit: model => deps.outputLimit?.(model),
			pace: this.#learned.pacing.of(connection.baseUrl, connection.apiKey),
			connection,
			fallbacks: deps.fallbacks?.() ?? [],
			request,
			signal: this.#aborter.signal,
			trace: this.#trace,
			observer,
		});
		this.#attempt = begun?.rest;
		return begun?.first;
	}
}

function asOpenMindError(error: unknown): OpenMindError {
	return error instanceof OpenMindError ? error : new OpenMindError('internal', {}, error);
}
