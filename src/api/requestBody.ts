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

/**
 * @param model the one that is asked: after a failover, not the one of the request
 * @param outputLimit most tokens that the user gives an answer of this model
 */
export function requestBody(
	request: ChatRequest,
	model: ModelRef,
	dialect: Dialect,
	outputLimit = Infinity,
): RequestBody {
	const { messages, maxOutputTokens = Infinity, temperature, stop, usage } = request;
	const { refused } = dialect;
	const adjustable = !fixedParameters.test(model.model);
	// What a request gives its answer would go for the reasoning; the user knows the model.
	const limit = adjustable ? Math.min(maxOutputTokens, outputLimit) : outputLimit;
	const limitName = tokenLimitName(dialect, adjustable);
	const fields: Record<string, unknown> = {
		model: model.model,
		messages: messages.map(({ role, content }) => ({ role, content })),
	};
	if (!refused.has('stream')) fields.stream = true;
	if (fields.stream === true && usage === true && !refused.has('stream_options'))
		fields.stream_options = { include_usage: true };
	if (limit !== Infinity && limitName !== undefined) fields[limitName] = limit;
	if (adjustable && temperature !== undefined && !refused.has('temperature')) fields.temperature = temperature;
	if (stop !== undefined && stop.length > 0 && !refused.has('stop')) fields.stop = stop.slice(0, stopWordCap);
	return {
		text: JSON.stringify(fields),
		parameters: adjustableParameters.filter(name => name in fields),
	};
}
