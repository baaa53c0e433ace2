// Messages that wait above the box: each can be sent at once, changed or taken away.
import { html, nothing, type TemplateResult } from 'lit';
import type { QueuedView } from '../../shared/chat';
import type { FromPage } from '../../shared/protocol';
import { fill } from '../../shared/strings';
import { icon } from '../icons';
import { strings } from '../strings';
import { iconButton } from './iconButton';

/** Longest text of a message inside the name of a button, in UTF-16 units: enough to tell it from others. */
const maxNameLength = 40;

export interface QueueActions {
	readonly tellHost: (message: FromPage) => void;
	readonly onEdit: (message: QueuedView) => void;
}

export function queueList(
	queue: readonly QueuedView[],
	{ tellHost, onEdit }: QueueActions,
): TemplateResult | typeof nothing {
	if (queue.length === 0) return nothing;
	return html`<ul class="queue" aria-label=${strings.queued}>
		${queue.map(message => {
			const { turnId, text, held } = message;
			const name = text.slice(0, maxNameLength);
			return html`<li class="queued" data-held=${String(held)}>
				${icon('clock')}
				<span class="queued-text" title=${held ? strings.heldHint : strings.queuedHint}>${text}</span>
				<span class="unseen">${held ? strings.heldHint : strings.queuedHint}</span>
				${iconButton({ icon: 'send', label: strings.sendNow, onClick: () => tellHost({ type: 'sendQueued', turnId }) })}
				${iconButton({ icon: 'edit', label: fill(strings.editQueued, name), onClick: () => onEdit(message) })}
				${iconButton({
					icon: 'close',
					label: fill(strings.removeQueued, name),
					onClick: () => tellHost({ type: 'unqueue', turnId }),
				})}
			</li>`;
		})}
	</ul>`;
}
