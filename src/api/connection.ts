// Where a request goes and what it carries besides its body. Nothing is sent before these checks have passed.
import { OpenMindError } from '../core/errors';

/** Limits in seconds; 0 or less means none. */
export interface Timeouts {
	/** Until the connection stands. */
	readonly connect: number;
	/** From then until the first token. */
	readonly firstToken: number;
	/** Between two pieces of the answer. */
	readonly idle: number;
}

/** Read anew for every request, so that a changed setting or key counts at once. */
export interface Connection {
	/** Up to and without `/{provider}/chat/completions`. */
	readonly baseUrl: string;
	readonly apiKey: string;
	/** Extra headers; they cannot replace those that the client sets itself. */
	readonly headers: Readonly<Record<string, string>>;
	readonly timeouts: Timeouts;
}

/**
 * The address of a provider's chat completions.
 * @throws OpenMindError `insecureUrl` where it does not begin with https://, save http:// to this machine; `unreachable` with code ERR_INVALID_URL
 * where it has credentials in it
 */
export function completionsUrl(baseUrl: string, provider: string): URL {
	const url = parseUrl(baseUrl.trim());
	if (url === undefined) {
		throw new OpenMindError('insecureUrl');
	}
	// Credentials in an address would end up in proxies' logs, and fetch refuses them anyway.
	if (url.username !== '' || url.password !== '') {
		throw new OpenMindError('unreachable', { code: 'ERR_INVALID_URL' });
	}
	if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) {
		throw new OpenMindError('insecureUrl', { host: url.host });
	}
	url.pathname = `${url.pathname.replace(/\/+$/, '')}/${encodeURIComponent(provider)}/chat/completions`;
	url.hash = '';
	return url;
}

/** @param hostname as URL gives it: lower case, IPv6 in brackets */
function isLoopback(hostname: string): boolean {
	return (
		hostname === 'localhost' ||
		hostname.endsWith('.localhost') ||
		hostname === '[::1]' ||
		/^127(\.\d+){3}$/.test(hostname)
	);
}

/** Headers that describe the message or the connection: only the transport knows their right values. */
const reserved = new Set([
	'host',
	'connection',
	'content-length',
	'transfer-encoding',
	'x-api-key',
	'content-type',
	'accept',
]);
const headerName = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const headerValue = /^[\t\x20-\x7e\x80-\xff]*$/;

/**
 * The headers of a request, with names in lower case. Extra headers that cannot be sent are left out.
 * @throws OpenMindError `unauthorized` for a key that no header can carry: a pasted line break or a letter outside ASCII
 */
export function requestHeaders({ apiKey, headers }: Connection): Record<string, string> {
	const key = apiKey.trim();
	if (!/^[\x21-\x7e]+$/.test(key)) throw new OpenMindError('unauthorized');
	const extra = Object.entries(headers)
		.map(([name, value]) => [name.toLowerCase(), value] as const)
		.filter(([name, value]) => headerName.test(name) && headerValue.test(value) && !reserved.has(name));
	return {
		...Object.fromEntries(extra),
		'content-type': 'application/json',
		accept: 'text/event-stream, application/json',
		'x-api-key': key,
	};
}

function parseUrl(text: string): URL | undefined {
	return URL.canParse(text) ? new URL(text) : undefined;
}
