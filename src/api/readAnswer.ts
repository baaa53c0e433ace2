// The body of a 200: tells a stream from plain JSON by what it is, not by what it is called, and reads either as chunks.
import { OpenMindError } from '../core/errors';
import type { ChatChunk } from '../core/ports';
import type { Answer } from './answer';
import { readEvents } from './events';
import { drainMs, tailMs } from './limits';
import type { Patience } from './patience';
import { isFields, parseJson } from './unknown';

export interface AnswerBody {
	readonly texts: AsyncGenerator<string>;
	readonly contentType: string;
	readonly status: number;
	readonly host: string;
}

/** @throws OpenMindError */
export async function* readAnswer(body: AnswerBody, answer: Answer, patience: Patience): AsyncGenerator<ChatChunk> {
	const start = await firstVisible(body.texts);
	const { status, host } = body;
	if (start === undefined) throw new OpenMindError('emptyAnswer', { status, host });
	const texts = startingWith(start, body.texts);
	if (start.startsWith('{')) {
		yield* readJson(texts, body, answer, patience);
	} else if (isEventStream(start, body.contentType)) {
		yield* readStream(texts, answer, patience);
		if (!answer.understood && !isNamedEventStream(body.contentType))
			throw new OpenMindError('notJson', { status, host });
		yield* answer.close();
	} else {
		throw new OpenMindError('notJson', { status, host });
	}
}

async function* readStream(
	texts: AsyncIterable<string>,
	answer: Answer,
	patience: Patience,
): AsyncGenerator<ChatChunk> {
	try {
		for await (const events of readEvents(texts)) {
			const wasWhole = answer.whole;
			const wasDone = answer.done;
			for (const event of events) {
				for (const chunk of answer.takeEvent(event)) {
					patience.answering();
					patience.hold();
					yield chunk;
					patience.resume();
				}
			}
			if (answer.done && !wasDone) {
				patience.tail(drainMs);
				// The reader has all of the answer before the rest of the body is drained.
				yield* answer.close();
			} else if (answer.whole && !wasWhole) {
				patience.tail(tailMs);
			}
		}
	} catch (error) {
		// Our own errors count always. One of the transport takes nothing from an answer that is whole.
		if (error instanceof OpenMindError || !answer.whole) throw error;
	}
}

async function* readJson(
	texts: AsyncIterable<string>,
	{ status, host }: AnswerBody,
	answer: Answer,
	patience: Patience,
): AsyncGenerator<ChatChunk> {
	patience.answering();
	const pieces: string[] = [];
	for await (const text of texts) pieces.push(text);
	const parsed = parseJson(pieces.join(''));
	if (!isFields(parsed)) throw new OpenMindError('notJson', { status, host });
	yield* answer.takeObject(parsed);
	// JSON that parses is complete, whatever it says about its end.
	answer.done = true;
	yield* answer.close();
}

/** The first text that is more than white space, without the white space before it, which means nothing in either format. */
async function firstVisible(texts: AsyncGenerator<string>): Promise<string | undefined> {
	for (let step = await texts.next(); step.done !== true; step = await texts.next()) {
		const visible = step.value.trimStart();
		if (visible !== '') return visible;
	}
	return undefined;
}

async function* startingWith(first: string, texts: AsyncGenerator<string>): AsyncGenerator<string> {
	yield first;
	for await (const text of texts) yield text;
}

/** A field or a comment opens an event stream; a page (`<`) is none, whatever it is called. */
function isEventStream(start: string, contentType: string): boolean {
	return isNamedEventStream(contentType) ? !start.startsWith('<') : /^[deir:]/.test(start);
}

function isNamedEventStream(contentType: string): boolean {
	return /^text\/event-stream\b/i.test(contentType);
}
