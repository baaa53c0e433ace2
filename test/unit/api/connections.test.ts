// What becomes of connections: used again where that is safe, closed where it is not, and told apart by why there is none.
import assert from 'node:assert/strict';
import { createServer as createTlsServer } from 'node:https';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { errorBodyMs } from '../../../src/api/limits';
import { networkError } from '../../../src/api/networkError';
import type { FailureKind } from '../../../src/shared/failures';
import { startEndpoint, type Endpoint } from '../../endpoint/endpoint';
import { assertFailed, hello, Harness, realFetch } from './harness';
import { selfSigned } from './selfSigned';

async function listen(server: Server): Promise<string> {
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('a connection', () => {
	let endpoint: Endpoint;
	let harness: Harness;
	beforeEach(async () => {
		endpoint = await startEndpoint();
		harness = new Harness({ baseUrl: endpoint.baseUrl });
	});
	afterEach(() => endpoint.stop());

	for (const status of [400, 401, 402, 404, 429, 500, 503]) {
		it(`is kept after a ${status} with a short body`, async () => {
			endpoint.script({ kind: 'status', status });
			const { error } = await harness.ask();
			assert.equal(error?.facts.status, status);
			const next = new Harness({ baseUrl: endpoint.baseUrl });
			assert.equal((await next.ask()).error, undefined);
			assert.equal(endpoint.sockets.total, 1);
		});
	}

	it('is closed when an error answer does not end soon, and the error is told all the same', async () => {
		const slow = createServer(socket => {
			socket.on('error', () => undefined);
			socket.once('data', () => {
				socket.write('HTTP/1.1 429 Slow\r\ncontent-length: 1000\r\n\r\n{"error":');
			});
		});
		const host = await listen(slow);
		const closed = new Promise(resolve => slow.once('connection', socket => socket.once('close', resolve)));
		const stalled = new Harness({ baseUrl: `http://${host}/api/core` });
		const asking = stalled.ask();
		const timer = setInterval(() => stalled.clock.advance(errorBodyMs), 10);
		assertFailed(await asking, 'rateLimited', { status: 429 });
		clearInterval(timer);
		await closed;
		slow.close();
	});

	it('that died while it was idle costs nothing but another connection', async () => {
		await harness.ask();
		endpoint.script({ kind: 'reset', at: 'beforeHeaders' });
		const { error, text } = await harness.ask();
		assert.equal(error, undefined);
		assert.match(text, /first turn/);
		assert.equal(endpoint.sockets.total, 2);
		assert.ok(harness.progress.every(({ phase }) => phase !== 'retrying'));
	});

	it('that dies again is a failure like any other', async () => {
		await harness.ask();
		endpoint.script([
			{ kind: 'reset', at: 'beforeHeaders' },
			{ kind: 'reset', at: 'beforeHeaders' },
		]);
		assertFailed(await harness.ask(), 'connectionLost', { code: 'ECONNRESET' });
		assert.equal(endpoint.requests.length, 3);
	});

	it('that served a request and breaks after the headers is no idle one', async () => {
		await harness.ask();
		endpoint.script({ kind: 'reset', at: 'afterHeaders' });
		assertFailed(await harness.ask(), 'connectionLost');
		assert.equal(endpoint.requests.length, 2);
	});

	it('that sends its headers a byte at a time is bound by the limit of the first token', async () => {
		const dripping = createServer(socket => {
			socket.on('error', () => undefined).once('data', () => drip(socket, 'HTTP/1.1 200 OK\r\nx-filler: '));
		});
		const host = await listen(dripping);
		const slow = new Harness({ baseUrl: `http://${host}/api/core` });
		function drip(socket: Socket, rest: string): void {
			if (socket.destroyed) return;
			socket.write(rest[0] ?? 'a');
			slow.clock.advance(1000);
			setImmediate(() => drip(socket, rest.slice(1)));
		}
		assertFailed(await slow.ask(), 'timeout', { phase: 'firstToken', limit: 60 });
		dripping.close();
	});

	for (const [what, first, phase] of [
		['comments and no token', '', 'firstToken'],
		['a token, and then nothing', 'data: {"choices":[{"delta":{"content":"Hi"}}]}\n\n', 'idle'],
	] as const) {
		it(`that sends ${what} is bound by the limit of ${phase}`, async () => {
			const server = createServer(socket => {
				socket
					.on('error', () => undefined)
					.once('data', () => {
						socket.write(`HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n: ping\n\n${first}`);
					});
			});
			const host = await listen(server);
			const closed = new Promise(resolve => server.once('connection', socket => socket.once('close', resolve)));
			const slow = new Harness({ baseUrl: `http://${host}/api/core` });
			const timer = setInterval(() => slow.clock.advance(1000), 1);
			const outcome = await slow.ask();
			clearInterval(timer);
			assertFailed(outcome, 'timeout', { phase });
			assert.equal(outcome.text, first === '' ? '' : 'Hi');
			await closed;
			server.close();
		});
	}

	it('to a host whose certificate cannot be verified carries nothing', async () => {
		let requests = 0;
		const server = createTlsServer(selfSigned, () => requests++);
		const host = await listen(server);
		assertFailed(await new Harness({ baseUrl: `https://${host}/api/core` }).ask(), 'certificate', {
			code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
			host,
		});
		assert.equal(requests, 0);
		server.close();
	});

	it('that a proxy asks a name and a password for fails as one of the proxy', async () => {
		endpoint.script({ kind: 'status', status: 407, error: 'Proxy authentication required' });
		assertFailed(await harness.ask(), 'proxy', { status: 407 });
	});

	it('is free of listeners and timers after a hundred aborted requests', async () => {
		for (let index = 0; index < 100; index++) {
			const aborter = new AbortController();
			endpoint.script({ kind: 'stall', at: 'afterHeaders' });
			const asking = harness.ask(hello, aborter.signal);
			await endpoint.waitForRequest(() => endpoint.requests.length === index + 1);
			aborter.abort();
			await asking;
		}
		await Promise.all(endpoint.requests.map(({ closed }) => closed));
		while (endpoint.sockets.open > 0) await new Promise(resolve => setImmediate(resolve));
		assert.equal(harness.clock.pending, 0);
	});

	const thrown: readonly (readonly [code: string, kind: FailureKind])[] = [
		['ENETUNREACH', 'offline'],
		['ENETDOWN', 'offline'],
		['EAI_AGAIN', 'offline'],
		['ENOTFOUND', 'hostNotFound'],
		['ECONNREFUSED', 'unreachable'],
		['EHOSTUNREACH', 'unreachable'],
		['ETIMEDOUT', 'unreachable'],
		['EPROTO', 'unreachable'],
		['CERT_HAS_EXPIRED', 'certificate'],
		['SELF_SIGNED_CERT_IN_CHAIN', 'certificate'],
		['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate'],
		['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'certificate'],
		['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate'],
		['ERR_PROXY_TUNNEL', 'proxy'],
		['ECONNRESET', 'connectionLost'],
	];
	for (const [code, kind] of thrown) {
		it(`that fails with ${code} is ${kind}`, () => {
			const error = Object.assign(new Error('request to https://a.example?SECRET failed'), { code });
			const { kind: told, facts } = networkError(error, 'a.example', false);
			assert.deepEqual({ told, facts }, { told: kind, facts: { host: 'a.example', code } });
		});
	}

	it("that VS Code's proxy agent could not make is one of the proxy", () => {
		const error = new Error('Failed to establish a socket connection to proxies: PROXY proxy.example:8080');
		assert.equal(networkError(error, 'a.example', false).kind, 'proxy');
	});

	it('of ten turns with failures in between is one', async () => {
		const one = new Harness({ baseUrl: endpoint.baseUrl }, realFetch);
		for (let turn = 0; turn < 10; turn++) {
			if (turn % 3 === 1) endpoint.script({ kind: 'status', status: 401 });
			await one.ask();
		}
		assert.equal(endpoint.requests.length, 10);
		assert.equal(endpoint.sockets.total, 1);
	});
});
