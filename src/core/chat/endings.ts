// An answer that was cut and went on was made by several requests: what they cost and took counts together.
import type { AnswerTiming, Usage } from '../../shared/chat';
import type { Answer, AnswerEnd } from './conversation';

/** How an answer ended whose last part ended so. */
export function addEnds(before: Pick<Partial<Answer>, 'usage' | 'timing'>, end: AnswerEnd): AnswerEnd {
	const usage = before.usage && end.usage ? addUsage(before.usage, end.usage) : (end.usage ?? before.usage);
	const timing = before.timing && end.timing ? addTiming(before.timing, end.timing) : (end.timing ?? before.timing);
	return { ...end, ...(usage && { usage }), ...(timing && { timing }) };
}

function addUsage(a: Usage, b: Usage): Usage {
	const sum = (x: number | undefined, y: number | undefined) =>
		x === undefined && y === undefined ? undefined : (x ?? 0) + (y ?? 0);
	const cachedTokens = sum(a.cachedTokens, b.cachedTokens);
	const reasoningTokens = sum(a.reasoningTokens, b.reasoningTokens);
	return {
		promptTokens: a.promptTokens + b.promptTokens,
		completionTokens: a.completionTokens + b.completionTokens,
		...(cachedTokens !== undefined && { cachedTokens }),
		...(reasoningTokens !== undefined && { reasoningTokens }),
	};
}

/** The first token came when the first part's did. */
function addTiming(a: AnswerTiming, b: AnswerTiming): AnswerTiming {
	return {
		...b,
		...(a.firstTokenMs !== undefined && { firstTokenMs: a.firstTokenMs }),
		totalMs: a.totalMs + b.totalMs,
	};
}
