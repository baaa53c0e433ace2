// The answer that streams, at most one: begun, gone on with, written down and told of while it comes, stopped.
import { parseModelRef, formatModelRef } from '../models/modelRef';
import type { ChatModel, ChatRequest, Clock, MakeId, Message, ModelRef, RequestProgress } from '../ports';
import { streamAnswer } from './answerStream';
import type { ChatEvent, WaitingAnswer } from './chatEvents';
import { messageOptions, type AttachmentReader, type ChatSettings } from './chatSettings';
import {
	findAnswer,
	sizeOf,
	type Answer,
	type AnswerEnd,
	type Conversation,
	type ConversationEvent,
} from './conversation';
import { answerEvents } from './copies';
import { addEnds, withCost } from './endings';
import { buildMessages, continuationMessages, turnsUpTo, type MessageOptions } from './messages';

export interface AnsweringDeps {
	readonly model: ChatModel;
	readonly settings: ChatSettings;
	readonly attachments: AttachmentReader;
	readonly clock: Clock;
	readonly makeId: MakeId;
}

/** The chat that an answer belongs to. */
export interface AnsweredChat {
	conversation(): Conversation;
	record(event: ConversationEvent): void;
	tell(event: ChatEvent): void;
	/** Nothing streams any more; nobody has been told yet. */
	ended(answer: EndedAnswer): void;
}

export interface EndedAnswer {
	readonly turnId: string;
	readonly answerId: string;
	readonly status: AnswerEnd['status'];
}

interface Running {
	readonly turnId: string;
	readonly controller: AbortController;
	done: Promise<void>;
	/** Ends a wait before the next try, while there is one. */
	skip: (() => void) | undefined;
	/** What it waits for, until its first token. */
	waiting: WaitingAnswer | undefined;
}

/** One answer that was asked for. */
interface Asked {
	readonly turnId: string;
	/** What there is of it already, when it goes on. */
	readonly answer: Pick<Answer, 'id'> & Partial<Answer>;
	readonly ref: ModelRef;
	readonly signal: AbortSignal;
}

/** Asked as every answer is: with a count of its tokens. */
export function chatRequest(model: ModelRef, messages: readonly Message[]): ChatRequest {
	return { model, messages, usage: true };
}

export class Answering {
	readonly #deps: AnsweringDeps;
	readonly #chat: AnsweredChat;
	#running: Running | undefined;

	constructor(deps: AnsweringDeps, chat: AnsweredChat) {
		this.#deps = deps;
		this.#chat = chat;
	}

	get isRunning(): boolean {
		return this.#running !== undefined;
	}

	get waiting(): WaitingAnswer | undefined {
		return this.#running?.waiting;
	}

	/** What a request is made with now. @param ref the model that is asked; default the one of the settings */
	options(ref?: ModelRef): MessageOptions {
		return messageOptions(this.#deps, this.#chat.conversation().all, ref);
	}

	/** Asks for a new answer to a turn. */
	begin(turnId: string): void {
		const answerId = this.#deps.makeId();
		const ref = this.#deps.settings.chatModel();
		this.#chat.record({ type: 'answerStarted', turnId, answerId, model: formatModelRef(ref) });
		this.#chat.tell({ type: 'answerStarted', turnId, answerId });
		this.#run(turnId, ref, { id: answerId });
	}

	/** What comes is added to an answer that was cut, or to a copy of one that another window may still be writing. */
	goOn(turnId: string, cut: Answer): void {
		const answer = cut.unended ? { ...cut, id: this.#deps.makeId() } : cut;
		if (cut.unended) {
			answerEvents(turnId, answer).forEach(event => this.#chat.record(event));
		}
		this.#chat.record({ type: 'answerContinued', answerId: answer.id });
		this.#chat.tell({ type: 'answerStarted', turnId, answerId: answer.id });
		this.#run(turnId, parseModelRef(answer.model) ?? this.#deps.settings.chatModel(), answer);
	}

	/** Settles when the answer has ended. @param turnId only the answer to this turn; default any */
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

	/** @param answer what there is of it already, when it goes on. */
	#run(turnId: string, ref: ModelRef, answer: Asked['answer']): void {
		const controller = new AbortController();
		// Before the asking: it may tell of its progress at once.
		const running: Running = { turnId, controller, done: Promise.resolve(), skip: undefined, waiting: undefined };
		this.#running = running;
		running.done = this.#answer({ turnId, answer, ref, signal: controller.signal });
	}

	#onProgress(progress: RequestProgress, { turnId, answer, ref }: Asked): void {
		const answerId = answer.id;
		const running = this.#running?.turnId === turnId ? this.#running : undefined;
		if (running) {
			running.skip = 'skip' in progress ? progress.skip : undefined;
			running.waiting = undefined;
		}
		if (progress.phase !== 'answering') {
			const waiting = { turnId, answerId, progress, sinceMs: this.#deps.clock.now() };
			if (running) {
				running.waiting = waiting;
			}
			this.#chat.tell({ type: 'progress', ...waiting });
		} else if (formatModelRef(progress.model) !== formatModelRef(ref)) {
			const model = formatModelRef(progress.model);
			this.#chat.record({ type: 'answerRerouted', answerId, model });
			this.#chat.tell({ type: 'answerRerouted', turnId, answerId, model });
		}
	}

	async #answer(asked: Asked): Promise<void> {
		const { turnId, answer, ref, signal } = asked;
		const { settings } = this.#deps;
		const answerId = answer.id;
		const request = (): ChatRequest => {
			const turns = turnsUpTo(this.#chat.conversation(), turnId);
			const options = this.options(ref);
			const messages = answer.text ? continuationMessages(turns, options) : buildMessages(turns, options);
			return chatRequest(ref, messages);
		};
		const end = await streamAnswer(this.#deps, request, signal, {
			grew: growth => {
				const { text, refusal, reasoning } = growth;
				const before = findAnswer(this.#chat.conversation(), turnId, answerId);
				const at = before ? sizeOf(before) : 0;
				this.#chat.record({ type: 'answerGrew', turnId, answerId, model: formatModelRef(ref), at, ...growth });
				this.#chat.tell({ type: 'answerGrew', turnId, answerId, text: text + refusal, reasoning });
			},
			progress: progress => this.#onProgress(progress, asked),
		});
		const priced = withCost(end, findAnswer(this.#chat.conversation(), turnId, answerId), settings.models());
		this.#end(turnId, answerId, answer.text ? addEnds(answer, priced) : priced);
	}

	#end(turnId: string, answerId: string, end: AnswerEnd): void {
		this.#chat.record({ type: 'answerEnded', answerId, ...end });
		this.#running = undefined;
		this.#chat.ended({ turnId, answerId, status: end.status });
	}
}
