// The wire guard: from one parsed object of the wire, whatever its shape, to what it says. Types cover what was looked at, and nothing else.
import type { FinishReason, Usage } from '../shared/chat';
import { countIn, fieldsOf, isFields, textIn, type Fields } from './unknown';

/** What one object of the wire adds to an answer; absent where it says nothing. */
export interface WirePart {
	readonly text?: string | undefined;
	readonly reasoning?: string | undefined;
	readonly refusal?: string | undefined;
	readonly finish?: FinishReason | undefined;
	readonly usage?: Usage | undefined;
}

/** Reads a `chat.completion.chunk` or a whole `chat.completion`: they differ only in `delta` and `message`. */
export function readWire(object: Fields): WirePart {
	const choice = firstChoice(object.choices);
	const message = fieldsOf(isFields(choice.delta) ? choice.delta : choice.message);
	return {
		text: contentText(message.content),
		// DeepSeek, xAI and NEAR AI say `reasoning_content`, OpenRouter says `reasoning`.
		reasoning: textIn(message.reasoning_content) ?? textIn(message.reasoning),
		refusal: textIn(message.refusal),
		finish: finishReason(choice.finish_reason),
		usage: readUsage(object.usage),
	};
}

/** An answer has one choice; of several, only number 0 is ours. */
function firstChoice(choices: unknown): Fields {
	if (!Array.isArray(choices)) return {};
	return fieldsOf(choices.find(choice => (fieldsOf(choice).index ?? 0) === 0));
}

/** Plain text, or the texts of content parts. */
function contentText(content: unknown): string | undefined {
	if (!Array.isArray(content)) return textIn(content);
	return textIn(content.map(part => textIn(fieldsOf(part).text) ?? '').join(''));
}

/** The documented words, and those that Gemini and Anthropic upstreams let through. */
const finishReasons: Readonly<Record<string, FinishReason>> = {
	stop: 'stop',
	end_turn: 'stop',
	length: 'length',
	max_tokens: 'length',
	content_filter: 'contentFilter',
	safety: 'contentFilter',
	tool_calls: 'toolCalls',
	function_call: 'toolCalls',
};

function finishReason(value: unknown): FinishReason | undefined {
	const word = textIn(value)?.toLowerCase();
	if (word === undefined) return undefined;
	return Object.hasOwn(finishReasons, word) ? finishReasons[word] : 'other';
}

function readUsage(value: unknown): Usage | undefined {
	const usage = fieldsOf(value);
	const promptTokens = countIn(usage.prompt_tokens);
	const completionTokens = countIn(usage.completion_tokens);
	if (promptTokens === undefined || completionTokens === undefined) return undefined;
	// DeepSeek counts what its cache served in a field of its own.
	const cached =
		countIn(fieldsOf(usage.prompt_tokens_details).cached_tokens) ?? countIn(usage.prompt_cache_hit_tokens);
	const reasoning = countIn(fieldsOf(usage.completion_tokens_details).reasoning_tokens);
	return {
		promptTokens,
		completionTokens,
		...(cached === undefined ? {} : { cachedTokens: cached }),
		...(reasoning === undefined ? {} : { reasoningTokens: reasoning }),
	};
}
