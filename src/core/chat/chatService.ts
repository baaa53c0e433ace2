// The chat: one conversation at a time, the attachments of the next message, and at most one answer that streams. It decides; the listener
// shows, the journal stores.
import type { ChatRequest } from '../ports';
import { Answering, chatRequest, type AnsweringDeps, type EndedAnswer } from './answering';
import type { ChatEvent, WaitingAnswer } from './chatEvents';
import {
	applyEvent,
	currentAnswer,
	emptyConversation,
	findTurn,
	settle,
	type Attachment,
	type Conversation,
	type ConversationEvent,
	type FilingEvent,
	type Turn,
} from './conversation';
import { forkEvents } from './copies';
import type { Journal } from './journal';
import { buildMessages, trimAttachments, windowUse } from './messages';
import { Outbox, type Submission } from './outbox';
import { PendingAttachments } from './pendingAttachments';
import type { WindowView } from '../../shared/chat';

export interface ChatDeps extends AnsweringDeps {
	readonly journal: Journal;
	/** The list of all conversations. */
	readonly history: { record(id: string, event: ConversationEvent, conversation?: Conversation): void };
	/** The workspace of this window as a URI, if there is one. */
	readonly workspace?: string;
	/** Remembers which conversation is shown, for the next start. */
	readonly shown: (conversationId: string) => void;
	/** Remembers what is attached to the next message, for the next start. */
	readonly attached: (attachments: readonly Attachment[]) => void;
}

/** What the window held when it was closed. */
export interface Restored {
	readonly conversation?: Conversation;
	readonly attachments?: readonly Attachment[];
}

export class ChatService {
	readonly #deps: ChatDeps;
	readonly #listeners = new Set<(event: ChatEvent) => void>();
	#conversation: Conversation;
	readonly #pending: PendingAttachments;
	readonly #answering: Answering;
	readonly #outbox: Outbox;
	/** The conversation that the reader asked for last, shown as soon as it is read and the one before has been left. */
	#wanted: string;

	constructor(deps: ChatDeps, { conversation, attachments = [] }: Restored = {}) {
		this.#deps = deps;
		this.#conversation = conversation ?? emptyConversation(deps.makeId());
		this.#wanted = this.#conversation.id;
		this.#pending = new PendingAttachments({ ...deps, changed: () => this.#attachmentsChanged() }, attachments);
		this.#answering = new Answering(deps, {
			conversation: () => this.#conversation,
			record: event => this.#record(event),
			tell: event => this.#tell(event),
			ended: end => this.#ended(end),
		});
		this.#outbox = new Outbox({
			conversation: () => this.#conversation,
			isAnswering: () => this.isAnswering,
			record: event => this.#record(event),
			tell: event => this.#tell(event),
			deliver: (submission, parentId) => this.#deliver(submission, parentId),
		});
		this.#outbox.hold();
		deps.shown(this.#conversation.id);
	}

	get conversation(): Conversation {
		return this.#conversation;
	}

	/** Attached to the next message. */
	get attachments(): readonly Attachment[] {
		return this.#pending.all;
	}

	get isAnswering(): boolean {
		return this.#answering.isRunning;
	}

	/** The answer that has no word yet, and what it waits for. */
	get waiting(): WaitingAnswer | undefined {
		return this.#answering.waiting;
	}

	/** The messages on their way to becoming turns, by the turns they will be. */
	get sending(): readonly string[] {
		return this.#outbox.sending;
	}

	/** Hears what happens from now on: the panel and the editor tab may both show the chat. @returns what ends it. */
	listen(listener: (event: ChatEvent) => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	#tell(event: ChatEvent): void {
		for (const listener of this.#listeners) {
			listener(event);
		}
	}

	/** Whether a queued message is only sent by hand. */
	isHeld(turnId: string): boolean {
		return this.#outbox.isHeld(turnId);
	}

	/** Sends the message of the box, with the pending attachments; while an answer streams it waits for the end. */
	async submit(turnId: string, text: string): Promise<void> {
		await this.#pending.sendWith(attachments => this.ask({ turnId, text, attachments }));
	}

	/** Sends a message, or queues it while an answer streams. @returns false when it was rejected. */
	async ask(submission: Submission): Promise<boolean> {
		if (!this.#outbox.takes) {
			return this.send(submission);
		}
		this.#outbox.enqueue(submission);
		return true;
	}

	/**
	 * Adds a turn and asks for its answer. An answer that still streams is stopped first.
	 * @param parentId the turn it follows, null for none; default the last in sight.
	 * @returns false when the message was rejected.
	 */
	send(submission: Submission, parentId?: string | null): Promise<boolean> {
		return this.#outbox.send(submission, parentId);
	}

	async #deliver({ turnId, text, attachments }: Submission, parentId?: string | null): Promise<void> {
		const current = await this.#current(attachments);
		while (this.isAnswering) {
			await this.stop();
		}
		const last = this.#conversation.turns.at(-1)?.id ?? null;
		const parent = parentId === undefined ? last : parentId;
		this.#record({ type: 'turnAdded', turn: { id: turnId, text, attachments: current }, parentId: parent });
		this.#added(turnId, parent === last);
	}

	/**
	 * Sends an earlier message again with other words. The old one stays, with all that followed it.
	 * @param without its attachments that are left out, by their ids; the others are the same
	 */
	async edit(
		turnId: string,
		submission: Pick<Submission, 'turnId' | 'text'>,
		without: readonly string[] = [],
	): Promise<void> {
		const turn = findTurn(this.#conversation, turnId);
		if (turn) {
			const attachments = turn.attachments.filter(({ id }) => !without.includes(id));
			await this.send({ ...submission, attachments }, turn.parentId ?? null);
		}
	}

	/** Sends a message of the queue now; it stays there when it is rejected. An answer that still streams is stopped first. */
	sendQueued(turnId: string): Promise<void> {
		return this.#outbox.sendQueued(turnId);
	}

	unqueue(turnId: string): void {
		this.#outbox.unqueue(turnId);
	}

	/** Takes a message out of the queue to be changed: its attachments are pending again. */
	editQueued(turnId: string): void {
		const message = this.#outbox.unqueue(turnId);
		if (message) {
			this.#pending.giveBack(message.attachments);
		}
	}

	/** Shows another version of an edited message, with what followed it. Nothing happens while an answer streams. */
	showTurn(turnId: string): void {
		if (!this.isAnswering && findTurn(this.#conversation, turnId)) {
			this.#record({ type: 'turnShown', turnId });
			this.#tell({ type: 'replaced' });
		}
	}

	/** Shows another answer of a turn; later requests carry it. */
	showAnswer(turnId: string, answerId: string): void {
		this.#record({ type: 'answerShown', turnId, answerId });
		this.#tell({ type: 'turnChanged', turnId });
	}

	/** Asks for another answer to a turn; the earlier one is kept. */
	async tryAgain(turnId: string): Promise<void> {
		if (!this.#inSight(turnId)) {
			return;
		}
		await this.stop();
		if (this.#inSight(turnId) && !this.isAnswering) {
			this.#answering.begin(turnId);
		}
	}

	/** Goes on with an answer that was cut: what comes is added to it. One without text is asked for anew. */
	async continueAnswer(turnId: string): Promise<void> {
		if (!this.#inSight(turnId)) {
			return;
		}
		await this.stop();
		const turn = this.#inSight(turnId);
		const answer = turn && currentAnswer(turn);
		if (!answer?.text) {
			await this.tryAgain(turnId);
		} else if (!this.isAnswering) {
			this.#answering.goOn(turnId, answer);
		}
	}

	/** Not there where a message of the page comes late, as when another conversation has been opened meanwhile. */
	#inSight(turnId: string): Turn | undefined {
		return this.#conversation.turns.find(({ id }) => id === turnId);
	}

	/** Sends a turn that was too large again as a new one, its attachments cut so that it fits. */
	async trimAndSend(turnId: string): Promise<void> {
		const turn = findTurn(this.#conversation, turnId);
		if (turn) {
			const attachments = trimAttachments(turn.attachments, turn.text, this.#answering.options());
			await this.send({ turnId: this.#deps.makeId(), text: turn.text, attachments });
		}
	}

	/** Stops the answer that streams, and settles when it has ended; what came of it stays. */
	async stop(turnId?: string): Promise<void> {
		await this.#answering.stop(turnId);
	}

	/** Sends now what waits to be sent again. */
	skipWait(turnId: string): void {
		this.#answering.skipWait(turnId);
	}

	async newChat(): Promise<void> {
		await this.#replace(emptyConversation(this.#deps.makeId()));
	}

	/** Shows a stored conversation, unless another one is asked for before it is read. @returns false when it cannot be read. */
	async open(conversationId: string): Promise<boolean> {
		this.#wanted = conversationId;
		if (conversationId === this.#conversation.id) {
			return true;
		}
		await this.#deps.journal.flush();
		const conversation = await this.#deps.journal.restore(conversationId);
		if (conversation && this.#wanted === conversationId) {
			await this.#replace(conversation);
		}
		return conversation !== undefined;
	}

	/** A new conversation with the turns up to an answer; the old one stays as it is. */
	async fork(turnId: string, answerId: string): Promise<void> {
		await this.adopt(forkEvents(this.#conversation, { turnId, answerId }, this.#deps));
	}

	/** A new conversation of these events takes the place of the one shown. */
	async adopt(events: readonly ConversationEvent[]): Promise<void> {
		if (events.length > 0 && (await this.#replace(emptyConversation(this.#deps.makeId())))) {
			events.forEach(event => this.#record(event));
			this.#conversation = settle(this.#conversation);
			this.#outbox.hold();
			this.#tell({ type: 'replaced' });
		}
	}

	/** Renames, pins, deletes or brings back a conversation, shown or not. Deleting the one that is shown begins a new one. */
	async file(conversationId: string, event: FilingEvent): Promise<void> {
		const isShown = () => conversationId === this.#conversation.id;
		if (event.type === 'deleted' && isShown()) {
			await this.#leave();
		}
		if (!isShown()) {
			this.#deps.journal.record(conversationId, event);
			this.#deps.history.record(conversationId, event);
			return;
		}
		this.#record(event);
		if (event.type === 'deleted') {
			await this.newChat();
		}
	}

	/** How full the model's window would be with what is attached now. */
	window(): WindowView {
		return windowUse(this.#conversation.turns, this.attachments, this.#answering.options());
	}

	/**
	 * What would be sent now, with the files as they are now.
	 * @param text of the message that is being written
	 * @throws OpenMindError as sending would.
	 */
	async preview(text: string): Promise<ChatRequest> {
		const attachments = await this.#current(this.attachments);
		const { turns } = this.#conversation;
		const isEmpty = text.trim() === '' && attachments.length === 0 && turns.length > 0;
		const asked = isEmpty ? turns : [...turns, { id: '', text, attachments, answers: [] }];
		return chatRequest(this.#deps.settings.chatModel(), buildMessages(asked, this.#answering.options()));
	}

	/** Attaches a pasted image. @throws OpenMindError `noImages`, `imageTooLarge`, `notText` or `tooManyAttachments`. */
	attachImage(data: string): void {
		this.#pending.addImage(data);
	}

	/**
	 * Attaches to the next message; the same place of the same file is attached once.
	 * @throws OpenMindError `noImages` for an image where the model takes none, `tooManyAttachments`.
	 */
	attach(attachment: Attachment): void {
		this.#pending.add(attachment);
	}

	detach(attachmentId: string): void {
		this.#pending.remove(({ id }) => id === attachmentId);
	}

	#current(attachments: readonly Attachment[]): Promise<readonly Attachment[]> {
		return Promise.all(attachments.map(one => this.#deps.attachments.current(one)));
	}

	#attachmentsChanged(): void {
		this.#deps.attached(this.attachments);
		this.#tell({ type: 'attachmentsChanged' });
	}

	/** What was sent lands in the conversation that it was written for, however long its files take to be read; what waits there is not sent. */
	async #leave(): Promise<void> {
		this.#outbox.hold();
		while (this.sending.length > 0 || this.isAnswering) {
			await this.#outbox.sent();
			await this.stop();
		}
	}

	/** What is being written goes along, its attachments like its words. @returns false when another conversation was asked for meanwhile. */
	async #replace(conversation: Conversation): Promise<boolean> {
		this.#wanted = conversation.id;
		await this.#leave();
		if (this.#wanted !== conversation.id) {
			return false;
		}
		this.#conversation = conversation;
		this.#outbox.hold();
		this.#deps.shown(conversation.id);
		this.#tell({ type: 'replaced' });
		return true;
	}

	#added(turnId: string, atEnd: boolean): void {
		const turn = findTurn(this.#conversation, turnId);
		if (turn) {
			this.#tell(atEnd ? { type: 'turnAdded', turn } : { type: 'replaced' });
			this.#answering.begin(turnId);
		}
	}

	#ended({ turnId, answerId, status }: EndedAnswer): void {
		if (status !== 'done') {
			this.#outbox.hold();
		}
		this.#tell({ type: 'answerEnded', turnId, answerId });
		this.#outbox.tellOfQueue();
		this.#outbox.sendNext();
	}

	#record(event: ConversationEvent): void {
		const { journal, history, clock, workspace } = this.#deps;
		if (
			event.type === 'turnAdded' &&
			this.#conversation.all.length === 0 &&
			this.#conversation.createdAt === undefined
		) {
			this.#record({ type: 'created', at: clock.now(), ...(workspace !== undefined && { workspace }) });
		}
		this.#conversation = applyEvent(this.#conversation, event);
		journal.record(this.#conversation.id, event, this.#conversation);
		history.record(this.#conversation.id, event, this.#conversation);
	}
}
