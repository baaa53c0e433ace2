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
	return new OpenMindError(kindOf(code, answered), { host, ...(code === undefined ? {} : { code }) }, thrown);
}

function kindOf(code: string | undefined, answered: boolean): FailureKind {
	// Without a system code nothing says that the network was at fault.
	if (code === undefined) return answered ? 'connectionLost' : 'internal';
	if (code === 'HPE_HEADER_OVERFLOW') return 'tooLarge';
	// Something speaks there, but not HTTP; or the body is not what its Content-Encoding says.
	if (code.startsWith('HPE_') || code === 'Z_DATA_ERROR') return 'notJson';
	if (answered || lostCodes.has(code)) return 'connectionLost';
	return 'unreachable';
}

/** Codes of a connection that stood and broke. */
const lostCodes: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'ERR_STREAM_PREMATURE_CLOSE']);

/** The code of an error or of its causes. */
function codeOf(thrown: unknown, depth = 0): string | undefined {
	const { code, cause } = fieldsOf(thrown);
	if (typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,60}$/.test(code)) return code;
	// Causes may be a ring.
	return cause === undefined || depth > 4 ? undefined : codeOf(cause, depth + 1);
}
