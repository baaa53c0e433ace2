// One turn: what the reader asked, with its attachments, and the answer that is shown.
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import type { ProgressView, TurnView } from '../../shared/chat';
import { shownAnswer } from '../state';
import { strings } from '../strings';
import './answer';
import { chips } from './chips';
import { PageElement } from './pageElement';

@customElement('openmind-turn')
export class TurnElement extends PageElement {
	@property({ attribute: false }) turn: TurnView | undefined;
	@property({ attribute: false }) progress: ProgressView | undefined;
	@property({ attribute: false }) busy = false;

	protected override render(): TemplateResult | typeof nothing {
		if (this.turn === undefined) return nothing;
		const { id, text, attachments } = this.turn;
		const answer = shownAnswer(this.turn);
		return html`<article class="request" aria-label=${strings.you}>
				<div class="request-text">${text}</div>
				${chips(attachments)}
			</article>
			${
				answer === undefined
					? nothing
					: keyed(
							answer.id,
							html`<openmind-answer
								.answer=${answer}
								.turnId=${id}
								.progress=${this.progress}
								.busy=${this.busy}
							></openmind-answer>`,
						)
			}`;
	}
}
