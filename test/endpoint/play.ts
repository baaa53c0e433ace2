// Plays one answer: the canned one, or a scripted step in its place.
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { cannedAnswer } from './answers';
import type { ValidRequest } from './contract';
import { cut, type Reply } from './reply';
import type { Step } from './steps';
import { completion, completionChunks, doneEvent, event, type AnswerFrame, type AnswerParts } from './wire';

const json = { 'content-type': 'application/json' };
const eventStream = { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' };
const page =
	'<!doctype html><html><head><title>Sign in</title></head><body><h1>Sign in to the network</h1></body></html>';
const defaultAfterChunks = 3;

export interface Play {
	readonly request: ValidRequest;
	readonly reply: Reply;
	readonly delayMs: number;
}

export async function playAnswer(play: Play, parts?: AnswerParts): Promise<void> {
	const { request, reply, delayMs } = play;
	if (request.stream) {
		reply.head(200, eventStream);
		await reply.write(events(play, parts), delayMs);
	} else {
		reply.head(200, json);
		await reply.write([JSON.stringify(completion(frame(request), parts ?? canned(request)))], 0);
	}
	reply.end();
}

export function refuse(
	reply: Reply,
	status: number,
	error: unknown,
	headers: Readonly<Record<string, string>> = {},
): void {
	reply.head(status, { ...json, ...headers });
	reply.end(error === null ? '' : JSON.stringify({ error }));
}

export async function playStep(play: Play, step: Step): Promise<void> {
	const { request, reply } = play;
	switch (step.kind) {
		case 'status':
			return refuse(
				reply,
				step.status,
				step.error === undefined ? `scripted ${step.status}` : step.error,
				step.headers,
			);
		case 'reset':
			await playUntil(play, step);
			return reply.reset();
		case 'stall':
			return playStall(play, step);
		case 'errorEvent':
			await playUntil(play, { at: 'midStream', ...step });
			await reply.write([event({ error: step.error })], play.delayMs);
			return reply.end();
		case 'refusal':
			return playAnswer(play, { refusal: step.text });
		case 'finish':
			return playAnswer(play, { text: step.text ?? cannedAnswer(request), finish: step.reason });
		case 'text':
			return playAnswer(
				{ ...play, request: { ...request, includeUsage: step.usage ?? request.includeUsage } },
				step,
			);
		case 'json':
			return playAnswer(
				{ ...play, request: { ...request, stream: false } },
				step.text === undefined ? undefined : step,
			);
		default:
			return playBytes(play, step);
	}
}

/** The steps that are about bytes rather than about an answer. */
async function playBytes(play: Play, step: Exclude<Step, { kind: AnswerKind }>): Promise<void> {
	const { reply, delayMs } = play;
	const usual = events(play).join('');
	const send = async (
		headers: Readonly<Record<string, string>>,
		pieces: Iterable<string | Uint8Array>,
	): Promise<void> => {
		reply.head(200, headers);
		await reply.write(pieces, delayMs);
		reply.end();
	};
	switch (step.kind) {
		case 'drip':
			reply.head(200, eventStream);
			await reply.write(cut(usual, every(step.bytes, Buffer.byteLength(usual))), step.delayMs);
			return reply.end();
		case 'contentType':
			return send({ 'content-type': step.contentType }, events(play));
		case 'compressed':
			return send({ ...eventStream, 'content-encoding': step.coding }, [compress(step.coding, usual)]);
		case 'truncatedGzip': {
			const packed = gzipSync(usual);
			return send({ ...eventStream, 'content-encoding': 'gzip' }, [packed.subarray(0, packed.length / 2)]);
		}
		case 'html':
			return send({ 'content-type': 'text/html; charset=utf-8' }, [page]);
		case 'empty':
			return send(json, []);
		case 'notJson':
			return send(json, ['upstream said: everything is fine']);
		case 'endlessBody':
			reply.head(step.status ?? 200, { 'content-type': step.contentType ?? 'text/event-stream' });
			return reply.write(endless(), 0);
		case 'endlessHeaders':
			return reply.writeRawWithoutEnd('HTTP/1.1 200 OK\r\n', () => `x-filler: ${'a'.repeat(1000)}\r\n`);
		case 'redirect':
			reply.head(step.status ?? 307, { location: step.location });
			return reply.end();
		case 'chunks':
			return send(eventStream, [...step.chunks.map(event), ...(step.done === false ? [] : [doneEvent])]);
		case 'raw':
			reply.head(step.status ?? 200, step.headers ?? eventStream);
			await reply.write(cut(step.body, step.cuts ?? []), delayMs);
			return reply.end();
	}
}

type AnswerKind = 'status' | 'reset' | 'stall' | 'errorEvent' | 'refusal' | 'finish' | 'text' | 'json';

async function playStall(play: Play, step: Extract<Step, { kind: 'stall' }>): Promise<void> {
	const { reply, delayMs } = play;
	const sent = await playUntil(play, step);
	await reply.stall();
	if (reply.gone) return;
	if (step.at === 'beforeHeaders') return playAnswer(play, partsOf(play, step));
	await reply.write(events(play, partsOf(play, step)).slice(sent), delayMs);
	reply.end();
}

/** Sends the usual answer up to where a step takes over; answers how many events went out. */
async function playUntil(
	play: Play,
	step: Pick<Extract<Step, { kind: 'stall' }>, 'at' | 'afterChunks' | 'text'>,
): Promise<number> {
	if (step.at === 'beforeHeaders') return 0;
	play.reply.head(200, eventStream);
	if (step.at === 'afterHeaders') return 0;
	const first = events(play, partsOf(play, step)).slice(0, step.afterChunks ?? defaultAfterChunks);
	await play.reply.write(first, play.delayMs);
	return first.length;
}

function events({ request }: Play, parts: AnswerParts = canned(request)): string[] {
	const chunks = completionChunks(frame(request), parts).map(event);
	return parts.finish === null ? chunks : [...chunks, doneEvent];
}

function partsOf({ request }: Play, { text }: { readonly text?: string }): AnswerParts {
	return text === undefined ? canned(request) : { text };
}

function canned(request: ValidRequest): AnswerParts {
	return { text: cannedAnswer(request) };
}

function frame(request: ValidRequest): AnswerFrame {
	const characters = request.messages.reduce((sum, message) => sum + message.content.length, 0);
	return { model: request.model, promptTokens: Math.ceil(characters / 4), includeUsage: request.includeUsage };
}

function compress(coding: 'gzip' | 'deflate' | 'br', text: string): Uint8Array {
	switch (coding) {
		case 'gzip':
			return gzipSync(text);
		case 'deflate':
			return deflateSync(text);
		case 'br':
			return brotliCompressSync(text);
	}
}

function* endless(): Generator<string> {
	const block = `data: ${'x'.repeat(64 * 1024)}`;
	for (;;) yield block;
}

function every(step: number, length: number): number[] {
	return Array.from({ length: Math.ceil(length / step) }, (_, index) => index * step);
}
