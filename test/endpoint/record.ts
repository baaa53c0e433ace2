// What the endpoint remembers of a request: enough to prove what was sent, with the key masked.
import { createHash } from 'node:crypto';
import type { RawRequest } from './contract';

export interface RecordedRequest {
	readonly method: string;
	/** Path and query. */
	readonly path: string;
	/** Lower-case names; `x-api-key` and `authorization` hold `maskKey` of what came. */
	readonly headers: Readonly<Record<string, string>>;
	/** The parsed body, or the text where it is not JSON. */
	readonly body: unknown;
	/** Milliseconds since 1970. */
	readonly time: number;
	/** How the contract was broken, if it was; scripted steps hide this from the client, but not from the test. */
	readonly violation: string | undefined;
	/** The status the client got; undefined before the headers went out. */
	readonly status: number | undefined;
	/** True once the client closed the connection before it had the whole answer. */
	readonly closedByClient: boolean;
	/** Resolves when the exchange is over, however it ended. */
	readonly closed: Promise<void>;
}

/** The fields that change while the answer is on its way. */
export type Recording = { -readonly [Name in keyof RecordedRequest]: RecordedRequest[Name] };

export function record(raw: RawRequest, closed: Promise<void>): Recording {
	return {
		method: raw.method,
		path: raw.url,
		headers: maskHeaders(raw.headers),
		body: parsed(raw.body),
		time: Date.now(),
		violation: undefined,
		status: undefined,
		closedByClient: false,
		closed,
	};
}

/** Tells two keys apart without holding either: length and the start of the SHA-256. */
export function maskKey(key: string): string {
	return `length=${key.length} sha256=${createHash('sha256').update(key).digest('hex').slice(0, 12)}`;
}

function maskHeaders(headers: RawRequest['headers']): Record<string, string> {
	const entries = Object.entries(headers).map(([name, value]) => {
		const text = Array.isArray(value) ? value.join(', ') : (value ?? '');
		return [name, name === 'x-api-key' || name === 'authorization' ? maskKey(text) : text] as const;
	});
	return Object.fromEntries(entries);
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}
