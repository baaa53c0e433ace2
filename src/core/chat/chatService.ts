// The chat: one conversation at a time, the attachments of the next message, and at most one answer that streams. It decides; the listener
// shows, the journal stores.
import { toFailure } from '../errors';
import type { ChatModel, ChatRequest, Clock, MakeId, ModelRef, RequestProgress } from '../ports';
import { describeModel, type ModelInfo } from '../models/catalogue';
import { formatModelRef } from '../models/modelRef';
import { streamAnswer } from './answerStream';
import {
	applyEvent,
	emptyConversation,
	findTurn,
	type Attachment,
	type Conversation,
	type ConversationEvent,
	type Turn,
} from './conversation';
import type { Journal } from './journal';
import { buildMessages, trimAttachments, turnsUpTo } from './messages';
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
	readonly answerId: string;
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

export class ChatService {
	readonly #deps: ChatDeps;
	#listener: (event: ChatEvent) => void = () => {};
	#conversation: Conversation;
	#attachments: readonly Attachment[] = [];
	#running: Running | undefined;

	constructor(deps: ChatDeps, conversation?: Conversation) {
		this.#deps = deps;
		this.#conversation = conversation ?? emptyConversation(deps.makeId());
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

	/** Sets the one listener; a page that comes back takes the place of the one before. */
	listen(listener: (event: ChatEvent) => void): void {
		this.#listener = listener;
	}

	/** Sends the message of the box, with the pending attachments. */
	async submit(turnId: string, text: string): Promise<void> {
		const submission = { turnId, text, attachments: this.#attachments };
		if (await this.send(submission)) {
			this.#setAttachments([]);
		}
	}

	/** Adds a turn and asks for its answer. An answer that still streams is stopped first. @returns false when the message was rejected. */
	async send({ turnId, text, attachments }: Submission): Promise<boolean> {
		let current: readonly Attachment[];
		try {
			current = await Promise.all(attachments.map(attachment => this.#deps.attachments.current(attachment)));
		} catch (error) {
			this.#listener({ type: 'rejected', turnId, text, failure: toFailure(error) });
			return false;
		}
		await this.stop();
		this.#record({ type: 'turnAdded', turn: { id: turnId, text, attachments: current } });
		const turn = findTurn(this.#conversation, turnId);
		if (turn) {
			this.#listener({ type: 'turnAdded', turn });
			this.#ask(turnId);
		}
		return true;
	}

	/** Asks for another answer to a turn; the earlier one is kept. */
	async tryAgain(turnId: string): Promise<void> {
		await this.stop();
		if (findTurn(this.#conversation, turnId)) {
			this.#ask(turnId);
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
		await this.stop();
		this.#conversation = emptyConversation(this.#deps.makeId());
		this.#attachments = [];
		this.#deps.shown(this.#conversation.id);
		this.#listener({ type: 'replaced' });
	}

	/** Attaches to the next message; the same place of the same file is attached once. */
	attach(attachment: Attachment): void {
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

	#setAttachments(attachments: readonly Attachment[]): void {
		this.#attachments = attachments;
		this.#listener({ type: 'attachmentsChanged' });
	}

	#ask(turnId: string): void {
		const { makeId, settings } = this.#deps;
		const answerId = makeId();
		const ref = settings.chatModel();
		this.#record({ type: 'answerStarted', turnId, answerId, model: formatModelRef(ref) });
		this.#listener({ type: 'answerStarted', turnId, answerId });
		const controller = new AbortController();
		// Before the asking: it may tell of its progress at once.
		const running: Running = { turnId, controller, done: Promise.resolve(), skip: undefined };
		this.#running = running;
		running.done = this.#answer({ turnId, answerId, ref, signal: controller.signal });
	}

	#onProgress(progress: RequestProgress, { turnId, answerId, ref }: Asked): void {
		if (this.#running?.turnId === turnId) {
			this.#running.skip = 'skip' in progress ? progress.skip : undefined;
		}
		if (progress.phase !== 'answering') {
			this.#listener({ type: 'progress', turnId, answerId, progress });
		} else if (formatModelRef(progress.model) !== formatModelRef(ref)) {
			const model = formatModelRef(progress.model);
			this.#record({ type: 'answerRerouted', answerId, model });
			this.#listener({ type: 'answerRerouted', turnId, answerId, model });
		}
	}

	async #answer(asked: Asked): Promise<void> {
		const { turnId, answerId, ref, signal } = asked;
		const request = (): ChatRequest => ({
			model: ref,
			messages: buildMessages(turnsUpTo(this.#conversation, turnId), this.#messageOptions(ref)),
		});
		const end = await streamAnswer(this.#deps, request, signal, {
			grew: growth => {
				const { text, refusal, reasoning } = growth;
				this.#record({ type: 'answerGrew', answerId, ...growth });
				this.#listener({ type: 'answerGrew', turnId, answerId, text: text + refusal, reasoning });
			},
			progress: progress => this.#onProgress(progress, asked),
		});
		this.#record({ type: 'answerEnded', answerId, ...end });
		this.#running = undefined;
		this.#listener({ type: 'answerEnded', turnId, answerId });
	}

	#messageOptions(ref: ModelRef = this.#deps.settings.chatModel()) {
		const { settings } = this.#deps;
		return {
			instructions: settings.instructions(),
			contextTokens: describeModel(settings.models(), ref).contextTokens,
		};
	}

	#record(event: ConversationEvent): void {
		this.#conversation = applyEvent(this.#conversation, event);
		this.#deps.journal.record(this.#conversation.id, event);
	}
}
