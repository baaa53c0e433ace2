// An earlier message while its words are being changed. Enter sends it again, Escape gives the change up.
import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { strings } from '../strings';
import { PageElement } from './pageElement';

/** What a reader decided about an edit, or has typed so far; bubbles. */
export class EditAction extends CustomEvent<
	| { readonly type: 'begin' | 'cancel'; readonly turnId: string }
	| { readonly type: 'typed' | 'send'; readonly turnId: string; readonly text: string }
> {
	static readonly type = 'openmind-edit';

	constructor(detail: EditAction['detail']) {
		super(EditAction.type, { bubbles: true, detail });
	}
}

@customElement('openmind-edit-box')
export class EditBoxElement extends PageElement {
	@property({ attribute: false }) turnId = '';
	/** What the box begins with; from then on the text is the browser's. */
	@property({ attribute: false }) text = '';

	protected override render(): TemplateResult {
		return html`<div class="edit-box">
			<textarea
				rows="1"
				aria-label=${strings.editQuestion}
				@input=${(event: Event) => this.#typed(event)}
				@keydown=${(event: KeyboardEvent) => this.#key(event)}
			></textarea>
			<div class="buttons">
				<button type="button" class="button secondary" @click=${() => this.#cancel()}>${strings.cancel}</button>
				<button type="button" class="button" @click=${() => this.#send()}>${strings.sendAgain}</button>
			</div>
		</div>`;
	}

	protected override firstUpdated(): void {
		const area = this.#area;
		if (area === null) return;
		area.value = this.text;
		area.focus();
		area.setSelectionRange(area.value.length, area.value.length);
		this.scrollIntoView({ block: 'nearest' });
	}

	get #area(): HTMLTextAreaElement | null {
		return this.querySelector('textarea');
	}

	#typed(event: Event): void {
		if (!(event.target instanceof HTMLTextAreaElement)) return;
		this.dispatchEvent(new EditAction({ type: 'typed', turnId: this.turnId, text: event.target.value }));
	}

	#key(event: KeyboardEvent): void {
		// While an input method composes, its keys are its own.
		if (event.isComposing) return;
		if (event.key === 'Escape') this.#cancel();
		else if (event.key === 'Enter' && !event.shiftKey) this.#send();
		else return;
		event.preventDefault();
		// Escape would also stop the answer.
		event.stopPropagation();
	}

	#cancel(): void {
		this.dispatchEvent(new EditAction({ type: 'cancel', turnId: this.turnId }));
	}

	#send(): void {
		const text = this.#area?.value ?? '';
		if (text.trim() !== '') this.dispatchEvent(new EditAction({ type: 'send', turnId: this.turnId, text }));
	}
}
