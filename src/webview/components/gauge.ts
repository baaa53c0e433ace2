// How full the model's window is: a thin ring, in words for assistive technology and for the pointer that rests on it.
import { html, nothing, svg, type TemplateResult } from 'lit';
import type { WindowView } from '../../shared/chat';
import { fill } from '../../shared/strings';
import { language, strings } from '../strings';

/** Of the ring, in units of its drawing. */
const radius = 6;
const length = 2 * Math.PI * radius;

/** From this share on the ring warns: the next questions may leave the oldest turns out. */
const nearlyFull = 0.9;

const count = (tokens: number): string => tokens.toLocaleString(language);

export function gauge(view: WindowView | undefined): TemplateResult | typeof nothing {
	if (view === undefined || view.limit <= 0) return nothing;
	const share = Math.min(1, view.used / view.limit);
	const percent = String(Math.round((100 * view.used) / view.limit));
	const words = fill(strings.windowUse, count(view.used), count(view.limit), percent);
	return html`<span
		class="gauge ${share >= nearlyFull ? 'full' : ''}"
		role="meter"
		aria-label=${strings.window}
		aria-valuemin="0"
		aria-valuemax=${view.limit}
		aria-valuenow=${Math.min(view.used, view.limit)}
		aria-valuetext=${words}
		title=${words}
	>
		<svg viewBox="0 0 16 16" aria-hidden="true">
			<circle class="gauge-all" cx="8" cy="8" r=${radius} />
			${svg`<circle class="gauge-used" cx="8" cy="8" r=${radius} transform="rotate(-90 8 8)"
				stroke-dasharray="${(share * length).toFixed(2)} ${length.toFixed(2)}" />`}
		</svg>
	</span>`;
}
