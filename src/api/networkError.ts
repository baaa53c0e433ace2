// What the transport throws, as our kinds. The only place that knows system error codes.
import { OpenMindError } from '../core/errors';
import type { FailureKind } from '../shared/failures';
import { fieldsOf } from './unknown';

/**
 * @param thrown whatever the transport threw; kept as the cause
 * @param host the host that was asked
 * @param answered whether the answer's headers had come
 */
export function networkError(thrown: unknown, host: string, answered: boolean): OpenMindError {
	if (thrown instanceof OpenMindError) return thrown;
	const code = codeOf(thrown);
	const kind = code === undefined ? kindWithoutCode(thrown, answered) : kindOf(code, answered);
	return new OpenMindError(kind, { host, ...(code === undefined ? {} : { code }) }, thrown);
}

function kindOf(code: string, answered: boolean): FailureKind {
	if (code === 'HPE_HEADER_OVERFLOW') return 'tooLarge';
	// Something speaks there, but not HTTP; or the body is not what its Content-Encoding says.
	if (code.startsWith('HPE_') || code === 'Z_DATA_ERROR') return 'notJson';
	if (answered || lostCodes.has(code)) return 'connectionLost';
	if (offlineCodes.has(code)) return 'offline';
	if (nameCodes.has(code)) return 'hostNotFound';
	if (code.startsWith('ERR_PROXY_')) return 'proxy';
	return certificateCode.test(code) ? 'certificate' : 'unreachable';
}

/** Without a system code nothing says that the network was at fault, but for VS Code's proxy agent, which drops the code. */
function kindWithoutCode(thrown: unknown, answered: boolean): FailureKind {
	if (answered) return 'connectionLost';
	return thrown instanceof Error && /socket connection to proxies: (?!DIRECT)/.test(thrown.message)
		? 'proxy'
		: 'internal';
}

/** Codes of a connection that stood and broke. */
const lostCodes: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'ERR_STREAM_PREMATURE_CLOSE']);

/** No network at all, or no name server that answers, which looks the same from here. */
const offlineCodes: ReadonlySet<string> = new Set(['ENETUNREACH', 'ENETDOWN', 'ENONET', 'EADDRNOTAVAIL', 'EAI_AGAIN']);

/** The name server answered, and knows no such host. */
const nameCodes: ReadonlySet<string> = new Set(['ENOTFOUND', 'ENODATA', 'EAI_NONAME', 'EAI_NODATA']);

/** OpenSSL's verification errors as Node names them. */
const certificateCode =
	/^(?:CERT_|ERR_TLS_CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_|CRL_|ERROR_IN_C)/;

/** The code of an error or of its causes. */
function codeOf(thrown: unknown, depth = 0): string | undefined {
	const { code, cause } = fieldsOf(thrown);
	if (typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,60}$/.test(code)) return code;
	// Causes may be a ring.
	return cause === undefined || depth > 4 ? undefined : codeOf(cause, depth + 1);
}
