// The body of a 200 as chunks: tells a stream from plain JSON by what it is, not by what it is called. Bytes go in, chunks come out, and
// nothing waits in between: a step of an async generator per layer would cost more than the parsing.
import { createParser } from 'eventsource-parser';
import { OpenMindError } from '../core/errors';
import type { ChatChunk } from '../core/ports';
import type { Answer } from './answer';
import { TextReader } from './bytes';
import { answerCap, eventCap } from './limits';
import { isFields, parseJson } from './unknown';

export interface AnswerHead {
	readonly contentType: string;
	readonly status: number;
	readonly host: string;
}

export class AnswerReader {
	readonly #answer: Answer;
	readonly #head: AnswerHead;
	readonly #isNamedStream: boolean;
	readonly #text = new TextReader();
	readonly #json: string[] = [];
	#take: (text: string) => void;
	#out: ChatChunk[] = [];
	/** Bytes of the body so far, decompressed. */
	size = 0;

	constructor(answer: Answer, head: AnswerHead) {
		this.#answer = answer;
		this.#head = head;
		this.#isNamedStream = /^text\/event-stream\b/i.test(head.contentType);
		this.#take = text => this.#begin(text);
	}

	/**
	 * Adds to `out` what these bytes complete.
	 * @throws OpenMindError; what was added before it counts
	 */
	feed(piece: Uint8Array | string, out: ChatChunk[]): void {
		this.size += piece.length;
		if (this.size > answerCap) throw new OpenMindError('tooLarge', { limit: answerCap, size: this.size });
		const wasDone = this.#answer.done;
		this.#out = out;
		const text = this.#text.read(piece);
		if (text !== '') this.#take(text);
		// The reader has all of the answer before the rest of the body is drained.
		if (this.#answer.done && !wasDone) this.#answer.close(out);
	}

	/**
	 * The body has ended. Adds to `out` what that completes.
	 * @throws OpenMindError
	 */
	end(out: ChatChunk[]): void {
		this.#out = out;
		const rest = this.#text.end();
		if (rest !== '') this.#take(rest);
		this.#finish();
		this.#answer.close(out);
	}

	/** Becomes the end of the format that the body turned out to have. */
	#finish: () => void = () => {
		const { status, host } = this.#head;
		throw new OpenMindError('emptyAnswer', { status, host });
	};

	/** White space at the start means nothing in either format. */
	#begin(text: string): void {
		const visible = text.trimStart();
		if (visible === '') return;
		if (visible.startsWith('{')) this.#beginJson();
		else if (this.#isStream(visible)) this.#beginStream();
		else throw this.#notJson();
		this.#take(visible);
	}

	#beginJson(): void {
		this.#answer.begun = true;
		this.#take = text => this.#json.push(text);
		this.#finish = () => {
			const parsed = parseJson(this.#json.join(''));
			if (!isFields(parsed)) throw this.#notJson();
			this.#answer.takeObject(parsed, this.#out);
			// JSON that parses is complete, whatever it says about its end.
			this.#answer.done = true;
		};
	}

	#beginStream(): void {
		let overflow = false;
		const parser = createParser({
			maxBufferSize: eventCap,
			onEvent: event => this.#answer.takeEvent(event, this.#out),
			onError: error => {
				// Unknown fields are ignored, as the standard says.
				overflow ||= error.type === 'max-buffer-size-exceeded';
			},
		});
		this.#take = text => {
			parser.feed(text);
			if (overflow) throw new OpenMindError('tooLarge', { limit: eventCap });
		};
		this.#finish = () => {
			// An event without its last blank line counts too, for servers that close too early.
			parser.feed('\n\n');
			if (!this.#answer.understood && !this.#isNamedStream) throw this.#notJson();
		};
	}

	/** A field or a comment opens an event stream; a page (`<`) is none, whatever it is called. */
	#isStream(start: string): boolean {
		return this.#isNamedStream ? !start.startsWith('<') : /^[deir:]/.test(start);
	}

	#notJson(): OpenMindError {
		const { status, host } = this.#head;
		return new OpenMindError('notJson', { status, host });
	}
}
