// An answer as it is read: what came so far, and whether its end makes it whole. The same rules hold for a stream and for plain JSON.
import { OpenMindError } from '../core/errors';
import type { ChatChunk } from '../core/ports';
import type { FinishReason, Usage } from '../shared/chat';
import { eventError, type Circumstances } from './serviceError';
import { fieldsOf, isFields, parseJson, type Fields } from './unknown';
import { readWire } from './wire';
import type { SseEvent } from './events';

export class Answer {
	readonly #around: () => Circumstances;
	#finish: FinishReason | undefined;
	#usage: Usage | undefined;
	/** Whether the model said anything that a person can read: text or a refusal. */
	#spoke = false;
	#closed = false;
	/** Whether any event was understood. */
	understood = false;
	/** Whether `[DONE]`, or the whole JSON answer, has come. */
	done = false;
	/** Events that were not JSON and were skipped. */
	malformed = 0;

	/** @param around what an error in the answer is reported with */
	constructor(around: () => Circumstances) {
		this.#around = around;
	}

	/** Whether only usage and `[DONE]` can still come, so that losing the connection loses nothing. */
	get whole(): boolean {
		return this.done || this.#finish !== undefined;
	}

	/**
	 * What one event adds to the text.
	 * @throws OpenMindError when the event is an error
	 */
	*takeEvent({ event, data }: SseEvent): Generator<ChatChunk> {
		if (this.done) return;
		if (data.trim() === '[DONE]') {
			this.understood = true;
			this.done = true;
			return;
		}
		const parsed = parseJson(data);
		if (event === 'error') throw eventError(errorIn(fieldsOf(parsed)) ?? parsed ?? data, this.#around());
		if (isFields(parsed)) yield* this.takeObject(parsed);
		else this.malformed++;
	}

	/**
	 * What one object of the wire adds to the text.
	 * @throws OpenMindError when the object is an error
	 */
	*takeObject(object: Fields): Generator<ChatChunk> {
		const error = errorIn(object);
		if (error !== undefined) throw eventError(error, this.#around());
		const { text, reasoning, refusal, finish, usage } = readWire(object);
		this.understood = true;
		this.#finish = finish ?? this.#finish;
		// Some providers send a running total with every chunk: the last one counts.
		this.#usage = usage ?? this.#usage;
		if (reasoning !== undefined) yield { type: 'reasoning', text: reasoning };
		if (text !== undefined) yield this.#spoken({ type: 'text', text });
		if (refusal !== undefined) yield this.#spoken({ type: 'refusal', text: refusal });
	}

	/**
	 * The chunks that close the answer; nothing when it is closed already.
	 * @throws OpenMindError `connectionLost` when the end is missing, `emptyAnswer` when nothing was said
	 */
	*close(): Generator<ChatChunk> {
		if (this.#closed) return;
		this.#closed = true;
		const { model, host } = this.#around();
		if (!this.whole) throw new OpenMindError('connectionLost', { host });
		// A filter, the token limit or a tool call explain the silence; an ordinary end does not.
		const explained = this.#finish === 'contentFilter' || this.#finish === 'length' || this.#finish === 'toolCalls';
		if (!this.#spoke && !explained) throw new OpenMindError('emptyAnswer', { ...model, host });
		if (this.#finish !== undefined) yield { type: 'finish', reason: this.#finish };
		if (this.#usage !== undefined) yield { type: 'usage', usage: this.#usage };
	}

	#spoken(chunk: ChatChunk): ChatChunk {
		this.#spoke = true;
		return chunk;
	}
}

/** The `error` of an object; some servers send `"error": null` beside an answer. */
function errorIn(object: Fields): unknown {
	return object.error === null || object.error === false || object.error === '' ? undefined : object.error;
}
