// The local stand-in for the OpenMind API: strict about the contract, canned in its answers, with faults that a test can script.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { checkRequest, type RawRequest, type ValidRequest } from './contract';
import { defer } from './deferred';
import { playAnswer, playStep, refuse } from './play';
import { record, type RecordedRequest, type Recording } from './record';
import { Reply } from './reply';
import type { Step } from './steps';

export { maskKey, type RecordedRequest } from './record';
export type { Step } from './steps';

export interface EndpointOptions {
	/** The only keys that are accepted; any non-empty key when absent. Keys that start with `om1_test_wrong` are refused always. */
	readonly keys?: readonly string[];
	/** Milliseconds between two chunks; 0 when absent. */
	readonly delayMs?: number;
	/** A free one when absent. */
	readonly port?: number;
	/** PEM. With them it speaks https. */
	readonly tls?: { readonly key: string; readonly cert: string };
}

export interface Endpoint {
	/** What `openmind.baseUrl` is set to. */
	readonly baseUrl: string;
	readonly port: number;
	/** Oldest first. */
	readonly requests: readonly RecordedRequest[];
	/** Connections that are open now, and those accepted since the start. */
	readonly sockets: { readonly open: number; readonly total: number };
	/** Queues one-shot behaviours; each takes the place of one answer, to the next request that `fits`; default to any. */
	script(steps: Step | readonly Step[], fits?: (request: RecordedRequest) => boolean): void;
	/** Lets every answer that is stalled now go on. */
	release(): void;
	/** The first request, recorded or still to come, that the predicate accepts. Fails after `timeoutMs` (5,000 when absent). */
	waitForRequest(predicate?: (request: RecordedRequest) => boolean, timeoutMs?: number): Promise<RecordedRequest>;
	/** Closes every connection and stops listening. */
	stop(): Promise<void>;
}

/** Larger bodies are refused with 413; the real limit is not on record. */
const bodyCap = 16 * 1024 * 1024;

export async function startEndpoint(options: EndpointOptions = {}): Promise<Endpoint> {
	const endpoint = new LocalEndpoint(options);
	await endpoint.listen();
	return endpoint;
}

class LocalEndpoint implements Endpoint {
	readonly requests: RecordedRequest[] = [];
	readonly #options: EndpointOptions;
	readonly #server: Server;
	readonly #open = new Set<Socket>();
	readonly #steps: { readonly step: Step; readonly fits: (request: RecordedRequest) => boolean }[] = [];
	readonly #watchers = new Set<() => void>();
	#total = 0;
	#released = defer();

	constructor(options: EndpointOptions) {
		this.#options = options;
		const listener = (request: IncomingMessage, response: ServerResponse): void => {
			this.#serve(request, response).catch(() => response.destroy());
		};
		this.#server = options.tls === undefined ? createServer(listener) : createTlsServer(options.tls, listener);
		this.#server.on('connection', socket => {
			this.#total++;
			this.#open.add(socket);
			socket.on('close', () => this.#open.delete(socket));
		});
	}

	async listen(): Promise<void> {
		await new Promise<void>((resolve, reject) => {
			this.#server.once('error', reject);
			this.#server.listen(this.#options.port ?? 0, '127.0.0.1', resolve);
		});
	}

	get port(): number {
		// A listening TCP server has an address object.
		return (this.#server.address() as AddressInfo).port;
	}

	get baseUrl(): string {
		const scheme = this.#options.tls === undefined ? 'http' : 'https';
		return `${scheme}://127.0.0.1:${this.port}/api/core`;
	}

	get sockets(): { open: number; total: number } {
		return { open: this.#open.size, total: this.#total };
	}

	script(steps: Step | readonly Step[], fits = (_: RecordedRequest): boolean => true): void {
		this.#steps.push(...[steps].flat().map(step => ({ step, fits })));
	}

	release(): void {
		this.#released.resolve();
		this.#released = defer();
	}

	async waitForRequest(
		predicate = (_: RecordedRequest): boolean => true,
		timeoutMs = 5000,
	): Promise<RecordedRequest> {
		return new Promise((resolve, reject) => {
			const look = (): void => {
				const found = this.requests.find(predicate);
				if (found === undefined) return;
				clearTimeout(timer);
				this.#watchers.delete(look);
				resolve(found);
			};
			const timer = setTimeout(() => {
				this.#watchers.delete(look);
				reject(new Error(`none of ${this.requests.length} requests matched within ${timeoutMs} ms`));
			}, timeoutMs);
			this.#watchers.add(look);
			look();
		});
	}

	async stop(): Promise<void> {
		const closed = new Promise<void>(resolve => this.#server.close(() => resolve()));
		this.#server.closeAllConnections();
		for (const socket of this.#open) socket.destroy();
		await closed;
	}

	async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const closed = defer();
		// A release counts from when the request came, not from where its answer stalls.
		const { promise } = this.#released;
		const reply = new Reply(response, () => promise);
		const body = await readBody(request);
		const raw: RawRequest = {
			method: request.method ?? '',
			url: request.url ?? '',
			headers: request.headers,
			body,
		};
		const recording = record(raw, closed.promise);
		response.on('close', () => {
			recording.closedByClient = !response.writableFinished && !reply.endedByServer;
			recording.status = response.headersSent ? response.statusCode : undefined;
			closed.resolve();
		});
		await this.#answer(raw, recording, reply);
	}

	async #answer(raw: RawRequest, recording: Recording, reply: Reply): Promise<void> {
		const checked =
			raw.body.length > bodyCap
				? { refused: { status: 413, error: 'Request body too large' } }
				: checkRequest(raw, key => this.#isKeyAccepted(key));
		recording.violation = 'refused' in checked ? checked.refused.error : undefined;
		this.requests.push(recording);
		for (const watcher of [...this.#watchers]) watcher();
		const step = this.#stepFor(recording);
		const delayMs = this.#options.delayMs ?? 0;
		if (step !== undefined) {
			await playStep({ request: 'ok' in checked ? checked.ok : anyRequest, reply, delayMs }, step);
		} else if ('refused' in checked) {
			refuse(reply, checked.refused.status, checked.refused.error);
		} else {
			await playAnswer({ request: checked.ok, reply, delayMs });
		}
	}

	#stepFor(request: RecordedRequest): Step | undefined {
		const index = this.#steps.findIndex(({ fits }) => fits(request));
		return index < 0 ? undefined : this.#steps.splice(index, 1)[0]?.step;
	}

	#isKeyAccepted(key: string): boolean {
		return !key.startsWith('om1_test_wrong') && (this.#options.keys?.includes(key) ?? true);
	}
}

/** What a scripted step answers when the request itself broke the contract. */
const anyRequest: ValidRequest = {
	provider: 'openai',
	model: 'gpt-4o',
	messages: [],
	stream: true,
	includeUsage: false,
};

async function readBody(request: IncomingMessage): Promise<string> {
	const pieces: Buffer[] = [];
	let size = 0;
	for await (const piece of request as AsyncIterable<Buffer>) {
		size += piece.length;
		// One piece past the cap is kept, so that the size shows; the rest is read and dropped.
		if (size <= bodyCap + piece.length) pieces.push(piece);
	}
	return Buffer.concat(pieces).toString('utf8');
}
