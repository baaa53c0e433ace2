// What the client needs of `fetch`, and how the injected one is taught to say when its connection stands. The library itself stays outside,
// so that a faster transport can take its place without touching anything else.
//
// No agent is passed on purpose: Node's own keeps connections alive, VS Code puts its proxy agent in its place, and with `http.proxySupport`
// set to `on` an agent of ours would switch the proxy off.
import type { Body } from './pieces';

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
	 * @param reused whether the connection served an earlier request: such a one may turn out to be dead
	 */
	readonly onConnect: (reused: boolean) => void;
}

export interface FetchResponse {
	readonly status: number;
	readonly headers: { get(name: string): string | null };
	/** Decompressed. */
	readonly body: Body | null;
}

export type Fetch = (url: string, init: FetchInit) => Promise<FetchResponse>;

/** The part of a readable stream that is needed. */
export interface Pipeable {
	pipe: (destination: never, options?: never) => unknown;
}

export interface TransportParts {
	/** node-fetch, which honours VS Code's proxy and certificate settings through the `http` and `https` modules. */
	readonly fetch: (
		url: string,
		init: Omit<FetchInit, 'body' | 'onConnect'> & { readonly body: never },
	) => Promise<FetchResponse>;
	/** A readable stream of one piece: `text => Readable.from(Buffer.from(text))`. */
	readonly toStream: (text: string) => Pipeable;
}

/**
 * Adds `onConnect` to a fetch that goes through Node's `http`. Such a fetch does not show its socket, but it pipes the body into Node's request,
 * which does: so the body is a stream that looks where it is piped to.
 */
export function createTransport({ fetch, toStream }: TransportParts): Fetch {
	return (url, { onConnect, body, headers, ...init }) => {
		const stream = toStream(body);
		const pipe = stream.pipe.bind(stream);
		stream.pipe = (destination, options) => {
			watchConnect(destination, onConnect);
			return pipe(destination, options);
		};
		const known = {
			...headers,
			// The length of a stream is not known to anyone else.
			'content-length': String(Buffer.byteLength(body)),
			// VS Code's proxy agent keeps no connections, so Node would ask to close even those that its own agent makes and could keep.
			connection: 'keep-alive',
		};
		// The fetch takes any stream of Node's for a body; which type it declares for that is its own affair.
		return fetch(url, { ...init, headers: known, body: stream as never });
	};
}

interface EmitsOnce {
	once(event: string, listener: (value: unknown) => void): unknown;
}

function watchConnect(request: unknown, onConnect: (reused: boolean) => void): void {
	if (!isEmitter(request)) return;
	const connected = (): void => onConnect(has(request, 'reusedSocket') && request.reusedSocket === true);
	const socket = has(request, 'socket') ? request.socket : undefined;
	if (isEmitter(socket)) whenReady(socket, connected);
	else request.once('socket', later => isEmitter(later) && whenReady(later, connected));
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
