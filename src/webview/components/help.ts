// A failure or a notice with the buttons that help.
import { html, type TemplateResult } from 'lit';
import type { NoticeView } from '../../shared/chat';
import { isTurnAction, type FailureView, type HelpAction, type HelpButton } from '../../shared/failures';
import { icon } from '../icons';

type OnHelp = (action: HelpAction) => void;

/** One sentence in the tone of an error; as an alert it is announced at once. @param busy as of `helpButtons` */
export function failureBox(
	failure: Pick<FailureView, 'text' | 'actions'>,
	onHelp: OnHelp,
	role: 'alert' | 'note',
	busy = false,
): TemplateResult {
	return html`<div class="box failure" role=${role}>
		${icon('error')}
		<div class="box-body">
			<p>${failure.text}</p>
			${helpButtons(failure.actions, onHelp, busy)}
		</div>
	</div>`;
}

/** One sentence about an answer that did not fail. @param busy as of `helpButtons` */
export function noticeBox(notice: NoticeView, onHelp: OnHelp, busy: boolean): TemplateResult {
	return html`<div class="box notice" role="note">
		${icon('info')}
		<div class="box-body">
			<p>${notice.text}</p>
			${helpButtons(notice.actions, onHelp, busy)}
		</div>
	</div>`;
}

/** The first button helps most, and looks like it. @param busy whether another answer streams, which what asks for one would stop */
function helpButtons(buttons: readonly HelpButton[], onHelp: OnHelp, busy: boolean): TemplateResult | undefined {
	if (buttons.length === 0) return undefined;
	return html`<div class="buttons">
		${buttons.map(
			({ action, label }, index) =>
				html`<button
					type="button"
					class=${index === 0 ? 'button' : 'button secondary'}
					?disabled=${busy && isTurnAction(action)}
					@click=${() => onHelp(action)}
				>
					${label}
				</button>`,
		)}
	</div>`;
}
