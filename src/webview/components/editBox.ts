// An earlier message while it is being changed: its words, and which of its attachments it keeps. Enter sends it again, Escape gives the change up.
import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { AttachmentView } from '../../shared/chat';
import type { Edit } from '../edits';
import { strings } from '../strings';
import { chips } from './chips';
import { PageElement } from './pageElement';

/** What a reader decided about an edit, or has typed so far; bubbles. */
export class EditAction extends CustomEvent<
	{ readonly type: 'begin' | 'cancel'; readonly turnId: string } | ({ readonly type: 'changed' | 'send' } & Edit)
> {
	static readonly type = 'openmind-edit';

	constructor(detail: EditAction['detail']) {
		super(EditAction.type, { bubbles: true, detail });
	}
}

@customElement('openmind-edit-box')
export class EditBoxElement extends PageElement {
	@property({ attribute: false }) attachments: readonly AttachmentView[] = [];
	/** What the box begins with; from then on it is what the reader makes of it, and the text is the browser's. */
	@property({ attribute: false }) edit: Edit = { turnId: '', text: '', without: [] };

	protected override render(): TemplateResult {
		const { without } = this.edit;
		const kept = this.attachments.filter(({ id }) => !without.includes(id));
		return html`${chips(kept, id => this.#tell('changed', [...without, id]))}
			<div class="edit-box">
				<textarea
					rows="1"
					dir="auto"
					aria-label=${strings.editQuestion}
					@input=${() => this.#tell('changed')}
					@keydown=${(event: KeyboardEvent) => this.#key(event)}
				></textarea>
				<div class="buttons">
					<button type="button" class="button secondary" @click=${() => this.#cancel()}>
						${strings.cancel}
					</button>
					<button type="button" class="button" @click=${() => this.#send()}>${strings.sendAgain}</button>
				</div>
			</div>`;
	}

	protected override firstUpdated(): void {
		const area = this.#area;
		if (area === null) return;
		area.value = this.edit.text;
		// A page that is made anew leaves the focus where the reader is; it comes with the page's own.
		if (document.hasFocus()) area.focus();
		area.setSelectionRange(area.value.length, area.value.length);
		this.scrollIntoView({ block: 'nearest' });
	}

	focusText(): void {
		this.#area?.focus();
	}

	get #area(): HTMLTextAreaElement | null {
		return this.querySelector('textarea');
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
		this.dispatchEvent(new EditAction({ type: 'cancel', turnId: this.edit.turnId }));
	}

	#send(): void {
		if (this.#area?.value.trim() !== '') this.#tell('send');
	}

	#tell(type: 'changed' | 'send', without = this.edit.without): void {
		// The next key may come before the chat has drawn this.
		this.edit = { turnId: this.edit.turnId, text: this.#area?.value ?? '', without };
		this.dispatchEvent(new EditAction({ type, ...this.edit }));
	}
}
