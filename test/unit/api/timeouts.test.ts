// The three time limits: each with its phase, its limit, and a socket that is closed when it runs out.
import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { startEndpoint, type Endpoint } from '../../endpoint/endpoint';
import { assertFailed, hello, Harness } from './harness';

describe('a time limit', () => {
	let endpoint: Endpoint;
	let harness: Harness;
	beforeEach(async () => {
		endpoint = await startEndpoint();
		harness = new Harness({ baseUrl: endpoint.baseUrl });
	});
	afterEach(() => endpoint.stop());

	async function assertClosed(): Promise<void> {
		const request = await endpoint.waitForRequest();
		await request.closed;
		assert.equal(request.closedByClient, true);
		assert.equal(harness.clock.pending, 0);
	}

	it('of connect ends a handshake that does not get anywhere', async () => {
		const mute = createServer();
		await new Promise<void>(resolve => mute.listen(0, '127.0.0.1', resolve));
		const { port } = mute.address() as AddressInfo;
		const tls = new Harness({ baseUrl: `https://127.0.0.1:${port}/api/core` });
		const asking = tls.ask();
		const socket = await new Promise<Socket>(resolve => mute.once('connection', resolve));
		const closed = new Promise(resolve =>
			socket
				.on('error', () => undefined)
				.resume()
				.once('close', resolve),
		);
		tls.clock.advance(9_999);
		assert.equal(tls.clock.pending, 1);
		tls.clock.advance(1);
		assertFailed(await asking, 'timeout', { phase: 'connect', limit: 10, host: `127.0.0.1:${port}` });
		await closed;
		mute.close();
	});

	for (const at of ['beforeHeaders', 'afterHeaders'] as const) {
		it(`of the first token ends an answer that stalls ${at}, however soon the connection stood`, async () => {
			endpoint.script({ kind: 'stall', at });
			const asking = harness.ask();
			await endpoint.waitForRequest();
			harness.clock.advance(59_999);
			assert.equal(harness.clock.pending, 1);
			harness.clock.advance(1);
			assertFailed(await asking, 'timeout', { phase: 'firstToken', limit: 60, provider: 'openai' });
			await assertClosed();
		});
	}

	it('of idle ends a stream that stalls, and keeps the text so far', async () => {
		endpoint.script({ kind: 'stall', at: 'midStream', afterChunks: 3 });
		const stream = harness.client.stream(hello, new AbortController().signal)[Symbol.asyncIterator]();
		assert.equal((await stream.next()).done, false);
		assert.equal((await stream.next()).done, false);
		const stalled = stream.next();
		harness.clock.advance(30_000);
		await assert.rejects(stalled, {
			kind: 'timeout',
			facts: { phase: 'idle', limit: 30, ...hello.model, host: `127.0.0.1:${endpoint.port}` },
		});
		await assertClosed();
	});

	it('of idle is for the wait alone: a slow reader of a quick answer loses nothing', async () => {
		endpoint.script({ kind: 'text', text: 'a b c d e f g h' });
		let read = 0;
		for await (const _ of harness.client.stream(hello, new AbortController().signal)) {
			read++;
			harness.clock.advance(100_000);
		}
		assert.equal(read, 9);
		assert.equal(harness.clock.pending, 0);
	});

	it('of what may follow a finish begins anew with each word that follows one', async () => {
		const next = new EventEmitter();
		const body = (async function* () {
			for (;;) {
				const [piece] = (await once(next, 'piece')) as [string];
				yield Buffer.from(piece);
			}
		})();
		const gateway = new Harness({ baseUrl: endpoint.baseUrl }, (_, { signal, onConnect }) => {
			onConnect(false);
			signal.addEventListener('abort', () => next.emit('error', new Error('aborted')));
			return Promise.resolve({ status: 200, headers: { get: () => 'text/event-stream' }, body });
		});
		const stream = gateway.client.stream(hello, new AbortController().signal)[Symbol.asyncIterator]();
		for (const content of ['a', 'b', 'c', 'd']) {
			const step = stream.next();
			await new Promise(setImmediate);
			gateway.clock.advance(2_000);
			next.emit(
				'piece',
				`data: ${JSON.stringify({ choices: [{ delta: { content }, finish_reason: 'stop' }] })}\n\n`,
			);
			assert.deepEqual((await step).value, { type: 'text', text: content });
			// A slow reader loses nothing either.
			gateway.clock.advance(100_000);
		}
		const end = stream.next();
		await new Promise(setImmediate);
		gateway.clock.advance(1_500);
		next.emit('piece', ': ping\n\n');
		await new Promise(setImmediate);
		gateway.clock.advance(1_500);
		assert.deepEqual((await end).value, { type: 'finish', reason: 'stop' });
		assert.equal((await stream.next()).done, true);
		assert.equal(gateway.clock.pending, 0);
	});

	it('of 0 is none', async () => {
		harness = new Harness({ baseUrl: endpoint.baseUrl, timeouts: { connect: 0, firstToken: 0, idle: 0 } });
		endpoint.script({ kind: 'stall', at: 'beforeHeaders' });
		const asking = harness.ask();
		await endpoint.waitForRequest();
		harness.clock.advance(1e9);
		endpoint.release();
		assert.equal((await asking).error, undefined);
	});

	it('that cuts an error answer short does not hide the error', async () => {
		endpoint.script({ kind: 'status', status: 429 });
		const slow = new Harness({ baseUrl: endpoint.baseUrl }, async (_, { signal, onConnect }) => {
			onConnect(false);
			const body = (async function* () {
				yield Buffer.from('{"error":"Try again in 5 sec');
				setImmediate(() => slow.clock.advance(30_000));
				await new Promise((_resolve, reject) =>
					signal.addEventListener('abort', () => reject(new Error('aborted'))),
				);
			})();
			return Promise.resolve({ status: 429, headers: { get: () => null }, body });
		});
		assertFailed(await slow.ask(), 'rateLimited', { status: 429 });
	});
});
