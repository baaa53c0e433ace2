// The messages on their way to becoming turns: those that are being sent, and those of the queue, which follow one by one when nothing streams.
import { maxQueued } from '../../shared/limits';
import { toFailure } from '../errors';
import type { ChatEvent } from './chatEvents';
import type { Attachment, Conversation, ConversationEvent, Question } from './conversation';

/** A message on its way: typed in the page, or made by a command. */
export interface Submission {
	readonly turnId: string;
	readonly text: string;
	readonly attachments: readonly Attachment[];
}

/** What the outbox needs to know of the chat, and does through it. */
export interface OutboxDeps {
	readonly conversation: () => Conversation;
	readonly isAnswering: () => boolean;
	readonly record: (event: ConversationEvent) => void;
	readonly tell: (event: ChatEvent) => void;
	/** Makes a turn of a message and asks for its answer; rejects when that cannot be. @param parentId as of `send` */
	readonly deliver: (submission: Submission, parentId?: string | null) => Promise<void>;
}

export class Outbox {
	readonly #deps: OutboxDeps;
	/** Messages that are being sent, by the turn they will be; each settles whether it did. */
	readonly #sends = new Map<string, Promise<boolean>>();
	/** Queued messages that wait to be sent by hand, because what they waited for did not end well. */
	#held: ReadonlySet<string> = new Set();

	constructor(deps: OutboxDeps) {
		this.#deps = deps;
	}

	/** The messages that are being sent, by the turns they will be. */
	get sending(): readonly string[] {
		return [...this.#sends.keys()];
	}

	/** Whether a message would be queued now. */
	get takes(): boolean {
		const isBusy = this.#deps.isAnswering() || this.#sends.size > 0;
		return isBusy && this.#queue.length < maxQueued;
	}

	get #queue(): readonly Question[] {
		return this.#deps.conversation().queue;
	}

	/** Whether a queued message is only sent by hand. */
	isHeld(turnId: string): boolean {
		return this.#held.has(turnId);
	}

	/**
	 * Sends a message now. What is queued follows when its answer has ended.
	 * @param parentId the turn it follows, null for none; default the last in sight
	 * @returns false when the message was rejected.
	 */
	send(submission: Submission, parentId?: string | null): Promise<boolean> {
		const { turnId } = submission;
		const send = this.#send(submission, parentId).finally(() => {
			this.#sends.delete(turnId);
			this.sendNext();
		});
		this.#sends.set(turnId, send);
		return send;
	}

	async #send(submission: Submission, parentId?: string | null): Promise<boolean> {
		const { turnId, text } = submission;
		try {
			await this.#deps.deliver(submission, parentId);
			return true;
		} catch (error) {
			// What waits for another answer goes on waiting for it.
			this.hold(this.#deps.isAnswering() || this.#sends.size > 1 ? [turnId] : undefined);
			this.tellOfQueue();
			this.#deps.tell({ type: 'rejected', turnId, text, failure: toFailure(error) });
			return false;
		}
	}

	/** Settles when all that was being sent is sent or rejected. */
	async sent(): Promise<void> {
		await Promise.all(this.#sends.values());
	}

	enqueue({ turnId: id, text, attachments }: Submission): void {
		this.#deps.record({ type: 'queued', turn: { id, text, attachments } });
		this.#deps.tell({ type: 'queueChanged' });
	}

	/** Sends a message of the queue now; it stays there when it is rejected. */
	async sendQueued(turnId: string): Promise<void> {
		const message = this.#find(turnId);
		if (!message || this.#sends.has(turnId)) {
			return;
		}
		await this.send({ turnId, text: message.text, attachments: message.attachments });
		this.#deps.tell({ type: 'queueChanged' });
	}

	/** @returns the message that was taken out of the queue, if it was there. */
	unqueue(turnId: string): Question | undefined {
		const message = this.#find(turnId);
		if (message) {
			this.#deps.record({ type: 'unqueued', turnId });
			this.#deps.tell({ type: 'queueChanged' });
		}
		return message;
	}

	#find(turnId: string): Question | undefined {
		return this.#queue.find(({ id }) => id === turnId);
	}

	/** What is queued waits for the reader from now on. @param turnIds only these messages; default all */
	hold(turnIds?: readonly string[]): void {
		this.#held = new Set(turnIds ? [...this.#held, ...turnIds] : this.#queue.map(({ id }) => id));
	}

	/** Which of the messages that wait are held. */
	tellOfQueue(): void {
		if (this.#queue.length > 0) {
			this.#deps.tell({ type: 'queueChanged' });
		}
	}

	/** The next message of the queue follows when nothing streams and no other is on its way. */
	sendNext(): void {
		const next = this.#queue.find(({ id }) => !this.#held.has(id));
		if (next && !this.#deps.isAnswering() && this.#sends.size === 0) {
			void this.sendQueued(next.id);
		}
	}
}
