// One turn: what the reader asked, with its attachments, and the answer that is shown.
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import type { ProgressView, TurnView } from '../../shared/chat';
import type { FailureView } from '../../shared/failures';
import type { Edit } from '../edits';
import { shownAnswer } from '../state';
import { strings } from '../strings';
import './answer';
import { chips } from './chips';
import './editBox';
import { EditAction } from './editBox';
import { iconButton } from './iconButton';
import { PageElement } from './pageElement';
import { pager } from './pager';

@customElement('openmind-turn')
export class TurnElement extends PageElement {
	@property({ attribute: false }) turn: TurnView | undefined;
	@property({ attribute: false }) progress: ProgressView | undefined;
	@property({ attribute: false }) newFailure: FailureView | undefined;
	@property({ attribute: false }) busy = false;
	/** The message while it is being changed. */
	@property({ attribute: false }) editing: Edit | undefined;

	protected override render(): TemplateResult | typeof nothing {
		if (this.turn === undefined) return nothing;
		const { id, answers } = this.turn;
		const answer = shownAnswer(this.turn);
		return html`${this.#request(this.turn)}
		${
			answer === undefined
				? nothing
				: keyed(
						answer.id,
						html`<openmind-answer
							.answer=${answer}
							.turnId=${id}
							.answers=${answers.map(other => other.id)}
							.progress=${this.progress}
							.newFailure=${this.newFailure}
							.busy=${this.busy}
						></openmind-answer>`,
					)
		}`;
	}

	#request(turn: TurnView): TemplateResult {
		const { id, text, attachments, versions = [] } = turn;
		const { editing } = this;
		return html`<article class="request ${editing ? 'editing' : ''}" aria-label=${strings.you}>
				${
					editing
						? html`<openmind-edit-box .attachments=${attachments} .edit=${editing}></openmind-edit-box>`
						: html`<div class="request-text" dir="auto">${text}</div>
								${chips(attachments)}`
				}
				${
					editing
						? nothing
						: iconButton({
								icon: 'edit',
								label: strings.edit,
								look: 'request-edit',
								onClick: () => this.dispatchEvent(new EditAction({ type: 'begin', turnId: id })),
							})
				}
			</article>
			${versions.length < 2 || editing ? nothing : this.#versions(id, versions)}`;
	}

	#versions(id: string, versions: readonly string[]): TemplateResult {
		return html`<div class="request-footer">
			${pager({
				label: strings.versions,
				previous: strings.previousVersion,
				next: strings.nextVersion,
				ids: versions,
				shown: id,
				// What streams stays in sight.
				disabled: this.busy,
				onShow: turnId => this.tellHost({ type: 'showTurn', turnId }),
			})}
		</div>`;
	}
}
