// What an answer cost and how long it took, in words: for the page, and for an exported conversation.
import type { AnswerView } from './chat';
import { fill, type PageStrings } from './strings';

export type Numbers = Pick<AnswerView, 'usage' | 'timing' | 'cost'>;

/**
 * How the numbers of an answer are said; only those that are known are.
 * @param strings in the language of the reader
 * @param language as a BCP 47 tag
 */
export function numbersIn(strings: PageStrings, language: string): (answer: Numbers) => string[] {
	const count = new Intl.NumberFormat(language);
	/** Credits are whole numbers, and a short answer takes a part of one. */
	const credits = new Intl.NumberFormat(language, { maximumSignificantDigits: 3 });
	const seconds = secondsIn(language);
	return ({ usage, timing, cost }) => {
		const about = usage?.estimated === true;
		const tokens = (template: string, value: number | undefined): string[] =>
			value === undefined ? [] : [fill(template, count.format(value))];
		const time = (template: string, ms: number | undefined): string[] =>
			ms === undefined ? [] : [fill(template, seconds.format(ms / 1000))];
		return [
			...tokens(about ? strings.aboutPromptTokens : strings.promptTokens, usage?.promptTokens),
			...tokens(strings.cachedTokens, usage?.cachedTokens),
			...tokens(about ? strings.aboutReasoningTokens : strings.reasoningTokens, usage?.reasoningTokens),
			...tokens(
				about ? strings.aboutAnswerTokens : strings.answerTokens,
				usage && Math.max(0, usage.completionTokens - (usage.reasoningTokens ?? 0)),
			),
			...(cost === undefined ? [] : [fill(strings.cost, credits.format(cost))]),
			...time(strings.firstTokenTime, timing?.firstTokenMs),
			...time(strings.totalTime, timing?.totalMs),
		];
	};
}

export function secondsIn(language: string): Intl.NumberFormat {
	return new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
}

/** Who answered: the model that was asked for, and before it the one that stood in for it. */
export function modelIn(strings: PageStrings, { model, answeredBy }: Pick<AnswerView, 'model' | 'answeredBy'>): string {
	return answeredBy === undefined ? model : fill(strings.answeredInPlaceOf, answeredBy, model);
}
