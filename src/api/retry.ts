// Whether a failed request is made again, and when. Pure: the random number comes in.
import type { Failure, FailureKind } from '../shared/failures';

/** Tries of one model in all. Three repeats bridge an outage of some seconds; a longer one is better told than waited for. */
export const mostAttempts = 4;

/** The first back-off is drawn from one second: the smallest plan allows one request in each. */
const baseMs = 1000;

/** No single back-off is longer, whatever the number of tries. */
const capMs = 16_000;

/** The longest wait that the service may ask for; a person would rather be told of a longer one. A minute is what its own words ask for. */
export const longestWaitMs = 60_000;

/** After a wait that the service named, clients that were told the same are spread over this share of it, at most a second. */
const spread = { share: 0.1, mostMs: 1000 };

/** Kinds that pass by themselves. A refused connection, a wrong key, an empty balance or a bad request do not. */
const passing: ReadonlySet<FailureKind> = new Set(['rateLimited', 'unavailable', 'connectionLost']);

/** Statuses that are never asked again whatever their words say; a 403 may speak of a rate limit and still mean the key. */
const final: ReadonlySet<number> = new Set([400, 401, 402, 403, 404]);

/** Whether the same request may be made again by itself, before anything of the answer has come. */
export function mayPass({ kind, facts }: Failure): boolean {
	return passing.has(kind) && !(facts.status !== undefined && final.has(facts.status));
}

/**
 * Full jitter: anything from nothing to a limit that doubles each time, so that clients that failed together do not come back together.
 * @param repeats how often the request was repeated already
 * @param random from 0 to 1
 * @returns milliseconds to wait, or undefined when the failure is final
 */
export function retryDelayMs(failure: Failure, repeats: number, random: number): number | undefined {
	if (!mayPass(failure)) return undefined;
	const asked = failure.facts.retryAfterSeconds;
	if (asked === undefined) return Math.round(random * Math.min(capMs, baseMs * 2 ** repeats));
	const askedMs = asked * 1000;
	if (askedMs > longestWaitMs) return undefined;
	return Math.ceil(askedMs + random * Math.min(spread.mostMs, spread.share * askedMs));
}

/** Kinds that speak of one model's provider. What concerns the key, the request or the way to the host is the same for every model. */
const providerKinds: ReadonlySet<FailureKind> = new Set(['unavailable', 'serverError', 'connectionLost']);

/** Whether another model may answer where this one failed before its first token. Its connect limit is about the host, not about it. */
export function isProviderDown({ kind, facts }: Failure): boolean {
	return providerKinds.has(kind) || (kind === 'timeout' && facts.phase === 'firstToken');
}
