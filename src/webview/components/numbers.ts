// What an answer cost and how long it took, as the service reported it or as it can be estimated: the model and the time in sight, the rest on
// hover and for screen readers.
import { html, nothing, type TemplateResult } from 'lit';
import type { AnswerView } from '../../shared/chat';
import { modelIn, numbersIn, secondsIn } from '../../shared/numbers';
import { fill } from '../../shared/strings';
import { language, strings } from '../strings';

const numbersOf = numbersIn(strings, language);
const seconds = secondsIn(language);

/** Opens the details while the pointer or the focus is on what they are about. */
function toggleDetails({ currentTarget: numbers }: Event): void {
	if (!(numbers instanceof Element)) return;
	numbers.querySelector<HTMLElement>('[popover]')?.togglePopover(numbers.matches(':hover, :focus'));
}

/** Ends the footer of an answer. */
export function numbers(answer: AnswerView): TemplateResult {
	const details = numbersOf(answer);
	const model = modelIn(strings, answer);
	const name = html`<span class="answer-model">${model}</span>`;
	if (details.length === 0) return name;
	return html`<span
		class="numbers"
		tabindex="0"
		role="note"
		aria-label=${[model, ...details].join(', ')}
		@pointerenter=${toggleDetails}
		@pointerleave=${toggleDetails}
		@focus=${toggleDetails}
		@blur=${toggleDetails}
	>
		${name}
		${answer.timing === undefined ? nothing : html`<span class="answer-time">${fill(strings.seconds, seconds.format(answer.timing.totalMs / 1000))}</span>`}
		<span class="numbers-details" popover="manual" aria-hidden="true"
			>${details.map(line => html`<span>${line}</span>`)}</span
		>
	</span>`;
}
