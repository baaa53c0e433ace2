// A button that is a picture: its name is for assistive technology and for the pointer that rests on it.
import { html, type TemplateResult } from 'lit';
import type { IconName } from '../icons';

export interface IconButton {
	readonly icon: IconName;
	readonly label: string;
	readonly onClick: (event: Event) => void;
	readonly disabled?: boolean;
	/** Further classes. */
	readonly look?: string;
}

export function iconButton({ icon: picture, label, onClick, disabled = false, look = '' }: IconButton): TemplateResult {
	return html`<button
		type="button"
		class="icon-button ${look}"
		data-icon=${picture}
		title=${label}
		aria-label=${label}
		?disabled=${disabled}
		@click=${onClick}
	></button>`;
}
