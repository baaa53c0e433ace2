// What the client needs of `fetch`, and how the injected one is taught to say when its connection stands. The library itself stays outside,
// so that a faster transport can take its place without touching anything else.

export interface FetchInit {
	readonly method: 'POST';
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string;
	/** Redirects are answers: following one could carry the key to another origin. */
	readonly redirect: 'manual';
	/** Aborting closes the socket at once and rejects the call, or the reading of the body. */
	readonly signal: AbortSignal;
	/**
	 * Called once the connection stands (after the TLS handshake), before the answer's headers. It separates "the host cannot be reached" from
	 * "the model is slow". A transport that never calls it lets the connect limit run until the headers.
	 */
	readonly onConnect: () => void;
}

export interface FetchResponse {
	readonly status: number;
	readonly headers: { get(name: string): string | null };
	/** Decompressed. */
	readonly body: AsyncIterable<Uint8Array | string> | null;
}

export type Fetch = (url: string, init: FetchInit) => Promise<FetchResponse>;

/** The part of `node:diagnostics_channel`'s Channel that is needed. */
export interface MessageChannel {
	subscribe(listener: (message: unknown) => void): void;
	unsubscribe(listener: (message: unknown) => void): unknown;
}

/** The part of `node:async_hooks`' AsyncLocalStorage that is needed. */
export interface CallScope {
	run<R>(store: unknown, callback: () => R): R;
	getStore(): unknown;
}

export interface TransportParts {
	/** node-fetch, which honours VS Code's proxy and certificate settings through the `http` and `https` modules. */
	readonly fetch: Fetch;
	/** Node's channel `http.client.request.start`: tells of each request as it is handed to its socket. */
	readonly requestStarts: MessageChannel;
	/** Tells which call a request belongs to when several are on their way. */
	readonly scope: CallScope;
}

/** Adds `onConnect` to a fetch that goes through Node's `http`: such a fetch does not show its socket, but Node's own channel does. */
export function createTransport({ fetch, requestStarts, scope }: TransportParts): Fetch {
	return async (url, init) => {
		const onStart = (message: unknown): void => {
			if (scope.getStore() === init) watchConnect(message, init.onConnect);
		};
		requestStarts.subscribe(onStart);
		try {
			return await scope.run(init, () => fetch(url, init));
		} finally {
			requestStarts.unsubscribe(onStart);
		}
	};
}

interface EmitsOnce {
	once(event: string, listener: (value: unknown) => void): unknown;
}

function watchConnect(message: unknown, onConnect: () => void): void {
	const request = has(message, 'request') ? message.request : undefined;
	// A proxy's own CONNECT is a request in the same scope, but not the connection to the service.
	if (!isEmitter(request) || !has(request, 'method') || request.method === 'CONNECT') return;
	const socket = has(request, 'socket') ? request.socket : undefined;
	if (isEmitter(socket)) whenReady(socket, onConnect);
	else request.once('socket', later => isEmitter(later) && whenReady(later, onConnect));
}

function whenReady(socket: EmitsOnce, onConnect: () => void): void {
	if (has(socket, 'secureConnecting') && socket.secureConnecting === true) socket.once('secureConnect', onConnect);
	else if (has(socket, 'connecting') && socket.connecting === true) socket.once('connect', onConnect);
	else onConnect();
}

function isEmitter(value: unknown): value is EmitsOnce {
	return has(value, 'once') && typeof value.once === 'function';
}

function has<Name extends string>(value: unknown, name: Name): value is Record<Name, unknown> {
	return typeof value === 'object' && value !== null && name in value;
}
