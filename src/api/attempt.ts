// One request and its answer: sends, waits as long as the limits allow, reads, and leaves nothing open behind it.
import { OpenMindError } from '../core/errors';
import type { ChatChunk, ChatRequest, Clock, ModelRef } from '../core/ports';
import { Answer } from './answer';
import { AnswerReader } from './answerReader';
import { completionsUrl, requestHeaders, type Connection } from './connection';
import { readErrorBody } from './errorBody';
import { drainMs, errorBodyMs, tailMs } from './limits';
import { networkError } from './networkError';
import type { Dialect, Parameter } from './negotiation';
import { Patience } from './patience';
import { piecesOf, type Piece, type Pieces } from './pieces';
import { requestBody } from './requestBody';
import type { RequestTrace } from './requestTrace';
import { statusError, type Circumstances } from './serviceError';
import type { Fetch, FetchResponse } from './transport';

export interface AttemptParts {
	readonly fetch: Fetch;
	readonly clock: Clock;
	readonly connection: Connection;
	readonly request: ChatRequest;
	readonly model: ModelRef;
	readonly dialect: Dialect;
	readonly outputLimit: number | undefined;
	/** Aborting closes the socket. */
	readonly signal: AbortSignal;
	readonly trace: RequestTrace;
	/** The connection stands; now the answer is awaited. */
	readonly onConnect: () => void;
}

/** Made, asked for batches until there are no more, and closed: by itself at its end or failure, or by whoever leaves it before. */
export class Attempt {
	readonly #parts: AttemptParts;
	readonly #url: URL;
	readonly #answer: Answer;
	readonly #patience: Patience;
	readonly #aborter = new AbortController();
	readonly #abort = (): void => this.#aborter.abort();
	#pieces: Pieces | undefined;
	#reader: AnswerReader | undefined;
	/** What failed after chunks that are still to be told. */
	#failure: unknown;
	#parameters: readonly Parameter[] = [];
	#ended = false;
	/** How much of the answer was there at the last look: some of it, all but what may follow, all. */
	#stage = 0;
	#drained = false;
	#closed = false;
	/** Whether the connection had served an earlier request. */
	reused = false;
	/** Whether the answer's headers came. */
	answered = false;

	constructor(parts: AttemptParts) {
		const { connection, model, clock, signal } = parts;
		this.#parts = parts;
		this.#url = completionsUrl(connection.baseUrl, model.provider);
		this.#answer = new Answer(() => this.#around());
		this.#patience = new Patience(clock, connection.timeouts, this.#abort);
		signal.addEventListener('abort', this.#abort, { once: true });
	}

	/** Whether the model had begun to answer. */
	get begun(): boolean {
		return this.#answer.begun;
	}

	/**
	 * The chunks that arrived since the last call, at least one; undefined at the end.
	 * @throws OpenMindError, after which there is nothing more
	 */
	async read(): Promise<readonly ChatChunk[] | undefined> {
		try {
			this.#patience.resume();
			const pieces = (this.#pieces ??= await this.#open());
			const out: ChatChunk[] = [];
			while (out.length === 0) {
				// What came before a failure is told before it.
				if (this.#failure !== undefined) throw this.#failure;
				if (this.#ended) {
					this.#drained = true;
					this.close();
					return undefined;
				}
				const wait = pieces.wait();
				// Awaiting nothing would cost a turn of the queue.
				if (wait !== undefined) await wait;
				this.#take(this.#arrived(pieces), out);
			}
			this.#patience.hold();
			return out;
		} catch (error) {
			const failure = this.#failed(error);
			this.close();
			throw failure;
		}
	}

	/** Frees the timers, and the socket of an answer that was left, failed or is still going; one that was read to its end may be used again. */
	close(): void {
		if (this.#closed) return;
		this.#closed = true;
		this.#patience.stop();
		this.#parts.signal.removeEventListener('abort', this.#abort);
		this.#parts.trace.received(this.#reader?.size ?? 0, this.#answer);
		if (!this.#drained) this.#abort();
	}

	async #open(): Promise<Pieces> {
		const { status, headers, body } = await this.#send();
		const { host } = this.#url;
		if (status < 200 || status > 299) {
			this.#patience.tail(errorBodyMs);
			const { text, ended } = await readErrorBody(body);
			this.#drained = ended;
			throw statusError({ status, retryAfter: headers.get('retry-after'), body: text }, this.#around());
		}
		this.#reader = new AnswerReader(this.#answer, {
			contentType: headers.get('content-type') ?? '',
			status,
			host,
		});
		return piecesOf(body);
	}

	async #send(): Promise<FetchResponse> {
		const { fetch, connection, request, model, dialect, outputLimit, trace } = this.#parts;
		const { text: body, parameters } = requestBody(request, model, dialect, outputLimit);
		this.#parameters = parameters;
		const headers = requestHeaders(connection);
		const { signal } = this.#aborter;
		trace.sent(model, Buffer.byteLength(body));
		const onConnect = (reused: boolean): void => this.#connected(reused);
		const response = await fetch(this.#url.href, {
			method: 'POST',
			headers,
			body,
			redirect: 'manual',
			signal,
			onConnect,
		});
		this.#patience.connected();
		this.answered = true;
		trace.answered(response.status, response.headers);
		return response;
	}

	#connected(reused: boolean): void {
		if (this.#aborter.signal.aborted) return;
		this.reused = reused;
		this.#patience.connected();
		this.#parts.trace.connected();
		this.#parts.onConnect();
	}

	/** The pieces that are there; undefined at the end. */
	#arrived(pieces: Pieces): readonly Piece[] | undefined {
		try {
			return pieces.take();
		} catch (error) {
			// A failure of the transport takes nothing from an answer that is whole.
			if (!this.#answer.whole) throw error;
			return undefined;
		}
	}

	#take(pieces: readonly Piece[] | undefined, out: ChatChunk[]): void {
		this.#patience.alive();
		this.#ended = pieces === undefined;
		try {
			if (pieces === undefined) this.#reader?.end(out);
			else for (const piece of pieces) this.#reader?.feed(piece, out);
		} catch (error) {
			this.#failure = error;
		}
		const { begun, whole, done } = this.#answer;
		const stage = done ? 3 : whole ? 2 : begun ? 1 : 0;
		if (stage <= this.#stage) return;
		this.#stage = stage;
		if (stage === 1) this.#patience.answering();
		else this.#patience.tail(stage === 2 ? tailMs : drainMs);
	}

	#failed(error: unknown): OpenMindError {
		const { expired } = this.#patience;
		const { host } = this.#url;
		if (expired === undefined) return networkError(error, host, this.answered);
		return new OpenMindError('timeout', { ...expired, ...this.#parts.model, host }, error);
	}

	#around(): Circumstances {
		const { model, clock } = this.#parts;
		return { model, host: this.#url.host, now: clock.now(), parameters: this.#parameters };
	}
}
