// The one error class of the product. It is made at the boundary where something failed, never carries content or a key, and says there
// whether asking again can help.
import type { Failure, FailureFacts, FailureKind } from '../shared/failures';

/** Kinds for which the same request may succeed a moment later. */
const retryableKinds: ReadonlySet<FailureKind> = new Set([
	'rateLimited',
	'serverError',
	'unavailable',
	'connectionLost',
	'offline',
	'hostNotFound',
	'unreachable',
	'proxy',
	'timeout',
]);

export class OpenMindError extends Error implements Failure {
	override readonly name = 'OpenMindError';
	readonly kind: FailureKind;
	readonly facts: FailureFacts;
	/** Whether the same request may succeed if it is made again. */
	readonly retryable: boolean;

	/** @param cause the raw failure, kept for debuggers only: it is never logged or shown, since a library's message may quote content. */
	constructor(kind: FailureKind, facts: FailureFacts = {}, cause?: unknown) {
		super(facts.status === undefined ? kind : `${kind} (${facts.status})`, { cause });
		this.kind = kind;
		this.facts = facts;
		this.retryable = retryableKinds.has(kind);
	}
}

/** What failed, whatever was thrown: anything but an OpenMindError is a defect of ours. */
export function toFailure(error: unknown): Failure {
	return error instanceof OpenMindError ? { kind: error.kind, facts: error.facts } : { kind: 'internal', facts: {} };
}
