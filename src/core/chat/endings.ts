// An answer that was cut and went on was made by several requests: what they cost and took counts together.
import type { AnswerTiming, Usage } from '../../shared/chat';
import { describeModel, type ModelInfo } from '../models/catalogue';
import { costOf } from '../models/cost';
import { parseModelRef } from '../models/modelRef';
import type { Answer, AnswerEnd } from './conversation';

/** An end with what the answer cost, where that can be told: by the price of the model that answered, which may not be the one that was asked. */
export function withCost(end: AnswerEnd, answer: Answer | undefined, models: readonly ModelInfo[]): AnswerEnd {
	const ref = parseModelRef(answer?.answeredBy ?? answer?.model ?? '');
	const price = ref && describeModel(models, ref).price;
	return end.usage && price ? { ...end, cost: costOf(end.usage, price) } : end;
}

/** How an answer ended whose last part ended so. */
export function addEnds(before: Pick<Partial<Answer>, 'usage' | 'timing' | 'cost'>, end: AnswerEnd): AnswerEnd {
	const usage = before.usage && end.usage ? addUsage(before.usage, end.usage) : (end.usage ?? before.usage);
	const timing = before.timing && end.timing ? addTiming(before.timing, end.timing) : (end.timing ?? before.timing);
	const cost = sum(before.cost, end.cost);
	return { ...end, ...(usage && { usage }), ...(timing && { timing }), ...(cost !== undefined && { cost }) };
}

function addUsage(a: Usage, b: Usage): Usage {
	const cachedTokens = sum(a.cachedTokens, b.cachedTokens);
	const reasoningTokens = sum(a.reasoningTokens, b.reasoningTokens);
	return {
		promptTokens: a.promptTokens + b.promptTokens,
		completionTokens: a.completionTokens + b.completionTokens,
		...(cachedTokens !== undefined && { cachedTokens }),
		...(reasoningTokens !== undefined && { reasoningTokens }),
		...((a.estimated || b.estimated) && { estimated: true }),
	};
}

function sum(a: number | undefined, b: number | undefined): number | undefined {
	return a === undefined && b === undefined ? undefined : (a ?? 0) + (b ?? 0);
}

/** The first token came when the first part's did. */
function addTiming(a: AnswerTiming, b: AnswerTiming): AnswerTiming {
	return {
		...b,
		...(a.firstTokenMs !== undefined && { firstTokenMs: a.firstTokenMs }),
		totalMs: a.totalMs + b.totalMs,
	};
}
