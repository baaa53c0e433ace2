// What an answer cost and how long it took, as the service reported it or as it can be estimated: the model and the time in sight, the rest on hover and for screen readers.
import { html, nothing, type TemplateResult } from 'lit';
import type { AnswerView } from '../../shared/chat';
import { fill } from '../../shared/strings';
import { strings } from '../strings';

const count = new Intl.NumberFormat(document.documentElement.lang || 'en');
/** Credits are whole numbers, and a short answer takes a part of one. */
const credits = new Intl.NumberFormat(document.documentElement.lang || 'en', { maximumSignificantDigits: 3 });
const seconds = new Intl.NumberFormat(document.documentElement.lang || 'en', {
	minimumFractionDigits: 1,
	maximumFractionDigits: 1,
});

/** The numbers of an answer in words, for a title and for screen readers; only those that are known. */
export function numbersOf({ usage, timing, cost }: Pick<AnswerView, 'usage' | 'timing' | 'cost'>): string[] {
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
}

/** Ends the footer of an answer; its details open on hover and on focus. */
export function numbers(answer: AnswerView): TemplateResult {
	const details = numbersOf(answer);
	const model =
		answer.answeredBy === undefined
			? answer.model
			: fill(strings.answeredInPlaceOf, answer.answeredBy, answer.model);
	const name = html`<span class="answer-model">${model}</span>`;
	if (details.length === 0) return name;
	return html`<span class="numbers" tabindex="0" role="note" aria-label=${[model, ...details].join(', ')}>
		${name}
		${answer.timing === undefined ? nothing : html`<span class="answer-time">${fill(strings.seconds, seconds.format(answer.timing.totalMs / 1000))}</span>`}
		<span class="numbers-details" aria-hidden="true">${details.map(line => html`<span>${line}</span>`)}</span>
	</span>`;
}
