// What the service says when it fails, by status or as an event in a stream, as our kinds. Its words decide, but are not kept: they may quote
// the prompt.
import { OpenMindError } from '../core/errors';
import type { ModelRef } from '../core/ports';
import type { FailureFacts, FailureKind } from '../shared/failures';
import { acceptedModelCap } from './limits';
import { refusedParameter, type Parameter } from './negotiation';
import { retryAfterSeconds } from './retryAfter';
import { fieldsOf, isFields, parseJson, textIn } from './unknown';

/** What stood around the failure. */
export interface Circumstances {
	readonly model: ModelRef;
	readonly host: string;
	/** Milliseconds since 1970. */
	readonly now: number;
	/** What of the request's body can be left out. */
	readonly parameters: readonly Parameter[];
}

export interface ErrorAnswer {
	readonly status: number;
	readonly retryAfter: string | null;
	/** The body, up to a cap. */
	readonly body: string;
}

/** The failure that a status other than 2xx stands for. */
export function statusError({ status, retryAfter, body }: ErrorAnswer, around: Circumstances): OpenMindError {
	if (status >= 300 && status < 400) return new OpenMindError('redirected', { status, host: around.host });
	const json = parseJson(body);
	// Google's compatible endpoint puts its error into a list.
	const parsed: unknown = Array.isArray(json) ? json[0] : json;
	const error = isFields(parsed) ? (parsed.error ?? parsed) : undefined;
	const words = error === undefined ? body : wordsOf(error);
	// The documented 404s are about models and come as JSON; a page that says "not found" means that the base URL is wrong.
	const kind = status === 404 && !isFields(parsed) ? 'notJson' : kindOf(status, words);
	// 422 is how servers that check bodies against a schema say 400.
	const parameter = status === 400 || status === 422 ? refusedParameter(error, words, around.parameters) : undefined;
	return new OpenMindError(kind, {
		status,
		...factsOf(words, around, retryAfter),
		...(parameter === undefined ? {} : { parameter }),
	});
}

/** The failure inside an event or a JSON answer: its `error` as a string or an object. */
export function eventError(error: unknown, around: Circumstances): OpenMindError {
	const words = wordsOf(error);
	const { code, status } = fieldsOf(error);
	const said = [status, code].map(Number).find(value => Number.isInteger(value) && value >= 400 && value <= 599);
	const kind = said === undefined ? (kindByWords(words) ?? 'serverError') : kindOf(said, words);
	return new OpenMindError(kind, {
		...(said === undefined ? {} : { status: said }),
		...factsOf(words, around, null),
	});
}

/** Everything the error says, as one line to search. */
function wordsOf(error: unknown): string {
	if (typeof error === 'string') return error;
	const { message, code, type, error: inner, detail } = fieldsOf(error);
	return [message, code, type, inner, typeof detail === 'object' ? JSON.stringify(detail) : detail]
		.map(value => textIn(value) ?? '')
		.join(' ');
}

function factsOf(words: string, { model, host, now }: Circumstances, retryAfter: string | null): FailureFacts {
	const seconds = retryAfterSeconds(retryAfter, words, now);
	const accepted = acceptedModels(words);
	return {
		provider: model.provider,
		model: model.model,
		host,
		...(seconds === undefined ? {} : { retryAfterSeconds: seconds }),
		...(accepted === undefined ? {} : { acceptedModels: accepted }),
	};
}

/** "Supported model prefixes for openai: [gpt-4o, gpt-4o-mini]" */
function acceptedModels(words: string): readonly string[] | undefined {
	const list = /supported model prefixes[^[]{0,80}\[([^\]]{1,4000})\]/i.exec(words)?.[1];
	const names = list?.split(',').map(name => name.trim().replace(/^["']|["']$/g, ''));
	return names?.filter(name => /^[\w./:@-]{1,100}$/.test(name)).slice(0, acceptedModelCap);
}

const kindByPattern: readonly (readonly [RegExp, FailureKind])[] = [
	[/insufficient[ _]balance/i, 'insufficientBalance'],
	[/rate[ _-]?limit|too many requests/i, 'rateLimited'],
	[/context[ _]length|maximum context|context window|prompt is too long/i, 'contextTooLarge'],
	[/unsupported model|model[ _]not[ _]found/i, 'unknownModel'],
	[/overloaded|failed to connect to|not configured|temporarily unavailable/i, 'unavailable'],
];

function kindByWords(words: string): FailureKind | undefined {
	return kindByPattern.find(([pattern]) => pattern.test(words))?.[1];
}

/** Kinds that the words may name in place of the one the status stands for. */
const namedByWords: Readonly<Record<number, readonly FailureKind[]>> = {
	400: ['contextTooLarge', 'unknownModel', 'insufficientBalance'],
	403: ['rateLimited', 'insufficientBalance'],
};

function kindOf(status: number, words: string): FailureKind {
	const named = kindByWords(words);
	return named !== undefined && namedByWords[status]?.includes(named) === true ? named : kindByStatus(status);
}

function kindByStatus(status: number): FailureKind {
	switch (status) {
		case 401:
			return 'unauthorized';
		case 402:
			return 'insufficientBalance';
		case 403:
			return 'forbidden';
		case 404:
			return 'unknownModel';
		case 407:
			// Only a proxy asks for this: the service's own answer is 401.
			return 'proxy';
		case 413:
			return 'contextTooLarge';
		case 429:
			return 'rateLimited';
		case 408:
		case 502:
		case 503:
		case 504:
		case 529:
			return 'unavailable';
		default:
			return status >= 500 ? 'serverError' : 'badRequest';
	}
}
