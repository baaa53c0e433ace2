// The wire guard: from one parsed object of the wire, whatever its shape, to what it says. Types cover what was looked at, and nothing else.
import type { Annotation } from '../core/ports';
import type { FinishReason, Usage } from '../shared/chat';
import { countIn, fieldsOf, isFields, textIn, type Fields } from './unknown';

/** What one object of the wire adds to an answer; absent where it says nothing. */
export interface WirePart {
	readonly text: string | undefined;
	readonly reasoning: string | undefined;
	readonly refusal: string | undefined;
	readonly finish: FinishReason | undefined;
	readonly usage: Usage | undefined;
	/** Whole calls or pieces of them; see toolCalls.ts. */
	readonly toolCalls: readonly unknown[] | undefined;
	readonly annotations: readonly Annotation[] | undefined;
	/** Choices other than the first. */
	readonly otherChoices: number;
}

/** Reads a `chat.completion.chunk` or a whole `chat.completion`: they differ only in `delta` and `message`. */
export function readWire(object: Fields): WirePart {
	const choices = Array.isArray(object.choices) ? object.choices : [];
	const choice = firstChoice(choices);
	const message = fieldsOf(isFields(choice.delta) ? choice.delta : choice.message);
	return {
		text: contentText(message.content),
		// DeepSeek, xAI and NEAR AI say `reasoning_content`, OpenRouter says `reasoning`.
		reasoning: textIn(message.reasoning_content) ?? textIn(message.reasoning),
		refusal: textIn(message.refusal),
		finish: finishReason(choice.finish_reason),
		usage: object.usage === undefined ? undefined : readUsage(object.usage),
		toolCalls: toolCalls(message),
		annotations: message.annotations === undefined ? undefined : readAnnotations(message.annotations),
		otherChoices: choice === noFields ? choices.length : choices.length - 1,
	};
}

const noFields: Fields = {};

/** An answer has one choice; of several, only number 0 is ours. */
function firstChoice(choices: readonly unknown[]): Fields {
	for (const choice of choices) {
		if (isFields(choice) && (choice.index ?? 0) === 0) return choice;
	}
	return noFields;
}

/** Plain text, or the texts of content parts. */
function contentText(content: unknown): string | undefined {
	if (!Array.isArray(content)) return textIn(content);
	return textIn(content.map(part => textIn(fieldsOf(part).text) ?? '').join(''));
}

/** The calls of today, or the single `function_call` of yesterday. */
function toolCalls(message: Fields): readonly unknown[] | undefined {
	if (Array.isArray(message.tool_calls)) return message.tool_calls;
	return isFields(message.function_call) ? [{ index: 0, function: message.function_call }] : undefined;
}

/** Web addresses only: an annotation becomes a link. */
function readAnnotations(value: unknown): readonly Annotation[] | undefined {
	if (!Array.isArray(value)) return undefined;
	return value.flatMap(item => {
		const { url, title } = fieldsOf(fieldsOf(item).url_citation);
		if (typeof url !== 'string' || !/^https?:\/\/\S+$/.test(url)) return [];
		return [{ url, ...(typeof title === 'string' ? { title } : {}) }];
	});
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
	// xAI, and Gemini through some gateways, count the reasoning beside the completion: then only the total has all that is billed.
	const total = countIn(usage.total_tokens) ?? 0;
	// DeepSeek counts what its cache served in a field of its own.
	const cached =
		countIn(fieldsOf(usage.prompt_tokens_details).cached_tokens) ?? countIn(usage.prompt_cache_hit_tokens);
	const reasoning = countIn(fieldsOf(usage.completion_tokens_details).reasoning_tokens);
	return {
		promptTokens,
		completionTokens: Math.max(completionTokens, total - promptTokens),
		...(cached === undefined ? {} : { cachedTokens: cached }),
		...(reasoning === undefined ? {} : { reasoningTokens: reasoning }),
	};
}
