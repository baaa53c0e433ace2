// What an answer cost and how long it took, as the service reported it or as it can be estimated: the model and the time in sight, the rest on
// hover and for screen readers.
import { html, nothing, type TemplateResult } from 'lit';
import type { AnswerView } from '../../shared/chat';
import { modelIn, numbersIn, secondsIn } from '../../shared/numbers';
import { fill } from '../../shared/strings';
import { language, strings } from '../strings';

const numbersOf = numbersIn(strings, language);
const seconds = secondsIn(language);

/** Ends the footer of an answer; its details open on hover and on focus. */
export function numbers(answer: AnswerView): TemplateResult {
	const details = numbersOf(answer);
	const model = modelIn(strings, answer);
	const name = html`<span class="answer-model">${model}</span>`;
	if (details.length === 0) return name;
	return html`<span class="numbers" tabindex="0" role="note" aria-label=${[model, ...details].join(', ')}>
		${name}
		${answer.timing === undefined ? nothing : html`<span class="answer-time">${fill(strings.seconds, seconds.format(answer.timing.totalMs / 1000))}</span>`}
		<span class="numbers-details" aria-hidden="true">${details.map(line => html`<span>${line}</span>`)}</span>
	</span>`;
}
