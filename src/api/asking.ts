// Gets a request answered: waits for its turn, asks, and where that fails before the first token, asks again in another way, later, or
// another model. What a failure means is decided in negotiation.ts and retry.ts; here it is only carried out.
import { OpenMindError } from '../core/errors';
import type { ChatChunk, ChatRequest, Clock, ModelRef, RequestObserver } from '../core/ports';
import { Attempt } from './attempt';
import type { Connection } from './connection';
import { fallbackCap } from './limits';
import type { Dialects } from './negotiation';
import type { Pace } from './pacing';
import type { RequestTrace } from './requestTrace';
import { isProviderDown, longestWaitMs, retryDelayMs } from './retry';
import type { Fetch } from './transport';
import { startWait } from './wait';

export interface Asking {
	readonly fetch: Fetch;
	readonly clock: Clock;
	readonly random: () => number;
	/** Tries of one model in all. */
	readonly attempts: number;
	readonly dialects: Dialects;
	readonly outputLimit: (model: ModelRef) => number | undefined;
	readonly pace: Pace;
	readonly connection: Connection;
	readonly fallbacks: readonly ModelRef[];
	readonly request: ChatRequest;
	/** Aborting closes the socket and ends every wait. */
	readonly signal: AbortSignal;
	readonly trace: RequestTrace;
	readonly observer: RequestObserver | undefined;
}

/** An answer that has begun. */
export interface Begun {
	readonly first: readonly ChatChunk[] | undefined;
	readonly rest: Attempt;
}

interface Failed {
	readonly failure: OpenMindError;
	/** Whether another model may be asked: nothing of an answer had come. */
	readonly mayMoveOn: boolean;
}

/**
 * Asks the model of the request and, while providers are down, its fallbacks.
 * @returns undefined after an abort
 * @throws OpenMindError the failure of the asked model when none answers, or that of a fallback which failed for another reason
 */
export async function ask(asking: Asking): Promise<Begun | undefined> {
	let first: OpenMindError | undefined;
	for (const model of modelsOf(asking)) {
		const outcome = await askModel(asking, model);
		if (outcome === undefined) return undefined;
		if ('rest' in outcome) {
			asking.observer?.progress({ phase: 'answering', model });
			return outcome;
		}
		const { failure, mayMoveOn } = outcome;
		first ??= failure;
		if (!mayMoveOn || !isProviderDown(failure)) throw failure;
	}
	throw first ?? new OpenMindError('internal');
}

function modelsOf({ request, fallbacks }: Asking): readonly ModelRef[] {
	const others = fallbacks.filter(
		({ provider, model }) => provider !== request.model.provider || model !== request.model.model,
	);
	return [request.model, ...others.slice(0, fallbackCap)];
}

async function askModel(asking: Asking, model: ModelRef): Promise<Begun | Failed | undefined> {
	let repeats = 0;
	let reconnected = false;
	let impatient = false;
	for (;;) {
		// Whoever would not wait for the next try does not want to queue for it either.
		if (!impatient) {
			await asking.pace.turn(asking.signal, (atMs, skip) =>
				asking.observer?.progress({ phase: 'queued', atMs, skip }),
			);
		}
		impatient = false;
		if (asking.signal.aborted) return undefined;
		const attempt = makeAttempt(asking, model);
		try {
			const first = await attempt.read();
			asking.pace.answered();
			return { first, rest: attempt };
		} catch (error) {
			if (asking.signal.aborted) return undefined;
			if (!(error instanceof OpenMindError)) throw error;
			noteLimit(asking.pace, error);
			if (attempt.begun) return { failure: error, mayMoveOn: false };
			// Each refusal of a parameter changes the next request, so this cannot go on for ever.
			if (asking.dialects.learn(model, error.facts.parameter)) continue;
			if (isStaleConnection(attempt, error) && !reconnected) {
				reconnected = true;
				continue;
			}
			const wait = await waitToRepeat(asking, error, ++repeats);
			if (wait === 'final') return { failure: error, mayMoveOn: true };
			impatient = wait === 'skipped';
			if (asking.signal.aborted) return undefined;
		}
	}
}

function makeAttempt(asking: Asking, model: ModelRef): Attempt {
	asking.observer?.progress({ phase: 'connecting', model });
	const dialect = asking.dialects.of(model);
	const onConnect = (): void => asking.observer?.progress({ phase: 'waiting' });
	return new Attempt({ ...asking, model, dialect, outputLimit: asking.outputLimit(model), onConnect });
}

/** A kept connection that the other side has closed meanwhile fails at its next use, which says nothing about the service. */
function isStaleConnection({ reused, answered }: Attempt, { kind }: OpenMindError): boolean {
	return reused && !answered && kind === 'connectionLost';
}

/** Only a 429 speaks of the plan's rate. A wait that nobody sits out does not hold up others either. */
function noteLimit(pace: Pace, { kind, facts: { status, retryAfterSeconds = 0 } }: OpenMindError): void {
	if (kind !== 'rateLimited' || status !== 429) return;
	const waitMs = retryAfterSeconds * 1000;
	pace.limited(waitMs > longestWaitMs ? 0 : waitMs);
}

/** Waits until the request is to be made again. @returns how the wait ended, or `final` when it is not to be made again */
async function waitToRepeat(
	asking: Asking,
	error: OpenMindError,
	repeat: number,
): Promise<'final' | 'due' | 'skipped'> {
	const { clock, random, attempts, signal, observer } = asking;
	const ms = repeat < attempts ? retryDelayMs(error, repeat - 1, random()) : undefined;
	if (ms === undefined) return 'final';
	let skipped = false;
	const wait = startWait(clock, ms, signal);
	observer?.progress({
		phase: 'retrying',
		failure: { kind: error.kind, facts: error.facts },
		attempt: repeat + 1,
		of: attempts,
		atMs: clock.now() + ms,
		skip: () => {
			skipped = true;
			wait.end();
		},
	});
	await wait.over;
	return skipped ? 'skipped' : 'due';
}
