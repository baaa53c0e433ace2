// Words with seconds that run on by themselves: how long an answer has been waited for, or how long is left.
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ProgressView } from '../../shared/chat';
import { fill } from '../../shared/strings';
import { PageElement } from './pageElement';

@customElement('openmind-countdown')
export class CountdownElement extends PageElement {
	@property({ attribute: false }) progress: ProgressView | undefined;

	/** When `progress` came, in milliseconds of the page's clock. */
	#since = 0;
	#timer: ReturnType<typeof setInterval> | undefined;

	override connectedCallback(): void {
		super.connectedCallback();
		this.#timer = setInterval(() => this.requestUpdate(), 1000);
	}

	override disconnectedCallback(): void {
		clearInterval(this.#timer);
		super.disconnectedCallback();
	}

	protected override willUpdate(changed: PropertyValues<this>): void {
		if (changed.has('progress')) {
			this.#since = performance.now();
		}
	}

	protected override render(): TemplateResult | typeof nothing {
		if (this.progress === undefined) return nothing;
		const { text, seconds, counts } = this.progress;
		const passed = Math.floor((performance.now() - this.#since) / 1000);
		const now = counts === 'up' ? seconds + passed : Math.max(0, seconds - passed);
		return html`${fill(text, String(now))}`;
	}
}
