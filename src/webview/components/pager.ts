// Turns over the pages of what there are several of: answers to a question, versions of a question.
import { html, nothing, type TemplateResult } from 'lit';
import { fill } from '../../shared/strings';
import { strings } from '../strings';
import { iconButton } from './iconButton';

export interface Pager {
	/** What there are several of. */
	readonly label: string;
	readonly previous: string;
	readonly next: string;
	readonly ids: readonly string[];
	readonly shown: string;
	readonly onShow: (id: string) => void;
	readonly disabled?: boolean;
}

/** Nothing where there is only one. */
export function pager({
	label,
	previous,
	next,
	ids,
	shown,
	onShow,
	disabled = false,
}: Pager): TemplateResult | typeof nothing {
	if (ids.length < 2) return nothing;
	const at = ids.indexOf(shown);
	const turn = (by: number, name: string, icon: 'chevronLeft' | 'chevronRight'): TemplateResult => {
		const id = ids[at + by];
		return iconButton({
			icon,
			label: name,
			disabled: disabled || id === undefined,
			onClick: () => id !== undefined && onShow(id),
		});
	};
	return html`<span class="pager" role="group" aria-label=${label}>
		${turn(-1, previous, 'chevronLeft')}
		<span class="pager-count">${fill(strings.oneOf, String(at + 1), String(ids.length))}</span>
		${turn(1, next, 'chevronRight')}
	</span>`;
}
