// The button that attaches, and its menu: what can be attached is a list, so that further kinds are further lines.
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { FromPage } from '../../shared/protocol';
import { icon, type IconName } from '../icons';
import { strings } from '../strings';
import { PageElement } from './pageElement';

/** What an item asks of the host, or of the chat. */
type Choice = FromPage | 'showRequest';

const items: readonly { readonly choice: Choice; readonly icon: IconName; readonly label: string }[] = [
	{ choice: { type: 'attach', kind: 'selection' }, icon: 'selection', label: strings.attachSelection },
	{ choice: { type: 'attach', kind: 'file' }, icon: 'file', label: strings.attachFile },
	{ choice: { type: 'pickFile' }, icon: 'search', label: strings.attachAnyFile },
	{ choice: 'showRequest', icon: 'request', label: strings.showRequest },
];

@customElement('openmind-attach-menu')
export class AttachMenuElement extends PageElement {
	/** Shows the request; only the message box knows its text. */
	@property({ attribute: false }) onShowRequest: () => void = () => {};
	/** Something was chosen, and the reader goes on writing. */
	@property({ attribute: false }) onPicked: () => void = () => {};
	@state() protected open = false;

	constructor() {
		super();
		this.addEventListener('focusout', event => {
			if (!(event.relatedTarget instanceof Node && this.contains(event.relatedTarget))) this.open = false;
		});
		this.addEventListener('keydown', event => this.#key(event));
	}

	protected override render(): TemplateResult {
		return html`<button
				type="button"
				class="icon-button attach"
				title=${strings.attach}
				aria-label=${strings.attach}
				aria-haspopup="menu"
				aria-expanded=${String(this.open)}
				@click=${() => void this.#toggle()}
			>
				${icon('add')}
			</button>
			${this.open ? this.#menu() : nothing}`;
	}

	#menu(): TemplateResult {
		return html`<div class="menu" role="menu" aria-label=${strings.attach}>
			${items.map(
				({ choice, icon: picture, label }) =>
					html`<button
						type="button"
						role="menuitem"
						class="menu-item"
						tabindex="-1"
						@click=${() => this.#pick(choice)}
					>
						${icon(picture)}${label}
					</button>`,
			)}
		</div>`;
	}

	async #toggle(): Promise<void> {
		this.open = !this.open;
		await this.updateComplete;
		this.#items()[0]?.focus();
	}

	#pick(choice: Choice): void {
		this.open = false;
		this.onPicked();
		if (choice === 'showRequest') this.onShowRequest();
		else this.tellHost(choice);
	}

	#close(): void {
		this.open = false;
		this.querySelector<HTMLButtonElement>('.attach')?.focus();
	}

	#items(): readonly HTMLElement[] {
		return [...this.querySelectorAll<HTMLElement>('.menu-item')];
	}

	#key(event: KeyboardEvent): void {
		if (!this.open) return;
		if (event.key === 'Escape') {
			this.#close();
		} else {
			const items = this.#items();
			const at = items.findIndex(item => item === document.activeElement);
			const next = { ArrowDown: at + 1, ArrowUp: at - 1 + items.length, Home: 0, End: items.length - 1 }[
				event.key
			];
			if (next === undefined) return;
			items[next % items.length]?.focus();
		}
		event.preventDefault();
		// Escape would also stop the answer.
		event.stopPropagation();
	}
}
