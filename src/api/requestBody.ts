// The body of a request: the two documented fields, `stream`, and what the request sets, in the dialect of the model.
import type { ChatRequest, ModelRef } from '../core/ports';
import { stopWordCap } from './limits';
import { adjustableParameters, tokenLimitName, type Dialect, type Parameter } from './negotiation';

/** Reasoning models refuse `max_tokens` and every temperature but their own; a leading vendor name is allowed. */
const fixedParameters = /^(?:[\w-]+\/)?(?:gpt-5|o\d)/;

export interface RequestBody {
	/** JSON. */
	readonly text: string;
	/** What of it the service may refuse. */
	readonly parameters: readonly Parameter[];
}

/** @param model the one that is asked: after a failover, not the one of the request */
export function requestBody(request: ChatRequest, model: ModelRef, dialect: Dialect): RequestBody {
	const { messages, maxOutputTokens, temperature, stop, usage } = request;
	const { refused } = dialect;
	const adjustable = !fixedParameters.test(model.model);
	const limitName = tokenLimitName(dialect);
	const fields: Record<string, unknown> = {
		model: model.model,
		messages: messages.map(({ role, content }) => ({ role, content })),
	};
	if (!refused.has('stream')) fields.stream = true;
	if (fields.stream === true && usage === true && !refused.has('stream_options'))
		fields.stream_options = { include_usage: true };
	if (adjustable && maxOutputTokens !== undefined && limitName !== undefined) fields[limitName] = maxOutputTokens;
	if (adjustable && temperature !== undefined && !refused.has('temperature')) fields.temperature = temperature;
	if (stop !== undefined && stop.length > 0 && !refused.has('stop')) fields.stop = stop.slice(0, stopWordCap);
	return {
		text: JSON.stringify(fields),
		parameters: adjustableParameters.filter(name => name in fields),
	};
}
