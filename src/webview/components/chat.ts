// The whole page: it hears the host, keeps the state, and turns what the reader does into messages.
import { html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { createRef, ref } from 'lit/directives/ref.js';
import { repeat } from 'lit/directives/repeat.js';
import { assertNever } from '../../shared/assertNever';
import type { ProgressView, QueuedView } from '../../shared/chat';
import { maxImageBytes } from '../../shared/limits';
import type { ToPage } from '../../shared/protocol';
import { Announcer } from '../announcer';
import { fill } from '../../shared/strings';
import type { Bridge, SentMessage } from '../bridge';
import { beginEdit, endEdit, putEdit } from '../edits';
import { FocusKeeper } from '../focusKeeper';
import { Follower, type ScrollPosition } from '../follow';
import { HostAction } from '../hostAction';
import { icon } from '../icons';
import { clickedLink } from '../clickedLink';
import { filesIn, imagesIn, readImage, strangerIn, takeDrops } from '../dropped';
import { showFound } from '../markdown/fileLinks';
import { lostMessages } from '../lost';
import { lengthRefusal, queueRefusal } from '../refusals';
import {
	closeHistory,
	dismissRejection,
	emptyState,
	isQueued,
	reduce,
	refuseLocally,
	streamingTurn,
	type PageState,
} from '../state';
import { strings } from '../strings';
import { TurnList } from '../turnList';
import { EditAction, type EditBoxElement } from './editBox';
import './history';
import { LeaveHistory, type HistoryElement } from './history';
import './messageBox';
import type { MessageBoxElement, MessageBoxOwner } from './messageBox';
import { PageElement } from './pageElement';
import { queueList } from './queue';
import { rejectionBox } from './rejection';
import { transcript } from './transcript';

@customElement('openmind-chat')
export class ChatElement extends PageElement implements MessageBoxOwner {
	readonly #bridge: Bridge;
	readonly #scroller = createRef<HTMLElement>();
	readonly #content = createRef<HTMLElement>();
	readonly #box = createRef<MessageBoxElement>();
	#state: PageState = emptyState;
	#follower: Follower | undefined;
	readonly #focusKeeper = new FocusKeeper(this);
	readonly #announcer = new Announcer();
	/** The reader has left the end of the transcript. */
	#away = false;
	#restored = false;
	/** Where the reader was when the page was made. */
	readonly #place: ScrollPosition;
	readonly #list = new TurnList<ProgressView>();
	/** The conversation that is on the page. */
	#shown = emptyState.conversation.id;
	/** How many of the host's wishes for focus were granted. */
	#focused = 0;

	constructor(bridge: Bridge) {
		super();
		this.#bridge = bridge;
		this.#place = bridge.memory.scroll;
		this.addEventListener(HostAction.type, event => {
			if (event instanceof HostAction) bridge.post(event.detail);
		});
		this.addEventListener(EditAction.type, event => {
			if (event instanceof EditAction) this.#edit(event.detail);
		});
		this.addEventListener(LeaveHistory.type, () => this.#leaveHistory());
		takeDrops(this, {
			takes: () => this.#state.history === undefined,
			onDrop: data => this.#drop(data),
		});
		this.addEventListener('keydown', event => {
			if (event.key === 'Escape' && !event.isComposing) this.stop();
		});
		window.addEventListener('focus', () => this.#focusAgain());
	}

	/** Takes in a message of the host; the page shows it with the next frame. */
	receive(message: ToPage): void {
		if (message.type === 'showRequest') return this.showRequest();
		if (message.type === 'filesFound') return showFound(message.requestId, message.places);
		if (message.type === 'filePicked' && message.path !== undefined) this.#box.value?.nameFile(message.path);
		if (message.type === 'showHistory') this.querySelector<HistoryElement>('openmind-history')?.begin();
		const before = this.#state;
		this.#state = reduce(before, message);
		if (this.#state === before) return;
		this.#announcer.hear(message, this.#state);
		if (message.type === 'turnAdded' && !isQueued(before, message.turn.id)) this.#follower?.follow();
		this.#settle(message, before);
		this.requestUpdate();
	}

	submit(text: string): boolean {
		const refusal = lengthRefusal(text) ?? queueRefusal(this.#state);
		if (refusal !== undefined) return this.#refuse(refusal);
		this.#bridge.send({ turnId: crypto.randomUUID(), text });
		this.#follower?.follow();
		return true;
	}

	showRequest(): void {
		this.#bridge.post({ type: 'showRequest', text: this.#box.value?.draft ?? '' });
	}

	attach(data: DataTransfer | null): boolean {
		// Spreadsheets and the like put a picture beside the text that is meant.
		const images = data?.types.includes('text/plain') ? [] : imagesIn(data);
		for (const image of images) void this.#attachImage(image);
		return images.length > 0;
	}

	async #attachImage(image: File): Promise<void> {
		if (image.size <= maxImageBytes) {
			this.#bridge.post({ type: 'attachImage', data: await readImage(image) });
		} else {
			this.#refuse(fill(strings.imageTooLarge, String(maxImageBytes / 1e6)));
		}
	}

	#refuse(words: string): false {
		this.#state = refuseLocally(this.#state, words);
		this.requestUpdate();
		return false;
	}

	stop(): void {
		const turn = streamingTurn(this.#state);
		if (turn !== undefined) this.#bridge.post({ type: 'stop', turnId: turn.id });
	}

	editLast(): void {
		const turn = this.#state.conversation.turns.at(-1);
		if (turn) this.#edit({ type: 'begin', turnId: turn.id });
	}

	draftChanged(draft: string): void {
		this.#bridge.remember({ draft });
	}

	/** However fast words arrive, the page draws once per frame; only the first drawing cannot wait, since a hidden page has no frames. */
	protected override async scheduleUpdate(): Promise<void> {
		if (this.hasUpdated) await new Promise(requestAnimationFrame);
		await super.scheduleUpdate();
	}

	protected override firstUpdated(): void {
		const scroller = this.#scroller.value;
		const content = this.#content.value;
		if (scroller === undefined || content === undefined) return;
		this.#follower = new Follower(scroller, content, scroll => this.#moved(scroll));
		void this.#box.value?.updateComplete.then(() => {
			this.#putDraft(this.#bridge.memory.draft);
			// A page that loads slowly gets the focus before it can hear of it.
			if (document.hasFocus()) this.#focusAgain();
		});
		this.#bridge.post({ type: 'ready' });
	}

	protected override updated(): void {
		if (!this.#list.complete) this.requestUpdate();
		// What is in the turns is drawn once this is done.
		else requestAnimationFrame(() => this.#focusKeeper.restore() || this.#box.value?.focusText());
		// In another conversation there is no place yet that the reader chose.
		if (this.#restored && this.#shown !== this.#state.conversation.id) this.#follower?.follow();
		this.#shown = this.#state.conversation.id;
		// A place in the middle is where it was once all that comes before it is there.
		if (this.#state.ready && !this.#restored && (this.#list.complete || this.#place === 'end')) {
			this.#restored = true;
			void this.#restorePlace(this.#place);
		}
		if (this.#state.focusRequests > this.#focused) {
			this.#focused = this.#state.focusRequests;
			this.#box.value?.focusText();
		}
	}

	protected override render(): TemplateResult {
		const streaming = streamingTurn(this.#state) !== undefined;
		const { history } = this.#state;
		const shown = { state: this.#state, edits: this.#bridge.memory.edits, list: this.#list };
		const turns = transcript(shown, {
			onHelp: action => this.#bridge.post({ type: 'help', action }),
			onExample: ({ text, about }) => {
				this.#bridge.post({ type: 'attach', kind: about });
				this.#putDraft(text, true);
			},
		});
		return html`${history === undefined ? nothing : html`<openmind-history .history=${history}></openmind-history>`}
			<main
				class="chat"
				?hidden=${history !== undefined}
				@click=${(event: MouseEvent) => this.#click(event)}
				@auxclick=${(event: MouseEvent) => this.#click(event)}
			>
				<h1 class="unseen">${strings.title}</h1>
				<div
					class="transcript"
					role="log"
					aria-label=${strings.conversation}
					aria-live="off"
					tabindex="0"
					${ref(this.#scroller)}
				>
					<div class="transcript-content" ?data-pending=${!this.#list.complete} ${ref(this.#content)}>
						${turns}
					</div>
				</div>
				<div class="unseen" aria-live="polite" aria-relevant="additions">
					${repeat(
						this.#announcer.lines,
						line => line.id,
						line => html`<p>${line.text}</p>`,
					)}
				</div>
				<div class="input">
					${this.#away ? this.#jump() : nothing} ${this.#rejection()}
					${queueList(this.#state.queue, {
						tellHost: message => this.#bridge.post(message),
						onEdit: message => this.#editQueued(message),
					})}
					<openmind-message-box
						.owner=${this}
						.attachments=${this.#state.attachments}
						.model=${this.#state.model}
						.window=${this.#state.window}
						.streaming=${streaming}
						${ref(this.#box)}
					></openmind-message-box>
				</div>
			</main>`;
	}

	#moved(scroll: ScrollPosition): void {
		this.#bridge.rememberSoon({ scroll });
		if (this.#away === (scroll !== 'end')) return;
		this.#away = !this.#away;
		this.requestUpdate();
	}

	#jump(): TemplateResult {
		return html`<button type="button" class="jump" @click=${() => this.#follower?.follow()}>
			${icon('chevronDown')}${strings.jumpToLatest}
		</button>`;
	}

	/** Once the answers have their height, and still before the frame is painted. */
	async #restorePlace(place: ScrollPosition): Promise<void> {
		for (const part of ['openmind-turn', 'openmind-answer']) {
			await Promise.all(Array.from(this.querySelectorAll<PageElement>(part), element => element.updateComplete));
		}
		this.#follower?.restore(place);
	}

	#rejection(): TemplateResult | typeof nothing {
		const { rejection } = this.#state;
		if (rejection === undefined) return nothing;
		return rejectionBox(rejection, {
			onHelp: action => this.#bridge.post({ type: 'help', action, turnId: rejection.turnId }),
			onDismiss: () => this.#dismiss(),
		});
	}

	#edit(action: EditAction['detail']): void {
		const { turnId } = action;
		const { edits } = this.#bridge.memory;
		switch (action.type) {
			case 'begin':
				this.#bridge.remember({ edits: beginEdit(edits, turnId, this.#state.conversation.turns) });
				this.#editBoxOf(turnId)?.focusText();
				break;
			case 'changed':
				this.#bridge.remember({ edits: putEdit(edits, action) });
				break;
			case 'send': {
				const { text, without } = action;
				const refusal = lengthRefusal(text);
				if (refusal !== undefined) return void this.#refuse(refusal);
				this.#bridge.remember({ edits: endEdit(edits, turnId) });
				this.#bridge.send({ turnId: crypto.randomUUID(), text, edit: { turnId, text, without } });
				this.#follower?.follow();
				this.#box.value?.focusText();
				break;
			}
			case 'cancel':
				this.#bridge.remember({ edits: endEdit(edits, turnId) });
				this.#box.value?.focusText();
				break;
			default:
				assertNever(action);
		}
		this.requestUpdate();
	}

	/** The box in which a message is being changed already. */
	#editBoxOf(turnId: string): EditBoxElement | undefined {
		return [...this.querySelectorAll<EditBoxElement>('openmind-edit-box')].find(box => box.edit.turnId === turnId);
	}

	/** Whoever comes to the panel without pointing at anything in it comes to write. */
	#focusAgain(): void {
		if (this.#state.history !== undefined || document.activeElement !== document.body) return;
		const edit = this.querySelector<HTMLTextAreaElement>('.edit-box textarea');
		if (edit === null) this.#box.value?.focusText();
		else edit.focus();
	}

	#leaveHistory(): void {
		this.#state = closeHistory(this.#state);
		this.requestUpdate();
		void this.updateComplete.then(() => this.#box.value?.focusText());
	}

	#dismiss(): void {
		this.#state = dismissRejection(this.#state);
		this.requestUpdate();
		this.#box.value?.focusText();
	}

	/** A message that the host took is settled; one that it refused, or never saw before the page was made anew, goes back into the box. */
	#settle(message: ToPage, before: PageState): void {
		if (this.#bridge.memory.sent.length === 0) return;
		const { conversation, queue } = this.#state;
		this.#bridge.forgetSent(
			new Set([...conversation.turns.map(({ id }) => id), ...queue.map(({ turnId }) => turnId)]),
		);
		const lost = lostMessages(this.#bridge.memory.sent, message, !before.ready);
		this.#bridge.forgetSent(new Set(lost.map(({ turnId }) => turnId)));
		lost.toReversed().forEach(one => this.#giveBack(one));
	}

	/** What the reader has begun to write since then stays, below. */
	#giveBack({ text, edit }: SentMessage): void {
		const { draft, edits } = this.#bridge.memory;
		const isFree = (turnId: string): boolean =>
			edits.every(other => other.turnId !== turnId) &&
			this.#state.conversation.turns.some(({ id }) => id === turnId);
		if (edit && isFree(edit.turnId)) this.#bridge.remember({ edits: putEdit(edits, edit) });
		else this.#putDraft(draft.trim() === '' || draft === text ? text : `${text}\n${draft}`);
	}

	/** A message of the queue goes back into the box, to be changed. */
	#editQueued({ turnId, text }: QueuedView): void {
		this.#bridge.post({ type: 'editQueued', turnId });
		this.#giveBack({ turnId, text });
		this.#box.value?.focusText();
	}

	#putDraft(text: string, focus = false): void {
		this.#bridge.remember({ draft: text });
		if (this.#box.value === undefined) return;
		this.#box.value.draft = text;
		if (focus) this.#box.value.focusText();
	}

	#drop(data: DataTransfer): void {
		const uris = filesIn(data);
		const stranger = strangerIn(data);
		if (uris.length > 0) this.#bridge.post({ type: 'dropFiles', uris });
		else this.attach(data);
		if (uris.length === 0 && stranger) this.#refuse(fill(strings.notAnImage, stranger.name));
		this.#box.value?.focusText();
	}

	#click(event: MouseEvent): void {
		const href = clickedLink(event);
		if (href !== undefined) this.#bridge.post({ type: 'openLink', href });
	}
}
