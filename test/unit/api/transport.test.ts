// The transport says when its connection stands, for each call apart.
import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { Agent, globalAgent } from 'node:http';
import { Readable } from 'node:stream';
import nodeFetch from 'node-fetch';
import { startEndpoint, type Endpoint } from '../../endpoint/endpoint';
import { createTransport, type FetchInit, type Pipeable } from '../../../src/api/transport';
import { hello, key, realFetch } from './harness';

describe('the transport', () => {
	let endpoint: Endpoint;
	beforeEach(async () => {
		endpoint = await startEndpoint();
	});
	afterEach(() => endpoint.stop());

	const init = (onConnect: (reused: boolean) => void, signal = new AbortController().signal): FetchInit => ({
		method: 'POST',
		headers: { 'x-api-key': key, 'content-type': 'application/json' },
		body: JSON.stringify({ model: hello.model.model, messages: hello.messages }),
		redirect: 'manual',
		signal,
		onConnect,
	});
	const url = (): string => `${endpoint.baseUrl}/openai/chat/completions`;

	it('says once per call that the connection stands, before the headers come', async () => {
		endpoint.script([
			{ kind: 'stall', at: 'beforeHeaders' },
			{ kind: 'stall', at: 'beforeHeaders' },
		]);
		const connected: string[] = [];
		const calls = ['a', 'b'].map(name =>
			realFetch(
				url(),
				init(() => connected.push(name)),
			),
		);
		await endpoint.waitForRequest(() => endpoint.requests.length === 2);
		assert.deepEqual(connected.sort(), ['a', 'b']);
		endpoint.release();
		for (const call of calls) for await (const _ of (await call).body ?? []);
		assert.deepEqual(connected.sort(), ['a', 'b']);
	});

	it('says whether a connection is used again', async () => {
		const seen: boolean[] = [];
		for (let turn = 1; turn <= 2; turn++) {
			const { body } = await realFetch(
				url(),
				init(reused => seen.push(reused)),
			);
			for await (const _ of body ?? []);
		}
		assert.deepEqual(seen, [false, true]);
		assert.equal(endpoint.sockets.total, 1);
	});

	it('keeps connections although VS Code’s proxy agent, which only hands requests on, keeps none', async () => {
		const agent = Object.assign(new Agent({ keepAlive: false }), {
			// What every agent has and no declaration shows.
			addRequest: Reflect.get(globalAgent, 'addRequest').bind(globalAgent),
		});
		const transport = createTransport({
			fetch: (address, options) => nodeFetch(address, { ...options, agent }),
			toStream: text => Readable.from(Buffer.from(text)),
		});
		for (let turn = 1; turn <= 3; turn++) {
			const { body } = await transport(
				url(),
				init(() => undefined),
			);
			for await (const _ of body ?? []);
		}
		assert.equal(endpoint.sockets.total, 1);
	});

	it('sends the body in one piece of known length', async () => {
		const { body } = await realFetch(
			url(),
			init(() => undefined),
		);
		for await (const _ of body ?? []);
		const request = await endpoint.waitForRequest();
		assert.equal(request.violation, undefined);
		assert.equal(request.headers['content-length'], String(Buffer.byteLength(init(() => undefined).body)));
		assert.equal(request.headers['transfer-encoding'], undefined);
	});

	it('waits for the handshake of a secure socket', async () => {
		let connected = 0;
		const socket = Object.assign(new EventEmitter(), { connecting: true, secureConnecting: true });
		const request = Object.assign(new EventEmitter(), { method: 'POST', socket: null });
		const stream: Pipeable = { pipe: () => undefined };
		const transport = createTransport({
			fetch: () => {
				stream.pipe(request as never);
				assert.equal(connected, 0);
				request.emit('socket', socket);
				socket.emit('connect');
				assert.equal(connected, 0);
				socket.emit('secureConnect');
				return Promise.resolve({ status: 200, headers: { get: () => null }, body: null });
			},
			toStream: () => stream,
		});
		await transport(
			'https://a.example',
			init(() => connected++),
		);
		assert.equal(connected, 1);
	});
});
