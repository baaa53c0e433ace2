// The answering side, in a process of its own. The path says how to answer: /MANNER/COUNT/openai/chat/completions.
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as turn, setTimeout as delay } from 'node:timers/promises';
import { chunk, doneEvent, event } from '../../endpoint/wire';
import { model, stamp } from './jobs';

/** Long enough that the headers are read before the delta is written, and the delta before the end. */
const apartMs = 2;

/** Events written between two looks at whether the client keeps up; they leave in one system call, each in a chunk of its own. */
const burst = 64;

/** One write in each; a fast model's pace is a hundredth of that. */
const paceNs = 250_000n;

/** Of many events as one HTTP chunk. */
const blockBytes = 64 * 1024;

const delta = (content: string): string => event(chunk({ model }, { content }));
const word = delta(' function');
const finish = event(chunk({ model }, {}, 'stop'));

const server = createServer((request, response) => {
	const received = process.hrtime.bigint();
	const [, manner, count] = (request.url ?? '').split('/');
	request.resume().once('end', () => {
		response.writeHead(200, { 'content-type': 'text/event-stream' });
		answer(response, { manner, count: Number(count), received }).catch(() => response.destroy());
	});
});

async function answer(
	response: ServerResponse,
	{ manner, count, received }: { manner: string | undefined; count: number; received: bigint },
): Promise<void> {
	if (manner === 'stamped') await writeStamped(response, received);
	else if (manner === 'own') await writeOwn(response, count);
	else if (manner === 'paced') await writePaced(response, count);
	else await writeCoalesced(response, count);
	response.end(finish + doneEvent);
}

async function writeStamped(response: ServerResponse, received: bigint): Promise<void> {
	response.flushHeaders();
	await delay(apartMs);
	response.write(delta(stamp(process.hrtime.bigint(), received)));
	await delay(apartMs);
}

async function writeOwn(response: ServerResponse, count: number): Promise<void> {
	for (let written = 0; written < count; written++) {
		const keepsUp = response.write(word);
		if (written % burst === burst - 1) await (keepsUp ? turn() : once(response, 'drain'));
	}
}

async function writeCoalesced(response: ServerResponse, count: number): Promise<void> {
	const perBlock = Math.floor(blockBytes / word.length);
	for (let left = count; left > 0; left -= perBlock) {
		if (!response.write(word.repeat(Math.min(perBlock, left)))) await once(response, 'drain');
	}
}

async function writePaced(response: ServerResponse, count: number): Promise<void> {
	let due = process.hrtime.bigint();
	for (let written = 0; written < count; written++) {
		while (process.hrtime.bigint() < due) await turn();
		response.write(word);
		due += paceNs;
	}
}

server.listen(0, '127.0.0.1', () => {
	// A listening TCP server has an address object.
	process.send?.((server.address() as AddressInfo).port);
});
process.once('disconnect', () => process.exit());
