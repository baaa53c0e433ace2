// One answer: its reasoning, its text as it streams, how it ended, and what can be done with it.
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { createRef, ref } from 'lit/directives/ref.js';
import type { AnswerView, ProgressView } from '../../shared/chat';
import type { FailureView, HelpAction } from '../../shared/failures';
import { fill } from '../../shared/strings';
import { confirmCopy } from '../confirmCopy';
import { GrowingText } from '../growingText';
import { icon } from '../icons';
import { AnswerText } from '../markdown/answerText';
import { ApplyCode } from '../markdown/codeBlock';
import { linkFiles } from '../markdown/fileLinks';
import { strings } from '../strings';
import './countdown';
import { failureBox, noticeBox } from './help';
import { iconButton } from './iconButton';
import { numbers } from './numbers';
import { PageElement } from './pageElement';
import { pager } from './pager';

@customElement('openmind-answer')
export class AnswerElement extends PageElement {
	@property({ attribute: false }) answer: AnswerView | undefined;
	@property({ attribute: false }) turnId = '';
	/** The ids of all answers to the same message. */
	@property({ attribute: false }) answers: readonly string[] = [];
	/** What the answer waits for while it has no text. */
	@property({ attribute: false }) progress: ProgressView | undefined;
	/** What the reader was there for, whether it is this answer's or not. */
	@property({ attribute: false }) newFailure: FailureView | undefined;
	/** Whether another answer is streaming, so that this one cannot be asked again now. */
	@property({ attribute: false }) busy = false;

	readonly #body = createRef<HTMLElement>();
	#markdown: AnswerText | undefined;
	#thoughts: GrowingText | undefined;
	#shown: Pick<AnswerView, 'id' | 'text' | 'status'> | undefined;

	protected override render(): TemplateResult | typeof nothing {
		const { answer } = this;
		if (answer === undefined) return nothing;
		const streaming = answer.status === 'streaming';
		return html`<article
			class="answer"
			aria-label=${fill(strings.answerBy, answer.model)}
			aria-busy=${String(streaming)}
			@openmind-apply=${(event: Event) => this.#apply(event)}
			data-status=${answer.status}
		>
			${this.#reasoning(answer)}
			<div class="markdown" ${ref(this.#body)}></div>
			${streaming ? this.#working(answer) : nothing} ${answer.failure ? this.#failure(answer.failure) : nothing}
			${answer.notice ? noticeBox(answer.notice, action => this.#help(action), this.busy) : nothing}
			${streaming && this.answers.length < 2 ? nothing : this.#footer(answer)}
		</article>`;
	}

	protected override updated(changed: PropertyValues<this>): void {
		if (!changed.has('answer') || this.answer === undefined || this.#body.value === undefined) return;
		const { id, text, status, reasoning } = this.answer;
		this.#thoughts?.update(reasoning);
		const ended = status !== 'streaming';
		const shown = this.#shown;
		if (shown?.id === id && shown.text === text && (shown.status !== 'streaming') === ended) return;
		this.#shown = { id, text, status };
		this.#markdown ??= new AnswerText(this.#body.value);
		this.#markdown.update(text, ended);
		if (ended) linkFiles(this.#body.value);
	}

	#failure(failure: FailureView): TemplateResult {
		const role = failure === this.newFailure ? 'alert' : 'note';
		return failureBox(failure, action => this.#help(action), role, this.busy);
	}

	#reasoning(answer: AnswerView): TemplateResult | typeof nothing {
		if (answer.reasoning === '') return nothing;
		return html`<details class="reasoning">
			<summary>${icon('chevronRight')}${strings.reasoning}</summary>
			<div class="reasoning-text" ${ref(this.#keepThoughts)}></div>
		</details>`;
	}

	readonly #keepThoughts = (box: Element | undefined): void => {
		this.#thoughts = box && new GrowingText(box);
	};

	/** Something moves as long as the answer is not complete; words say what it waits for. */
	#working(answer: AnswerView): TemplateResult {
		const waits = answer.text === '' && answer.reasoning === '';
		return html`<div class="working">
			<span class="dots" aria-hidden="true"><i></i><i></i><i></i></span>
			${waits ? this.#waiting() : nothing}
		</div>`;
	}

	#waiting(): TemplateResult | string {
		const { progress } = this;
		if (progress === undefined) return strings.working;
		const skip = (): void => this.tellHost({ type: 'skipWait', turnId: this.turnId });
		return html`<openmind-countdown .progress=${progress}></openmind-countdown> ${
				progress.canSkip
					? html`<button type="button" class="button secondary" @click=${skip}>${strings.sendNow}</button>`
					: nothing
			}`;
	}

	#footer(answer: AnswerView): TemplateResult {
		const { turnId } = this;
		return html`<footer class="answer-footer">
			${pager({
				label: strings.answers,
				previous: strings.previousAnswer,
				next: strings.nextAnswer,
				ids: this.answers,
				shown: answer.id,
				onShow: answerId => this.tellHost({ type: 'showAnswer', turnId, answerId }),
			})}
			${answer.status === 'streaming' ? nothing : this.#actions(answer)} ${numbers(answer)}
		</footer>`;
	}

	#actions(answer: AnswerView): TemplateResult {
		const { turnId, busy } = this;
		const { id: answerId, text, status } = answer;
		return html`
			${text === '' ? nothing : iconButton({ icon: 'copy', label: strings.copyAnswer, onClick: event => this.#copy(event, text) })}
			${iconButton({
				icon: 'refresh',
				label: strings.tryAgain,
				disabled: busy,
				onClick: () => this.tellHost({ type: 'tryAgain', turnId }),
			})}
			${iconButton({
				icon: 'fork',
				label: strings.fork,
				onClick: () => this.tellHost({ type: 'fork', turnId, answerId }),
			})}
			${status === 'stopped' ? this.#stopped(text) : nothing}
		`;
	}

	/** What was cut can go on. */
	#stopped(text: string): TemplateResult {
		return html`<span class="ending">${strings.stopped}</span> ${
				text === ''
					? nothing
					: html`<button
							type="button"
							class="text-button"
							?disabled=${this.busy}
							@click=${() => this.#help('continueAnswer')}
						>
							${strings.continueAnswer}
						</button>`
			}`;
	}

	#copy(event: Event, text: string): void {
		this.tellHost({ type: 'copy', text });
		if (event.currentTarget instanceof HTMLElement) confirmCopy(event.currentTarget);
	}

	#apply(event: Event): void {
		if (event instanceof ApplyCode) this.tellHost({ type: 'apply', turnId: this.turnId, ...event.detail });
	}

	#help(action: HelpAction): void {
		this.tellHost({ type: 'help', action, turnId: this.turnId });
	}
}
