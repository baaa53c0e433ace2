// Where a message is written: attachments on top, the text, and below it what is attached, which model answers, and Send or Stop.
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { createRef, ref } from 'lit/directives/ref.js';
import type { AttachmentView, ModelView, WindowView } from '../../shared/chat';
import { fill } from '../../shared/strings';
import { icon } from '../icons';
import { strings } from '../strings';
import './attachMenu';
import { chips } from './chips';
import { gauge } from './gauge';
import { iconButton } from './iconButton';
import { PageElement } from './pageElement';

/** What the box needs from the chat. */
export interface MessageBoxOwner {
	/** Takes a message; false leaves it in the box. */
	submit(text: string): boolean;
	stop(): void;
	/** The reader wants to change the last message. */
	editLast(): void;
	draftChanged(draft: string): void;
	/** Takes what was pasted or dropped; false when it is only text. */
	attach(data: DataTransfer | null): boolean;
	showRequest(): void;
}

@customElement('openmind-message-box')
export class MessageBoxElement extends PageElement {
	@property({ attribute: false }) owner: MessageBoxOwner | undefined;
	@property({ attribute: false }) attachments: readonly AttachmentView[] = [];
	@property({ attribute: false }) model: ModelView | undefined;
	@property({ attribute: false }) window: WindowView | undefined;
	@property({ attribute: false }) streaming = false;

	readonly #text = createRef<HTMLTextAreaElement>();

	get draft(): string {
		return this.#text.value?.value ?? '';
	}

	/** The text is the browser's while the reader writes; this replaces it. */
	set draft(text: string) {
		if (this.#text.value === undefined) return;
		this.#text.value.value = text;
		this.#changed();
	}

	focusText(): void {
		this.#text.value?.focus();
	}

	protected override render(): TemplateResult {
		return html`<div class="message-box">
			${chips(this.attachments, attachmentId => this.tellHost({ type: 'detach', attachmentId }))}
			<textarea
				rows="1"
				dir="auto"
				aria-label=${strings.message}
				placeholder=${strings.messagePlaceholder}
				@input=${(event: Event) => this.#input(event)}
				@paste=${(event: ClipboardEvent) => this.#paste(event)}
				@keydown=${(event: KeyboardEvent) => this.#key(event)}
				${ref(this.#text)}
			></textarea>
			<div class="message-toolbar">
				<openmind-attach-menu
					.onPicked=${() => this.focusText()}
					.onShowRequest=${() => this.owner?.showRequest()}
				></openmind-attach-menu>
				${this.#modelButton()}
				<span class="gap"></span>
				${gauge(this.window)}
				${
					this.streaming
						? html`${this.#sendButton(strings.queueMessage)}
							${iconButton({ icon: 'stop', label: strings.stop, onClick: () => this.owner?.stop() })}`
						: this.#sendButton(strings.send)
				}
			</div>
		</div>`;
	}

	#sendButton(label: string): TemplateResult {
		return iconButton({ icon: 'send', label, look: 'send', onClick: event => this.#submit(event) });
	}

	#modelButton(): TemplateResult | typeof nothing {
		if (this.model === undefined) return nothing;
		return html`<button
			type="button"
			class="model-button"
			title=${this.model.id}
			aria-label=${fill(strings.model, this.model.name)}
			@click=${() => this.tellHost({ type: 'selectModel' })}
		>
			<span class="model-name">${this.model.name}</span>${icon('chevronDown')}
		</button>`;
	}

	/** A `#` at the start of a word chooses a file, whose name then follows it. */
	#input(event: Event): void {
		this.#changed();
		const area = this.#text.value;
		if (area === undefined || !(event instanceof InputEvent) || event.data !== '#' || event.isComposing) return;
		if (/(^|\s)#$/.test(area.value.slice(0, area.selectionStart))) this.tellHost({ type: 'pickFile' });
	}

	/** The file that was chosen after the `#` before the cursor, if there is one. */
	nameFile(path: string): void {
		const area = this.#text.value;
		if (area === undefined) return;
		const at = area.selectionStart;
		if (!/(^|\s)#$/.test(area.value.slice(0, at))) return;
		const name = `${path.slice(path.lastIndexOf('/') + 1)} `;
		area.setRangeText(name, at, at, 'end');
		this.#changed();
	}

	#paste(event: ClipboardEvent): void {
		if (this.owner?.attach(event.clipboardData) === true) event.preventDefault();
	}

	#changed(): void {
		this.owner?.draftChanged(this.draft);
	}

	#key(event: KeyboardEvent): void {
		if (event.key === 'ArrowUp' && this.draft === '' && !event.isComposing) {
			event.preventDefault();
			this.owner?.editLast();
		}
		// While an input method composes, Enter takes its candidate.
		if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
		this.#submit(event);
	}

	#submit(event: Event): void {
		event.preventDefault();
		if (this.draft.trim() !== '' && this.owner?.submit(this.draft)) this.draft = '';
		this.focusText();
	}
}
