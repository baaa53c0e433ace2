// The body of a request: the two documented fields, `stream`, and what the request sets.
import type { ChatRequest } from '../core/ports';
import { stopWordCap } from './limits';

/** Reasoning models refuse `max_tokens` and every temperature but their own; a leading vendor name is allowed. */
const fixedParameters = /^(?:[\w-]+\/)?(?:gpt-5|o\d)/;

/** JSON text of the request. */
export function requestBody(request: ChatRequest): string {
	const { model, messages, maxOutputTokens, temperature, stop } = request;
	const adjustable = !fixedParameters.test(model.model);
	return JSON.stringify({
		model: model.model,
		messages: messages.map(({ role, content }) => ({ role, content })),
		stream: true,
		...(adjustable && maxOutputTokens !== undefined ? { max_tokens: maxOutputTokens } : {}),
		...(adjustable && temperature !== undefined ? { temperature } : {}),
		...(stop === undefined || stop.length === 0 ? {} : { stop: stop.slice(0, stopWordCap) }),
	});
}
