// What each model refuses to be told. A parameter that the service calls unsupported is left out, or named as the model wants it, from
// then on; the finding lasts as long as the client.
import type { ModelRef } from '../core/ports';
import { dialectCap } from './limits';
import { fieldsOf, isFields } from './unknown';

/** Parameters that can be left out, or renamed, without changing what is asked. */
export const adjustableParameters = [
	'max_tokens',
	'max_completion_tokens',
	'temperature',
	'stream_options',
	'stop',
	'stream',
] as const;

export type Parameter = (typeof adjustableParameters)[number];

/** How a model wants to be asked. */
export interface Dialect {
	readonly refused: ReadonlySet<Parameter>;
}

const plain: Dialect = { refused: new Set() };

export class Dialects {
	readonly #known = new Map<string, Dialect>();

	of(model: ModelRef): Dialect {
		return this.#known.get(keyOf(model)) ?? plain;
	}

	/**
	 * Remembers a refusal.
	 * @returns whether that is news: then the request can be made again in another way
	 */
	learn(model: ModelRef, parameter: string | undefined): boolean {
		const named = adjustableParameters.find(name => name === parameter);
		const { refused } = this.of(model);
		if (named === undefined || refused.has(named)) return false;
		const key = keyOf(model);
		this.#known.delete(key);
		this.#known.set(key, { refused: new Set([...refused, named]) });
		const [oldest] = this.#known.keys();
		if (this.#known.size > dialectCap && oldest !== undefined) this.#known.delete(oldest);
		return true;
	}
}

/** The name under which a model takes the limit of tokens; undefined when it refused both. @param knowsOld whether it can know the older one */
export function tokenLimitName(
	{ refused }: Dialect,
	knowsOld: boolean,
): 'max_tokens' | 'max_completion_tokens' | undefined {
	if (knowsOld && !refused.has('max_tokens')) return 'max_tokens';
	return refused.has('max_completion_tokens') ? undefined : 'max_completion_tokens';
}

/** How services say that they do not know a parameter, as opposed to its value being too large. */
const refusal =
	/unsupported|not (?:be )?(?:supported|permitted|allowed|accepted)|(?:does|do) not (?:support|allow|accept)|doesn't support|unrecogni[sz]ed|unknown|unexpected/i;

/**
 * The parameter that an error answer calls unsupported.
 * @param error the parsed error: a string, or an object whose `param` may name it
 * @param words the error as one line
 * @param sent the parameters of the request; no other counts
 */
export function refusedParameter(error: unknown, words: string, sent: readonly Parameter[]): Parameter | undefined {
	const { param, code } = fieldsOf(error);
	if (!refusal.test(isFields(error) ? `${words} ${String(code)}` : words)) return undefined;
	const named = sent.find(name => name === param);
	if (named !== undefined) return named;
	// Of several, the first is the refused one: "'max_tokens' is not supported. Use 'max_completion_tokens' instead."
	const places = sent.map(name => ({ name, at: words.search(patterns[name]) })).filter(({ at }) => at >= 0);
	return places.sort((a, b) => a.at - b.at)[0]?.name;
}

/** `stop` and `stream` are ordinary words too; as a parameter they are quoted, or stand at the end or before a mark. */
const patterns: Readonly<Record<Parameter, RegExp>> = {
	max_tokens: /\bmax_tokens\b/,
	max_completion_tokens: /\bmax_completion_tokens\b/,
	temperature: /\btemperature\b/i,
	stream_options: /\bstream_options\b/,
	stop: /["'`]stop["'`]|: *stop\b|\bstop (?:is|parameter|sequences?)\b/,
	stream: /["'`]stream["'`]|: *stream\b|\bstream(?:ing)? (?:is|parameter|mode)\b|support streaming\b/i,
};

function keyOf({ provider, model }: ModelRef): string {
	return `${provider}/${model}`;
}
