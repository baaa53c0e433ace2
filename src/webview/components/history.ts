// The list of conversations: what the reader looks for on top, and a row for each with what can be done to it. Arrow keys go from row to row.
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import {
	historyGroups,
	historyRows,
	type HistoryEntryView,
	type HistoryScope,
	type HistoryView,
} from '../../shared/chat';
import { fill } from '../../shared/strings';
import { icon } from '../icons';
import { countOf, strings } from '../strings';
import './historyRow';
import type { HistoryRowElement, RowAction } from './historyRow';
import { iconButton } from './iconButton';
import { PageElement } from './pageElement';

/** The reader goes back to the chat; bubbles. */
export class LeaveHistory extends Event {
	static readonly type = 'openmind-leave-history';

	constructor() {
		super(LeaveHistory.type, { bubbles: true });
	}
}

/** A conversation by its id, and where in the list it stands. The button that shows more stands where the next one will. */
interface FocusedRow {
	readonly id?: string;
	readonly at: number;
}

@customElement('openmind-history')
export class HistoryElement extends PageElement {
	@property({ attribute: false }) history: HistoryView | 'loading' = 'loading';
	/** The conversation that was deleted last, until something else happens. */
	@state() protected deleted: { readonly id: string; readonly title: string } | undefined;
	@state() protected renaming: string | undefined;
	#query = '';
	#limit = historyRows;
	/** What had the focus before this drawing. */
	#focused: FocusedRow | undefined;
	/** The conversation that was brought back: it gets the focus once it is listed. */
	#restored: string | undefined;

	constructor() {
		super();
		this.addEventListener('keydown', event => this.#key(event));
	}

	protected override render(): TemplateResult {
		return html`<main class="history" aria-label=${strings.history}>
			<div class="history-head">
				${iconButton({ icon: 'arrowLeft', label: strings.backToChat, onClick: () => this.#leave() })}
				<h1>${strings.history}</h1>
			</div>
			<div class="history-search">
				${icon('search')}
				<input
					type="search"
					aria-label=${strings.searchHistory}
					placeholder=${strings.searchHistory}
					@input=${(event: Event) => this.#typed(event)}
				/>
			</div>
			${this.history === 'loading' ? nothing : this.#body(this.history)}
		</main>`;
	}

	protected override firstUpdated(): void {
		this.querySelector('input')?.focus();
	}

	protected override willUpdate(): void {
		const all = this.#rows();
		const at = all.findIndex(row => row.contains(document.activeElement));
		const id = all[at]?.entry?.id;
		if (id !== undefined) this.#focused = { id, at };
		else this.#focused = document.activeElement?.matches('.history-more') ? { at: all.length } : undefined;
	}

	/** The focus stays with a conversation wherever it moves; that of one that is gone goes to the next. */
	protected override updated(changed: PropertyValues<this>): void {
		if (!changed.has('history')) return;
		if (changed.get('history') === 'loading' && this.#query !== '') this.#ask();
		const focused = this.#focused ?? (this.#restored === undefined ? undefined : { id: this.#restored, at: -1 });
		this.#restored = undefined;
		if (focused === undefined || document.activeElement !== document.body) return;
		const { id, at } = focused;
		const rows = this.#rows();
		void this.#focus(rows.find(({ entry }) => entry?.id === id) ?? rows[Math.min(at, rows.length - 1)]);
	}

	/** @param row default the words that are searched for */
	async #focus(row: HistoryRowElement | undefined): Promise<void> {
		const focus = (): void => (row ?? this.querySelector('input'))?.focus();
		focus();
		// One that has come to another group has nothing in it yet.
		await row?.updateComplete;
		if (document.activeElement === document.body) focus();
	}

	/** The list was asked for once more: whatever was searched for is done with. */
	begin(): void {
		this.#query = '';
		this.#limit = historyRows;
		const box = this.querySelector('input');
		if (box === null) return;
		box.value = '';
		box.focus();
	}

	#body(history: HistoryView): TemplateResult {
		const { entries, total, query, hasWorkspace, scope } = history;
		return html`${hasWorkspace ? this.#scopes(scope) : nothing}
			<div class="history-list">
				${historyGroups.map(group => this.#group(group, history))}
				${entries.length === 0 ? html`<p class="history-none">${query === '' ? strings.noHistory : strings.noneFound}</p>` : nothing}
				${
					entries.length < total
						? html`<button type="button" class="button secondary history-more" @click=${() => this.#more()}>
								${strings.showMore}
							</button>`
						: nothing
				}
			</div>
			<div class="history-undo" role="status">
				${
					this.deleted
						? html`<span class="history-undo-text">${fill(strings.deletedOne, this.deleted.title)}</span>
								<button type="button" class="text-button" @click=${() => this.#undo()}>
									${strings.undo}
								</button>`
						: html`<span class="unseen"
								>${query === '' ? '' : countOf(total, strings.oneInHistory, strings.countOfHistory)}</span
							>`
				}
			</div>`;
	}

	#scopes(shown: HistoryScope): TemplateResult {
		const choice = (scope: HistoryScope, label: string): TemplateResult =>
			html`<button
				type="button"
				class="history-scope"
				aria-pressed=${String(shown === scope)}
				@click=${() => this.#ask(scope)}
			>
				${label}
			</button>`;
		return html`<div class="history-scopes" role="group" aria-label=${strings.whichConversations}>
			${choice('workspace', strings.thisWorkspace)}${choice('all', strings.allWorkspaces)}
		</div>`;
	}

	#group(group: (typeof historyGroups)[number], { entries }: HistoryView): TemplateResult | typeof nothing {
		const members = entries.filter(entry => entry.group === group);
		if (members.length === 0) return nothing;
		return html`<h2 id="history-${group}">${strings[group]}</h2>
			<ul aria-labelledby="history-${group}">
				${repeat(
					members,
					({ id }) => id,
					entry =>
						html`<li>
							<openmind-history-row
								.entry=${entry}
								.renaming=${this.renaming === entry.id}
								@openmind-row=${(event: CustomEvent<RowAction>) => this.#act(entry, event.detail)}
							></openmind-history-row>
						</li>`,
				)}
			</ul>`;
	}

	#act(entry: HistoryEntryView, action: RowAction): void {
		const { id: conversationId, title, pinned } = entry;
		if (action.type !== 'delete') this.deleted = undefined;
		switch (action.type) {
			case 'open':
				return this.tellHost({ type: 'openConversation', conversationId });
			case 'pin':
				return this.tellHost({ type: 'pinConversation', conversationId, pinned: !pinned });
			case 'beginRename':
				this.renaming = conversationId;
				return;
			case 'endRename':
				this.renaming = undefined;
				if (action.name !== undefined) {
					this.tellHost({ type: 'renameConversation', conversationId, name: action.name });
				}
				return;
			case 'delete':
				this.deleted = { id: conversationId, title };
				return this.tellHost({ type: 'deleteConversation', conversationId });
		}
	}

	#undo(): void {
		if (this.deleted === undefined) return;
		const { id: conversationId } = this.deleted;
		this.deleted = undefined;
		this.#restored = conversationId;
		this.tellHost({ type: 'restoreConversation', conversationId });
	}

	/** In the order in which they are shown. */
	#rows(): readonly HistoryRowElement[] {
		return [...this.querySelectorAll<HistoryRowElement>('openmind-history-row')];
	}

	#typed(event: Event): void {
		if (!(event.target instanceof HTMLInputElement)) return;
		this.#query = event.target.value;
		this.#limit = historyRows;
		this.#ask();
	}

	#more(): void {
		this.#limit += historyRows;
		this.#ask();
	}

	/** What is typed before the first list is there is asked for with it: only then is it known where to look. */
	#ask(scope?: HistoryScope): void {
		if (this.history === 'loading') return;
		const { history } = this;
		this.tellHost({ type: 'searchHistory', query: this.#query, scope: scope ?? history.scope, limit: this.#limit });
	}

	#leave(): void {
		this.dispatchEvent(new LeaveHistory());
	}

	#key(event: KeyboardEvent): void {
		const { target } = event;
		if (event.isComposing || !(target instanceof HTMLElement)) return;
		if (event.key === 'Escape') {
			this.#leave();
		} else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
			const all = this.#rows();
			const row = target.closest<HistoryRowElement>('openmind-history-row') ?? undefined;
			const at = row ? all.indexOf(row) : -1;
			const next =
				all[at + (event.key === 'ArrowDown' ? 1 : -1)] ?? (at === 0 ? this.querySelector('input') : row);
			(next ?? all[0])?.focus();
		} else {
			return;
		}
		event.preventDefault();
		event.stopPropagation();
	}
}
