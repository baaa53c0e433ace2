// One request and its answer: sends, waits as long as the limits allow, reads, and leaves nothing open behind it.
import { OpenMindError } from '../core/errors';
import type { ChatChunk, ChatRequest, Clock } from '../core/ports';
import { Answer } from './answer';
import { readStart, readText } from './bytes';
import { completionsUrl, requestHeaders, type Connection } from './connection';
import { answerCap, errorBodyCap } from './limits';
import { networkError } from './networkError';
import { Patience } from './patience';
import { readAnswer } from './readAnswer';
import { requestBody } from './requestBody';
import { statusError, type Circumstances } from './serviceError';
import type { Fetch, FetchResponse } from './transport';

/** Told what happens, for the log. */
export interface AttemptWatcher {
	sent(bytes: number): void;
	answered(status: number): void;
	/** Events that were skipped because they were not JSON. */
	malformed(count: number): void;
}

export interface AttemptParts {
	readonly fetch: Fetch;
	readonly clock: Clock;
	readonly connection: Connection;
	readonly request: ChatRequest;
	readonly signal: AbortSignal;
	readonly watcher: AttemptWatcher;
}

/** Yields the chunks of one answer. @throws OpenMindError; after an abort, whatever the transport threw, for the caller to ignore */
export async function* attempt(parts: AttemptParts): AsyncGenerator<ChatChunk> {
	const { connection, request, signal, clock, watcher } = parts;
	const url = completionsUrl(connection.baseUrl, request.model.provider);
	const headers = requestHeaders(connection);
	const around = (): Circumstances => ({ model: request.model, host: url.host, now: clock.now() });
	const answer = new Answer(around);
	const aborter = new AbortController();
	const abort = (): void => aborter.abort();
	const patience = new Patience(clock, connection.timeouts, abort);
	let response: FetchResponse | undefined;
	let drained = false;
	signal.addEventListener('abort', abort, { once: true });
	try {
		response = await send(parts, { url, headers, patience, signal: aborter.signal });
		if (response.status < 200 || response.status > 299) throw await failedStatus(response, around, patience);
		const texts = readText(response.body, answerCap, () => patience.alive());
		const contentType = response.headers.get('content-type') ?? '';
		yield* readAnswer({ texts, contentType, status: response.status, host: url.host }, answer, patience);
		drained = true;
	} catch (error) {
		const { expired } = patience;
		if (expired !== undefined)
			throw new OpenMindError('timeout', { ...expired, ...request.model, host: url.host }, error);
		throw networkError(error, url.host, response !== undefined);
	} finally {
		patience.stop();
		signal.removeEventListener('abort', abort);
		watcher.malformed(answer.malformed);
		// Closes the socket of an answer that was left, failed or is still going; one that was read to its end may be used again.
		if (!drained) abort();
	}
}

interface Sending {
	readonly url: URL;
	readonly headers: Readonly<Record<string, string>>;
	readonly patience: Patience;
	readonly signal: AbortSignal;
}

async function send({ fetch, request, watcher }: AttemptParts, sending: Sending): Promise<FetchResponse> {
	const { url, headers, patience, signal } = sending;
	const body = requestBody(request);
	watcher.sent(Buffer.byteLength(body));
	const onConnect = (): void => patience.connected();
	const response = await fetch(url.href, { method: 'POST', headers, body, redirect: 'manual', signal, onConnect });
	patience.connected();
	watcher.answered(response.status);
	return response;
}

async function failedStatus(
	response: FetchResponse,
	around: () => Circumstances,
	patience: Patience,
): Promise<OpenMindError> {
	patience.answering();
	const body = await readStart(response.body, errorBodyCap, () => patience.alive());
	const error = statusError(
		{ status: response.status, retryAfter: response.headers.get('retry-after'), body },
		around(),
	);
	// A limit that cut the body short is not what failed.
	patience.expired = undefined;
	return error;
}
