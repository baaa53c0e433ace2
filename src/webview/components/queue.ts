// Messages that wait above the box: each can be sent at once or taken away.
import { html, nothing, type TemplateResult } from 'lit';
import type { QueuedView } from '../../shared/chat';
import type { FromPage } from '../../shared/protocol';
import { fill } from '../../shared/strings';
import { icon } from '../icons';
import { strings } from '../strings';
import { iconButton } from './iconButton';

/** Longest text of a message inside the name of a button, in UTF-16 units: enough to tell it from others. */
const maxNameLength = 40;

export function queueList(
	queue: readonly QueuedView[],
	tellHost: (message: FromPage) => void,
): TemplateResult | typeof nothing {
	if (queue.length === 0) return nothing;
	return html`<ul class="queue" aria-label=${strings.queued}>
		${queue.map(
			({ turnId, text, held }) =>
				html`<li class="queued" data-held=${String(held)}>
					${icon('clock')}
					<span class="queued-text" title=${held ? strings.heldHint : strings.queuedHint}>${text}</span>
					<span class="unseen">${held ? strings.heldHint : strings.queuedHint}</span>
					<button
						type="button"
						class="button secondary queued-send"
						@click=${() => tellHost({ type: 'sendQueued', turnId })}
					>
						${strings.sendNow}
					</button>
					${iconButton({
						icon: 'close',
						label: fill(strings.removeQueued, text.slice(0, maxNameLength)),
						onClick: () => tellHost({ type: 'unqueue', turnId }),
					})}
				</li>`,
		)}
	</ul>`;
}
