// Attachments as chips: a file's name, its lines, and a way to take it off again.
import { html, nothing, type TemplateResult } from 'lit';
import { attachmentLabel } from '../../shared/attachmentLabel';
import type { AttachmentView } from '../../shared/chat';
import { fill } from '../../shared/strings';
import { icon } from '../icons';
import { iconButton } from './iconButton';
import { countOf, strings } from '../strings';

/** For the pointer that rests on a chip, and for screen readers. */
function chipDetails({ path, lines, tokens }: AttachmentView): string {
	const place =
		lines === undefined ? path : fill(strings.attachmentLines, path, String(lines.first), String(lines.last));
	return `${place} · ${countOf(tokens, strings.attachmentToken, strings.attachmentTokens)}`;
}

/** @param onRemove left out where the attachments were sent already. */
export function chips(
	attachments: readonly AttachmentView[],
	onRemove?: (id: string) => void,
): TemplateResult | typeof nothing {
	if (attachments.length === 0) return nothing;
	return html`<ul class="chips" aria-label=${strings.attachments}>
		${attachments.map(attachment => {
			const label = attachmentLabel(attachment, attachments);
			const details = chipDetails(attachment);
			return html`<li class="chip" title=${details}>
				${icon(attachment.kind)}<span class="chip-label">${label}</span> <span class="unseen">${details}</span>
				${onRemove ? removeButton(label, () => onRemove(attachment.id)) : nothing}
			</li>`;
		})}
	</ul>`;
}

function removeButton(label: string, onClick: () => void): TemplateResult {
	return iconButton({ icon: 'close', label: fill(strings.removeAttachment, label), look: 'chip-remove', onClick });
}
