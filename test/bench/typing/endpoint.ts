// An endpoint that knows the files being typed: it goes on from the cursor as the file does, as far as it is asked to, with the delays of a small
// hosted model.
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { chunk, completion, completionChunks, doneEvent, event, words } from '../../endpoint/wire';

const firstTokenMs = 300;
const tokenMs = 10;

/** Where a model stops by itself: at the next blank line, and after no more than this many lines. */
const mostLines = 8;

/** How a prompt asks for more, or for less. */
const wish = /\bup to (\d+) lines\b/i;

export interface Served {
	/** Of the request's body. */
	readonly bytes: number;
	/** Characters of the answer that were sent. */
	answered: number;
	/** The client closed the connection: before the first token, or later while more was to come. */
	closed: 'beforeFirstToken' | 'later' | undefined;
}

export interface ContinuingEndpoint {
	readonly baseUrl: string;
	readonly requests: readonly Served[];
	stop(): Promise<void>;
}

/** @param files texts by name */
export async function startContinuingEndpoint(files: ReadonlyMap<string, string>): Promise<ContinuingEndpoint> {
	const requests: Served[] = [];
	const server = createServer((request, response) => {
		const pieces: Buffer[] = [];
		request.on('data', (piece: Buffer) => pieces.push(piece));
		request.on('end', () => {
			const body = Buffer.concat(pieces).toString('utf8');
			const served: Served = { bytes: Buffer.byteLength(body), answered: 0, closed: undefined };
			requests.push(served);
			void answer(response, served, continuation(body, files)).catch(() => response.destroy());
		});
	});
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	// A listening TCP server has an address object.
	const { port } = server.address() as AddressInfo;
	return {
		baseUrl: `http://127.0.0.1:${port}/api/core`,
		requests,
		stop: async () => {
			server.closeAllConnections();
			await new Promise<void>(resolve => server.close(() => resolve()));
		},
	};
}

interface Continuation {
	readonly text: string;
	readonly stream: boolean;
	readonly tagged: boolean;
}

async function answer(response: ServerResponse, served: Served, { text, stream, tagged }: Continuation): Promise<void> {
	let begun = false;
	const left = new AbortController();
	response.once('close', () => {
		served.closed = response.writableFinished ? undefined : begun ? 'later' : 'beforeFirstToken';
		left.abort();
	});
	const pause = (ms: number) => delay(ms, undefined, { signal: left.signal });
	const frame = { model: 'gpt-4o-mini', promptTokens: 0, includeUsage: false };
	const said = tagged ? `<COMPLETION>${text}</COMPLETION>` : text;
	await pause(firstTokenMs);
	if (!stream) {
		await pause(tokenMs * words(said).length);
		served.answered = said.length;
		response.writeHead(200, { 'content-type': 'application/json' });
		response.end(JSON.stringify(completion(frame, { text: said })));
		return;
	}
	response.writeHead(200, { 'content-type': 'text/event-stream' });
	response.write(event(chunk(frame, { role: 'assistant', content: '' })));
	begun = true;
	const tokens = words(said);
	for (const [index, each] of completionChunks(frame, { text: said }).slice(1).entries()) {
		response.write(event(each));
		served.answered += tokens[index]?.length ?? 0;
		await pause(tokenMs);
	}
	response.end(doneEvent);
}

function continuation(body: string, files: ReadonlyMap<string, string>): Continuation {
	const { messages, stream } = JSON.parse(body) as { messages: { content: string }[]; stream?: boolean };
	const asked = messages.at(-1)?.content ?? '';
	const name = [...files.keys()].find(each => asked.includes(each)) ?? '';
	const cursor = asked.lastIndexOf('<CURSOR/>');
	const before = asked.slice(
		asked.lastIndexOf('\n\n', asked.indexOf('File: ') < 0 ? 0 : cursor) < 0 ? 0 : codeStart(asked),
		cursor,
	);
	const text = rest(before, files.get(name) ?? '') ?? '';
	const [, wished] = wish.exec(messages[0]?.content ?? '') ?? [];
	const wanted =
		wished === undefined ? naturalChunk(text) : text.split('\n').slice(0, Number(wished)).join('\n').trimEnd();
	return { text: wanted, stream: stream === true, tagged: messages.length > 1 };
}

/** The code begins after the blank line that follows the header. */
function codeStart(asked: string): number {
	return asked.indexOf('\n\n', asked.indexOf('File: ')) + 2;
}

/** What the file holds after what stands before the cursor; undefined where the two differ. */
function rest(before: string, file: string): string | undefined {
	const typed = before.trimEnd() === '' ? '' : before.replace(/[ \t]+$/, '');
	const blanks = before.slice(typed.length);
	const at = file.startsWith(typed) ? 0 : typed.length > 60 ? file.indexOf(typed) : -1;
	if (at < 0) {
		return undefined;
	}
	const after = file.slice(at + typed.length);
	return after.startsWith(blanks) ? after.slice(blanks.length) : after.replace(/^[ \t]+/, '');
}

function naturalChunk(text: string): string {
	const lead = /^\n*/.exec(text)?.[0] ?? '';
	const [block = ''] = text.slice(lead.length).split('\n\n');
	return lead + block.split('\n').slice(0, mostLines).join('\n').trimEnd();
}
