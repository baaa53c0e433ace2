// Attachments as chips: a file's name, its lines, and a way to take it off again.
import { html, nothing, type TemplateResult } from 'lit';
import type { AttachmentView } from '../../shared/chat';
import { fill } from '../../shared/strings';
import { icon } from '../icons';
import { iconButton } from './iconButton';
import { strings } from '../strings';

/** The name of a file, without its folders unless another has the same, and its lines as an editor would write them. */
function chipLabel({ path, lines }: AttachmentView, all: readonly AttachmentView[]): string {
	const isShared = all.some(other => other.path !== path && nameOf(other.path) === nameOf(path));
	const name = isShared ? path : nameOf(path);
	if (lines === undefined) return name;
	return lines.first === lines.last ? `${name}:${lines.first}` : `${name}:${lines.first}-${lines.last}`;
}

function nameOf(path: string): string {
	return path.slice(path.lastIndexOf('/') + 1);
}

function chipTitle({ path, lines, tokens }: AttachmentView): string {
	const place =
		lines === undefined ? path : fill(strings.attachmentLines, path, String(lines.first), String(lines.last));
	return `${place} · ${fill(strings.attachmentTokens, String(tokens))}`;
}

/** @param onRemove left out where the attachments were sent already. */
export function chips(
	attachments: readonly AttachmentView[],
	onRemove?: (id: string) => void,
): TemplateResult | typeof nothing {
	if (attachments.length === 0) return nothing;
	return html`<ul class="chips" aria-label=${strings.attachments}>
		${attachments.map(attachment => {
			const label = chipLabel(attachment, attachments);
			return html`<li class="chip" title=${chipTitle(attachment)}>
				${icon(attachment.kind)}<span class="chip-label">${label}</span>
				${onRemove ? removeButton(label, () => onRemove(attachment.id)) : nothing}
			</li>`;
		})}
	</ul>`;
}

function removeButton(label: string, onClick: () => void): TemplateResult {
	return iconButton({ icon: 'close', label: fill(strings.removeAttachment, label), look: 'chip-remove', onClick });
}
