// One conversation in the list: its name opens it; renaming, pinning and deleting are buttons beside it, and F2 and Delete on it.
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { HistoryEntryView } from '../../shared/chat';
import { fill } from '../../shared/strings';
import { icon } from '../icons';
import { language, strings } from '../strings';
import { iconButton } from './iconButton';
import { PageElement } from './pageElement';

/** What is done to a row. */
export type RowAction =
	| { readonly type: 'open' | 'pin' | 'beginRename' | 'delete' }
	/** Without a name the old one stays. */
	| { readonly type: 'endRename'; readonly name?: string };

/** Longest name, in UTF-16 units: two lines of a panel. */
const maxNameLength = 120;

const time = new Intl.DateTimeFormat(language, { timeStyle: 'short' });
const day = new Intl.DateTimeFormat(language, { month: 'short', day: 'numeric' });
const whole = new Intl.DateTimeFormat(language, {
	dateStyle: 'medium',
	timeStyle: 'short',
});

@customElement('openmind-history-row')
export class HistoryRowElement extends PageElement {
	@property({ attribute: false }) entry: HistoryEntryView | undefined;
	@property({ attribute: false }) renaming = false;

	protected override render(): TemplateResult | typeof nothing {
		const { entry } = this;
		if (entry === undefined) return nothing;
		return html`<div class="history-row" ?data-current=${entry.current}>
			${this.renaming ? this.#nameBox(entry) : this.#line(entry)}
		</div>`;
	}

	/** What has the focus for it is its name, also while that is being written. */
	override focus(): void {
		this.querySelector<HTMLElement>('.history-open, .history-name')?.focus();
	}

	protected override updated(changed: PropertyValues<this>): void {
		if (!changed.has('renaming') || this.entry === undefined) return;
		if (this.renaming) this.#beginRename(this.entry);
		// The box is gone, and the focus with it unless somebody took it.
		else if (changed.get('renaming') && document.activeElement === document.body) this.focus();
	}

	#beginRename({ title }: HistoryEntryView): void {
		const box = this.querySelector('input');
		if (box === null) return;
		box.value = title;
		box.focus();
		box.select();
	}

	#line(entry: HistoryEntryView): TemplateResult {
		const { id, title, at, pinned, forked, current, place } = entry;
		const date = new Date(at);
		const isToday = date.toDateString() === new Date().toDateString();
		return html`<button
				type="button"
				class="history-open"
				title=${title}
				data-id=${id}
				aria-current=${String(current)}
				aria-keyshortcuts="F2 Delete"
				@click=${() => this.#act({ type: 'open' })}
				@keydown=${(event: KeyboardEvent) => this.#key(event)}
			>
				${forked ? html`<span class="history-mark" title=${strings.forked}>${icon('fork')}</span>` : nothing}
				<span class="history-title">${title}</span>
				${place === undefined ? nothing : html`<span class="history-place">${place}</span>`}
				<time datetime=${date.toISOString()} title=${whole.format(date)}
					>${(isToday ? time : day).format(date)}</time
				>
			</button>
			<span class="history-actions">
				${iconButton({ icon: 'edit', label: fill(strings.renameOne, title), onClick: () => this.#act({ type: 'beginRename' }) })}
				${iconButton({
					icon: pinned ? 'pinned' : 'pin',
					label: fill(pinned ? strings.unpinOne : strings.pinOne, title),
					onClick: () => this.#act({ type: 'pin' }),
				})}
				${iconButton({ icon: 'trash', label: fill(strings.deleteOne, title), onClick: () => this.#act({ type: 'delete' }) })}
			</span>`;
	}

	#nameBox(entry: HistoryEntryView): TemplateResult {
		return html`<input
			class="history-name"
			type="text"
			maxlength=${maxNameLength}
			aria-label=${fill(strings.nameOfOne, entry.title)}
			@keydown=${(event: KeyboardEvent) => this.#nameKey(event)}
			@blur=${(event: Event) => this.#left(event.target)}
		/>`;
	}

	#nameKey(event: KeyboardEvent): void {
		if (event.isComposing) return;
		// The list's own keys, of which Escape leaves it, are not meant here.
		event.stopPropagation();
		if (event.key === 'Enter') {
			// The conversation gets the focus at once, and Enter would open it.
			event.preventDefault();
			this.#endRename(event.target);
		} else if (event.key === 'Escape') {
			this.#act({ type: 'endRename' });
		}
	}

	/** Leaving the box takes the name over. A box that goes from the page, or to another place on it, loses the focus too, but nobody left it. */
	#left(box: EventTarget | null): void {
		queueMicrotask(() => {
			if (this.isConnected && box !== document.activeElement) this.#endRename(box);
		});
	}

	#endRename(box: EventTarget | null): void {
		if (!this.renaming || !(box instanceof HTMLInputElement)) return;
		const name = box.value.trim();
		const changed = name !== '' && name !== this.entry?.title;
		this.#act({ type: 'endRename', ...(changed && { name }) });
	}

	#key(event: KeyboardEvent): void {
		if (event.key === 'F2') this.#act({ type: 'beginRename' });
		// Held down it would go from row to row, and only the last can be brought back.
		else if (event.key === 'Delete' && !event.repeat) this.#act({ type: 'delete' });
	}

	#act(detail: RowAction): void {
		this.dispatchEvent(new CustomEvent('openmind-row', { detail }));
	}
}
