// Why a message did not become a turn, above the box that has its words again, until it is dismissed.
import { html, type TemplateResult } from 'lit';
import type { HelpAction } from '../../shared/failures';
import { icon } from '../icons';
import type { Rejection } from '../state';
import { strings } from '../strings';
import { failureBox } from './help';

export interface RejectionActions {
	readonly onHelp: (action: HelpAction) => void;
	readonly onDismiss: () => void;
}

export function rejectionBox({ failure }: Rejection, { onHelp, onDismiss }: RejectionActions): TemplateResult {
	return html`<div class="rejection">
		${failureBox(failure, onHelp, 'alert')}
		<button
			type="button"
			class="icon-button rejection-close"
			title=${strings.dismiss}
			aria-label=${strings.dismiss}
			@click=${onDismiss}
		>
			${icon('close')}
		</button>
	</div>`;
}
