// The chat: one conversation at a time, the attachments of the next message, and at most one answer that streams. It decides; the listener
// shows, the journal stores.
import { OpenMindError, toFailure } from '../errors';
import type { ChatModel, ChatRequest, Clock, MakeId, ModelRef, RequestProgress } from '../ports';
import { describeModel, type ModelInfo } from '../models/catalogue';
import { formatModelRef, parseModelRef } from '../models/modelRef';
import { streamAnswer } from './answerStream';
import {
	applyEvent,
	currentAnswer,
	emptyConversation,
	findAnswer,
	findTurn,
	settle,
	type Answer,
	type AnswerEnd,
	type Attachment,
	type Conversation,
	type ConversationEvent,
	type FilingEvent,
	type Turn,
} from './conversation';
import { forkEvents } from './copies';
import { addEnds, withCost } from './endings';
import type { Journal } from './journal';
import { imageAttachment, pastedName } from './images';
import { buildMessages, continuationMessages, trimAttachments, turnsUpTo, windowUse } from './messages';
import type { WindowView } from '../../shared/chat';
import type { Failure } from '../../shared/failures';

export interface ChatSettings {
	chatModel(): ModelRef;
	models(): readonly ModelInfo[];
	instructions(): string;
}

/** Brings an attachment up to date just before it is sent. */
export interface AttachmentReader {
	/** @throws OpenMindError `excludedFile` when its file may not be sent, `documentClosed` when it is gone. */
	current(attachment: Attachment): Promise<Attachment>;
}

/** What an answer waits for before its first token. */
export type Waiting = Exclude<RequestProgress, { phase: 'answering' }>;

/** What the chat tells the one who shows it. */
export type ChatEvent =
	/** Another conversation took the place of the one shown. */
	| { readonly type: 'replaced' }
	| { readonly type: 'turnAdded'; readonly turn: Turn }
	/** Another of a turn's answers is shown. */
	| { readonly type: 'turnChanged'; readonly turnId: string }
	| { readonly type: 'queueChanged' }
	/** Also when an answer that was cut goes on. */
	| { readonly type: 'answerStarted'; readonly turnId: string; readonly answerId: string }
	| {
			readonly type: 'answerGrew';
			readonly turnId: string;
			readonly answerId: string;
			readonly text: string;
			readonly reasoning: string;
	  }
	| {
			readonly type: 'progress';
			readonly turnId: string;
			readonly answerId: string;
			readonly progress: Waiting;
	  }
	| { readonly type: 'answerRerouted'; readonly turnId: string; readonly answerId: string; readonly model: string }
	| { readonly type: 'answerEnded'; readonly turnId: string; readonly answerId: string }
	| { readonly type: 'attachmentsChanged' }
	/** A message did not become a turn; nothing of it is lost. */
	| { readonly type: 'rejected'; readonly turnId: string; readonly text: string; readonly failure: Failure };

export interface ChatDeps {
	readonly model: ChatModel;
	readonly journal: Journal;
	/** The list of all conversations. */
	readonly history: { record(id: string, event: ConversationEvent, conversation?: Conversation): void };
	/** The workspace of this window as a URI, if there is one. */
	readonly workspace?: string;
	readonly settings: ChatSettings;
	readonly attachments: AttachmentReader;
	readonly clock: Clock;
	readonly makeId: MakeId;
	/** Remembers which conversation is shown, for the next start. */
	readonly shown: (conversationId: string) => void;
}

interface Running {
	readonly turnId: string;
	readonly controller: AbortController;
	done: Promise<void>;
	/** Ends a wait before the next try, while there is one. */
	skip: (() => void) | undefined;
}

/** One answer that was asked for. */
interface Asked {
	readonly turnId: string;
	/** What there is of it already, when it goes on. */
	readonly answer: Pick<Answer, 'id'> & Partial<Answer>;
	readonly ref: ModelRef;
	readonly signal: AbortSignal;
}

/** A message on its way: typed in the page, or made by a command. */
export interface Submission {
	readonly turnId: string;
	readonly text: string;
	readonly attachments: readonly Attachment[];
}

/** Most attachments of one message: more than a person would look over as chips. */
export const maxAttachments = 20;

/** Most messages that wait for an answer to end: more than a person keeps in mind. */
export const maxQueued = 10;

export class ChatService {
	readonly #deps: ChatDeps;
	readonly #listeners = new Set<(event: ChatEvent) => void>();
	#conversation: Conversation;
	#attachments: readonly Attachment[] = [];
	#running: Running | undefined;
	/** Messages on their way to becoming turns. */
	#sending = 0;
	/** Queued messages that wait to be sent by hand, because what they waited for did not end well. */
	#held: ReadonlySet<string> = new Set();

	constructor(deps: ChatDeps, conversation?: Conversation) {
		this.#deps = deps;
		this.#conversation = conversation ?? emptyConversation(deps.makeId());
		this.#hold();
		deps.shown(this.#conversation.id);
	}

	get conversation(): Conversation {
		return this.#conversation;
	}

	/** Attached to the next message. */
	get attachments(): readonly Attachment[] {
		return this.#attachments;
	}

	get isAnswering(): boolean {
		return this.#running !== undefined;
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
		return this.#held.has(turnId);
	}

	/** Sends the message of the box, with the pending attachments; while an answer streams it waits for the end. */
	async submit(turnId: string, text: string): Promise<void> {
		const submission = { turnId, text, attachments: this.#attachments };
		if ((this.#running || this.#sending > 0) && this.#conversation.queue.length < maxQueued) {
			this.#record({ type: 'queued', turn: { id: turnId, text, attachments: this.#attachments } });
			this.#tell({ type: 'queueChanged' });
			this.#setAttachments([]);
		} else if (await this.send(submission)) {
			this.#setAttachments([]);
		}
	}

	/**
	 * Adds a turn and asks for its answer. An answer that still streams is stopped first.
	 * @param parentId the turn it follows, null for none; default the last in sight.
	 * @returns false when the message was rejected.
	 */
	async send({ turnId, text, attachments }: Submission, parentId?: string | null): Promise<boolean> {
		this.#sending++;
		try {
			const current = await this.#current(attachments);
			await this.stop();
			const last = this.#conversation.turns.at(-1)?.id ?? null;
			const parent = parentId === undefined ? last : parentId;
			this.#record({ type: 'turnAdded', turn: { id: turnId, text, attachments: current }, parentId: parent });
			this.#added(turnId, parent === last);
			return true;
		} catch (error) {
			this.#hold();
			this.#tell({ type: 'rejected', turnId, text, failure: toFailure(error) });
			return false;
		} finally {
			this.#sending--;
		}
	}

	/** Sends an earlier message again with other words and the same attachments. The old one stays, with all that followed it. */
	async edit(turnId: string, submission: Pick<Submission, 'turnId' | 'text'>): Promise<void> {
		const turn = findTurn(this.#conversation, turnId);
		if (turn) {
			await this.send({ ...submission, attachments: turn.attachments }, turn.parentId ?? null);
		}
	}

	/** Sends a message of the queue now. An answer that still streams is stopped first. */
	async sendQueued(turnId: string): Promise<void> {
		const turn = this.#conversation.queue.find(({ id }) => id === turnId);
		if (!turn) {
			return;
		}
		const sent = await this.send({ turnId, text: turn.text, attachments: turn.attachments });
		if (!sent) {
			// Its text is back in the message box; so are its attachments.
			this.#record({ type: 'unqueued', turnId });
			this.#setAttachments([...turn.attachments, ...this.#attachments].slice(0, maxAttachments));
		}
		this.#tell({ type: 'queueChanged' });
	}

	unqueue(turnId: string): void {
		this.#record({ type: 'unqueued', turnId });
		this.#tell({ type: 'queueChanged' });
	}

	/** Shows another version of an edited message, with what followed it. Nothing happens while an answer streams. */
	showTurn(turnId: string): void {
		if (!this.#running && findTurn(this.#conversation, turnId)) {
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
		await this.stop();
		if (findTurn(this.#conversation, turnId)) {
			this.#ask(turnId);
		}
	}

	/** Goes on with an answer that was cut: what comes is added to it. One without text is asked for anew. */
	async continueAnswer(turnId: string): Promise<void> {
		await this.stop();
		const turn = this.#conversation.turns.find(({ id }) => id === turnId);
		const answer = turn && currentAnswer(turn);
		if (answer?.text) {
			this.#record({ type: 'answerContinued', answerId: answer.id });
			this.#tell({ type: 'answerStarted', turnId, answerId: answer.id });
			this.#run(turnId, parseModelRef(answer.model) ?? this.#deps.settings.chatModel(), answer);
		} else {
			await this.tryAgain(turnId);
		}
	}

	/** Sends a turn that was too large again as a new one, its attachments cut so that it fits. */
	async trimAndSend(turnId: string): Promise<void> {
		const turn = findTurn(this.#conversation, turnId);
		if (turn) {
			const attachments = trimAttachments(turn.attachments, turn.text, this.#messageOptions());
			await this.send({ turnId: this.#deps.makeId(), text: turn.text, attachments });
		}
	}

	/** Stops the answer that streams, and settles when it has ended; what came of it stays. */
	async stop(turnId?: string): Promise<void> {
		const running = this.#running;
		if (running && (turnId === undefined || running.turnId === turnId)) {
			running.controller.abort();
			await running.done;
		}
	}

	/** Sends now what waits to be sent again. */
	skipWait(turnId: string): void {
		if (this.#running?.turnId === turnId) {
			this.#running.skip?.();
		}
	}

	async newChat(): Promise<void> {
		await this.#replace(emptyConversation(this.#deps.makeId()));
	}

	/** Shows a stored conversation. @returns false when it cannot be read. */
	async open(conversationId: string): Promise<boolean> {
		if (conversationId === this.#conversation.id) {
			return true;
		}
		await this.#deps.journal.flush();
		const conversation = await this.#deps.journal.restore(conversationId);
		if (conversation) {
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
		if (events.length > 0) {
			await this.newChat();
			events.forEach(event => this.#record(event));
			this.#conversation = settle(this.#conversation);
			this.#hold();
			this.#tell({ type: 'replaced' });
		}
	}

	/** Renames, pins, deletes or brings back a conversation, shown or not. Deleting the one that is shown begins a new one. */
	async file(conversationId: string, event: FilingEvent): Promise<void> {
		if (conversationId !== this.#conversation.id) {
			this.#deps.journal.record(conversationId, event);
			this.#deps.history.record(conversationId, event);
			return;
		}
		if (event.type === 'deleted') {
			await this.stop();
		}
		this.#record(event);
		if (event.type === 'deleted') {
			await this.newChat();
		}
	}

	/** How full the model's window would be with what is attached now. */
	window(): WindowView {
		return windowUse(this.#conversation.turns, this.#attachments, this.#messageOptions());
	}

	/**
	 * What would be sent now, with the files as they are now.
	 * @param text of the message that is being written
	 * @throws OpenMindError as sending would.
	 */
	async preview(text: string): Promise<ChatRequest> {
		const attachments = await this.#current(this.#attachments);
		const { turns } = this.#conversation;
		const isEmpty = text.trim() === '' && attachments.length === 0 && turns.length > 0;
		const asked = isEmpty ? turns : [...turns, { id: '', text, attachments, answers: [] }];
		return { model: this.#deps.settings.chatModel(), messages: buildMessages(asked, this.#messageOptions()) };
	}

	/** Attaches a pasted image. @throws OpenMindError `noImages`, `imageTooLarge` or `notText`. */
	attachImage(data: string): void {
		this.attach(imageAttachment(data, { path: pastedName(data, this.#attachments) }, this.#deps.makeId));
	}

	/**
	 * Attaches to the next message; the same place of the same file is attached once.
	 * @throws OpenMindError `noImages` for an image where the model takes none.
	 */
	attach(attachment: Attachment): void {
		if (attachment.image !== undefined && !this.#messageOptions().images) {
			throw new OpenMindError('noImages', this.#deps.settings.chatModel());
		}
		const samePlace = ({ path, lines, kind }: Attachment) =>
			path === attachment.path &&
			kind === attachment.kind &&
			lines?.first === attachment.lines?.first &&
			lines?.last === attachment.lines?.last;
		const others = this.#attachments.filter(other => !samePlace(other));
		this.#setAttachments([...others, attachment].slice(-maxAttachments));
	}

	detach(attachmentId: string): void {
		this.#setAttachments(this.#attachments.filter(({ id }) => id !== attachmentId));
	}

	#current(attachments: readonly Attachment[]): Promise<readonly Attachment[]> {
		return Promise.all(attachments.map(one => this.#deps.attachments.current(one)));
	}

	#setAttachments(attachments: readonly Attachment[]): void {
		this.#attachments = attachments;
		this.#tell({ type: 'attachmentsChanged' });
	}

	async #replace(conversation: Conversation): Promise<void> {
		await this.stop();
		this.#conversation = conversation;
		this.#attachments = [];
		this.#hold();
		this.#deps.shown(conversation.id);
		this.#tell({ type: 'replaced' });
	}

	/** What is queued waits for the reader from now on. */
	#hold(): void {
		this.#held = new Set(this.#conversation.queue.map(({ id }) => id));
	}

	#added(turnId: string, atEnd: boolean): void {
		const turn = findTurn(this.#conversation, turnId);
		if (turn) {
			this.#tell(atEnd ? { type: 'turnAdded', turn } : { type: 'replaced' });
			this.#ask(turnId);
		}
	}

	#ask(turnId: string): void {
		const answerId = this.#deps.makeId();
		const ref = this.#deps.settings.chatModel();
		this.#record({ type: 'answerStarted', turnId, answerId, model: formatModelRef(ref) });
		this.#tell({ type: 'answerStarted', turnId, answerId });
		this.#run(turnId, ref, { id: answerId });
	}

	/** @param answer what there is of it already, when it goes on. */
	#run(turnId: string, ref: ModelRef, answer: Pick<Answer, 'id'> & Partial<Answer>): void {
		const controller = new AbortController();
		// Before the asking: it may tell of its progress at once.
		const running: Running = { turnId, controller, done: Promise.resolve(), skip: undefined };
		this.#running = running;
		running.done = this.#answer({ turnId, answer, ref, signal: controller.signal });
	}

	#onProgress(progress: RequestProgress, { turnId, answer, ref }: Asked): void {
		const answerId = answer.id;
		if (this.#running?.turnId === turnId) {
			this.#running.skip = 'skip' in progress ? progress.skip : undefined;
		}
		if (progress.phase !== 'answering') {
			this.#tell({ type: 'progress', turnId, answerId, progress });
		} else if (formatModelRef(progress.model) !== formatModelRef(ref)) {
			const model = formatModelRef(progress.model);
			this.#record({ type: 'answerRerouted', answerId, model });
			this.#tell({ type: 'answerRerouted', turnId, answerId, model });
		}
	}

	async #answer(asked: Asked): Promise<void> {
		const { turnId, answer, ref, signal } = asked;
		const answerId = answer.id;
		const request = (): ChatRequest => {
			const turns = turnsUpTo(this.#conversation, turnId);
			const options = this.#messageOptions(ref);
			const messages = answer.text ? continuationMessages(turns, options) : buildMessages(turns, options);
			return { model: ref, messages, usage: true };
		};
		const end = await streamAnswer(this.#deps, request, signal, {
			grew: growth => {
				const { text, refusal, reasoning } = growth;
				this.#record({ type: 'answerGrew', answerId, ...growth });
				this.#tell({ type: 'answerGrew', turnId, answerId, text: text + refusal, reasoning });
			},
			progress: progress => this.#onProgress(progress, asked),
		});
		const priced = withCost(end, findAnswer(this.#conversation, turnId, answerId), this.#deps.settings.models());
		this.#end(turnId, answerId, answer.text ? addEnds(answer, priced) : priced);
	}

	#end(turnId: string, answerId: string, end: AnswerEnd): void {
		this.#record({ type: 'answerEnded', answerId, ...end });
		this.#running = undefined;
		if (end.status !== 'done') {
			this.#hold();
		}
		this.#tell({ type: 'answerEnded', turnId, answerId });
		const next = this.#conversation.queue.find(({ id }) => !this.#held.has(id));
		if (next) {
			void this.sendQueued(next.id);
		} else if (end.status !== 'done' && this.#conversation.queue.length > 0) {
			this.#tell({ type: 'queueChanged' });
		}
	}

	#messageOptions(ref: ModelRef = this.#deps.settings.chatModel()) {
		const { settings } = this.#deps;
		const model = describeModel(settings.models(), ref);
		return {
			instructions: settings.instructions(),
			contextTokens: model.contextTokens,
			images: model.images === true,
		};
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
		journal.record(this.#conversation.id, event);
		history.record(this.#conversation.id, event, this.#conversation);
	}
}
