// A conversation's file: one JSON event a line, only ever appended to. Text that streams is gathered for up to `flushMs`, so that a killed
// extension host loses no more than `mostLostMs`; a damaged line loses only itself. One write is under way at a time, and the next takes all that
// came meanwhile: on a slow disk nothing waits for more than that one.
import { failureKinds } from '../../shared/failures';
import type { Clock, Logger } from '../ports';
import { eventsOf } from './copies';
import { isImageData } from './images';
import {
	applyEvent,
	emptyConversation,
	settle,
	type Attachment,
	type Conversation,
	type ConversationEvent,
} from './conversation';

/** Most that may be lost when the extension host is killed, in milliseconds, on a disk that takes a write in no time. */
export const mostLostMs = 250;

/** How long text waits for more of it, in milliseconds: `mostLostMs` without what an answer gathers before (`gatherMs`), and some for the write. */
export const flushMs = 200;

/** How long after a failed write it is tried again when nothing else is written, in milliseconds: a virus scanner is done by then. */
export const retryMs = 5_000;

/** Where conversations are kept. */
export interface ConversationStore {
	/** Appends to the conversation's file, or makes it with `whole` when it is not there. Calls are carried out in order. */
	append(conversationId: string, text: string, whole: () => string): Promise<void>;
	/** The whole file, or undefined when there is none. */
	read(conversationId: string): Promise<string | undefined>;
}

interface Waiting {
	readonly events: ConversationEvent[];
	/** After these events, where it is known. */
	conversation: Conversation | undefined;
	/** How many of them could not be written before: they stay as they were tried, since a full disk may have taken some. */
	readonly tried: number;
}

export class Journal {
	readonly #store: ConversationStore;
	readonly #clock: Clock;
	readonly #logger: Logger;
	/** What is not yet handed to the store, by conversation. */
	readonly #waiting = new Map<string, Waiting>();
	/** When the oldest of them came. */
	#waitingSince: number | undefined;
	#cancelTimer: (() => void) | undefined;
	#cancelRetry: (() => void) | undefined;
	#isWriting = false;
	/** The last write. */
	#written: Promise<void> = Promise.resolve();
	/** The write after the one that is under way, once there must be one. */
	#next: Promise<void> | undefined;

	constructor(deps: { readonly store: ConversationStore; readonly clock: Clock; readonly logger: Logger }) {
		this.#store = deps.store;
		this.#clock = deps.clock;
		this.#logger = deps.logger;
	}

	/** @param conversation after the event; with it, a file that another window has erased meanwhile is written whole again. */
	record(conversationId: string, event: ConversationEvent, conversation?: Conversation): void {
		const waiting = this.#waiting.get(conversationId) ?? { events: [], conversation, tried: 0 };
		this.#waiting.set(conversationId, waiting);
		waiting.conversation = conversation;
		const { events } = waiting;
		const last = events[Math.max(waiting.tried, events.length - 1)];
		if (event.type === 'answerGrew' && last?.type === 'answerGrew' && last.answerId === event.answerId) {
			events[events.length - 1] = {
				...last,
				text: last.text + event.text,
				reasoning: last.reasoning + event.reasoning,
				refusal: last.refusal + event.refusal,
			};
		} else {
			events.push(event);
		}
		this.#waitingSince ??= this.#clock.now();
		// A busy host's timer may be late; the text that comes is not.
		if (event.type === 'answerGrew' && this.#clock.now() - this.#waitingSince < flushMs) {
			this.#cancelTimer ??= this.#clock.after(flushMs, () => void this.flush());
		} else {
			void this.flush();
		}
	}

	/** Settles once everything recorded so far is with the store. A failed write is logged, and goes with the next one. */
	flush(): Promise<void> {
		this.#cancelTimer?.();
		this.#cancelTimer = undefined;
		this.#cancelRetry?.();
		this.#cancelRetry = undefined;
		if (this.#isWriting) {
			this.#next ??= this.#written.then(() => {
				this.#next = undefined;
				return this.#write();
			});
			return this.#next;
		}
		return this.#write();
	}

	/** Hands everything that waits to the store. */
	#write(): Promise<void> {
		const writes = [...this.#waiting].map(([conversationId, waiting]) => this.#append(conversationId, waiting));
		this.#waiting.clear();
		this.#waitingSince = undefined;
		this.#isWriting = true;
		this.#written = Promise.all(writes).then(() => {
			this.#isWriting = this.#next !== undefined;
		});
		return this.#written;
	}

	async #append(conversationId: string, waiting: Waiting): Promise<void> {
		const { events, conversation } = waiting;
		const begins = events.some(({ type }) => type === 'created') || conversation === undefined;
		const whole = () => linesOf(begins ? events : wholeOf(conversation));
		try {
			await this.#store.append(conversationId, linesOf(events), whole);
		} catch {
			this.#failed(conversationId, waiting);
		}
	}

	/** What could not be written goes before what came meanwhile. */
	#failed(conversationId: string, { events, conversation, tried }: Waiting): void {
		if (events.length > tried) {
			this.#logger.error(`Could not save ${events.length - tried} events of a conversation yet`);
		}
		const later = this.#waiting.get(conversationId);
		this.#waiting.set(conversationId, {
			events: [...events, ...(later?.events ?? [])],
			conversation: later?.conversation ?? conversation,
			tried: events.length,
		});
		this.#cancelRetry ??= this.#clock.after(retryMs, () => void this.flush());
	}

	/** The stored conversation, or undefined when there is none or its file cannot be read. */
	async restore(conversationId: string): Promise<Conversation | undefined> {
		try {
			const text = await this.#store.read(conversationId);
			return text === undefined ? undefined : this.#parse(conversationId, text);
		} catch {
			this.#logger.error('Could not read a conversation');
			return undefined;
		}
	}

	#parse(conversationId: string, text: string): Conversation {
		let conversation = emptyConversation(conversationId);
		let damaged = 0;
		for (const line of text.split('\n')) {
			if (line !== '') {
				const event = parseEvent(line);
				damaged += event ? 0 : 1;
				conversation = event ? applyEvent(conversation, event) : conversation;
			}
		}
		if (damaged > 0) {
			this.#logger.warn(`Skipped ${damaged} damaged lines of a conversation`);
		}
		return settle(conversation);
	}
}

function linesOf(events: readonly ConversationEvent[]): string {
	return events.map(event => `${JSON.stringify(event)}\n`).join('');
}

function wholeOf(conversation: Conversation): readonly ConversationEvent[] {
	return [...eventsOf(conversation), ...conversation.queue.map(turn => ({ type: 'queued' as const, turn }))];
}

/** The event on a line, or undefined when it is damaged: cut off, garbled, or not an event. */
export function parseEvent(line: string): ConversationEvent | undefined {
	try {
		const value: unknown = JSON.parse(line);
		return isEvent(value) ? value : undefined;
	} catch {
		return undefined;
	}
}

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const hasStrings = (value: Fields, ...names: readonly string[]) => names.every(name => typeof value[name] === 'string');

/** What each kind of event must have; a field that is not named here is never read without a check. */
const shapes: { readonly [Type in ConversationEvent['type']]: (event: Fields) => boolean } = {
	created: event =>
		typeof event['at'] === 'number' &&
		isOptional(event['workspace'], 'string') &&
		isOptional(event['forkedFrom'], 'string'),
	renamed: event => hasStrings(event, 'name'),
	pinned: event => typeof event['pinned'] === 'boolean',
	deleted: event => isOptional(event['at'], 'number'),
	turnAdded: event =>
		isTurn(event['turn']) && (event['parentId'] === null || isOptional(event['parentId'], 'string')),
	turnShown: event => hasStrings(event, 'turnId'),
	answerShown: event => hasStrings(event, 'turnId', 'answerId'),
	queued: event => isTurn(event['turn']),
	unqueued: event => hasStrings(event, 'turnId'),
	answerStarted: event => hasStrings(event, 'turnId', 'answerId', 'model'),
	answerContinued: event => hasStrings(event, 'answerId'),
	answerGrew: event =>
		hasStrings(event, 'answerId', 'text', 'reasoning', 'refusal') &&
		isOptional(event['turnId'], 'string') &&
		isOptional(event['model'], 'string') &&
		isOptional(event['at'], 'number'),
	answerRerouted: event => hasStrings(event, 'answerId', 'model'),
	answerEnded: event =>
		hasStrings(event, 'answerId') &&
		['done', 'stopped', 'failed'].includes(String(event['status'])) &&
		isOptional(event['finishReason'], 'string') &&
		isOptional(event['cost'], 'number') &&
		hasNumbers(event['usage'], 'promptTokens', 'completionTokens') &&
		hasNumbers(event['timing'], 'totalMs') &&
		isFailure(event['failure']),
};

export function isEvent(value: unknown): value is ConversationEvent {
	if (!isFields(value)) {
		return false;
	}
	const type = String(value['type']);
	return Object.hasOwn(shapes, type) && shapes[type as ConversationEvent['type']](value); // hasOwn has just shown that it is a key
}

function isOptional(value: unknown, type: 'string' | 'number'): boolean {
	return value === undefined || typeof value === type;
}

/** Numbers only, these among them, where there is anything. */
function hasNumbers(value: unknown, ...names: readonly string[]): boolean {
	return (
		value === undefined ||
		(isFields(value) &&
			names.every(name => typeof value[name] === 'number') &&
			Object.values(value).every(one => typeof one === 'number' || one === true))
	);
}

function isTurn(value: unknown): boolean {
	return (
		isFields(value) &&
		hasStrings(value, 'id', 'text') &&
		Array.isArray(value['attachments']) &&
		value['attachments'].every(isAttachment)
	);
}

export function isAttachment(value: unknown): value is Attachment {
	return (
		isFields(value) &&
		hasStrings(value, 'id', 'path', 'languageId', 'text', 'uri') &&
		['selection', 'file', 'image'].includes(String(value['kind'])) &&
		typeof value['tokens'] === 'number' &&
		hasNumbers(value['lines'], 'first', 'last') &&
		(value['image'] === undefined || isImageData(value['image']))
	);
}

function isFailure(value: unknown): boolean {
	return (
		value === undefined ||
		(isFields(value) && failureKinds.some(kind => kind === value['kind']) && isFields(value['facts']))
	);
}
