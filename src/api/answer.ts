// An answer as it is read: what came so far, and whether its end makes it whole. The same rules hold for a stream and for plain JSON.
import { OpenMindError } from '../core/errors';
import type { Annotation, ChatChunk } from '../core/ports';
import type { FinishReason, Usage } from '../shared/chat';
import { annotationCap } from './limits';
import { eventError, type Circumstances } from './serviceError';
import { ToolCalls } from './toolCalls';
import { fieldsOf, isFields, parseJson, type Fields } from './unknown';
import { readWire, type WirePart } from './wire';

export interface SseEvent {
	/** The type, where the stream names one. */
	readonly event?: string | undefined;
	readonly data: string;
}

export class Answer {
	readonly #around: () => Circumstances;
	readonly #toolCalls = new ToolCalls();
	#annotations: readonly Annotation[] = [];
	#finish: FinishReason | undefined;
	#usage: Usage | undefined;
	/** Whether the model said anything that a person can read: text or a refusal. */
	#spoke = false;
	#closed = false;
	/** Whether any event was understood. */
	understood = false;
	/** Whether the model has begun: to think, to speak, or to call. */
	begun = false;
	/** Whether `[DONE]`, or the whole JSON answer, has come. */
	done = false;
	/** Events that were not JSON and were skipped. */
	malformed = 0;
	/** Choices that were not asked for and were skipped. */
	otherChoices = 0;

	/** @param around what an error in the answer is reported with */
	constructor(around: () => Circumstances) {
		this.#around = around;
	}

	/** Whether only usage and `[DONE]` can still come, so that losing the connection loses nothing. */
	get whole(): boolean {
		return this.done || this.#finish !== undefined;
	}

	/**
	 * Adds to `out` what one event says.
	 * @throws OpenMindError when the event is an error, or more than can be taken in
	 */
	takeEvent({ event, data }: SseEvent, out: ChatChunk[]): void {
		if (this.done) return;
		if (data.length < 16 && data.trim() === '[DONE]') {
			this.understood = true;
			this.done = true;
			return;
		}
		const parsed = parseJson(data);
		if (event === 'error') throw eventError(errorIn(fieldsOf(parsed)) ?? parsed ?? data, this.#around());
		if (isFields(parsed)) this.takeObject(parsed, out);
		else this.malformed++;
	}

	/**
	 * Adds to `out` what one object of the wire says.
	 * @throws OpenMindError when the object is an error, or more than can be taken in
	 */
	takeObject(object: Fields, out: ChatChunk[]): void {
		const error = errorIn(object);
		if (error !== undefined) throw eventError(error, this.#around());
		const part = readWire(object);
		this.understood = true;
		this.otherChoices += part.otherChoices;
		this.#finish = part.finish ?? this.#finish;
		// Some providers send a running total with every chunk: the last one counts.
		this.#usage = part.usage ?? this.#usage;
		this.#keep(part);
		const { reasoning, text, refusal } = part;
		if (reasoning !== undefined) out.push({ type: 'reasoning', text: reasoning });
		if (text !== undefined) out.push({ type: 'text', text });
		if (refusal !== undefined) out.push({ type: 'refusal', text: refusal });
		this.#spoke ||= text !== undefined || refusal !== undefined;
		this.begun ||= out.length > 0;
	}

	/**
	 * Adds to `out` what closes the answer; nothing when it is closed already.
	 * @throws OpenMindError `connectionLost` when the end is missing, `emptyAnswer` when nothing was said
	 */
	close(out: ChatChunk[]): void {
		if (this.#closed) return;
		this.#closed = true;
		const { model, host } = this.#around();
		if (!this.whole) throw new OpenMindError('connectionLost', { host });
		// A filter, the token limit or a tool call explain the silence; an ordinary end does not.
		const explained = this.#finish === 'contentFilter' || this.#finish === 'length' || this.#finish === 'toolCalls';
		if (!this.#spoke && !explained && this.#toolCalls.isEmpty)
			throw new OpenMindError('emptyAnswer', { ...model, host });
		out.push(...this.#toolCalls.chunks());
		if (this.#annotations.length > 0) out.push({ type: 'annotations', annotations: this.#annotations });
		if (this.#finish !== undefined) out.push({ type: 'finish', reason: this.#finish });
		if (this.#usage !== undefined) out.push({ type: 'usage', usage: this.#usage });
	}

	/** What is told at the end only. */
	#keep({ toolCalls, annotations }: WirePart): void {
		if (toolCalls !== undefined && toolCalls.length > 0) {
			this.begun = true;
			this.#toolCalls.add(toolCalls);
		}
		if (annotations !== undefined && annotations.length > 0) {
			this.#annotations = [...this.#annotations, ...annotations].slice(0, annotationCap);
		}
	}
}

/** The `error` of an object; some servers send `"error": null` beside an answer. */
function errorIn(object: Fields): unknown {
	return object.error === null || object.error === false || object.error === '' ? undefined : object.error;
}
