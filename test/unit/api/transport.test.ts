// The transport says when its connection stands, for each call apart.
import assert from 'node:assert/strict';
import { AsyncLocalStorage } from 'node:async_hooks';
import { channel } from 'node:diagnostics_channel';
import { EventEmitter } from 'node:events';
import { startEndpoint, type Endpoint } from '../../endpoint/endpoint';
import { createTransport, type FetchInit } from '../../../src/api/transport';
import { hello, key, realFetch } from './harness';

describe('the transport', () => {
	let endpoint: Endpoint;
	beforeEach(async () => {
		endpoint = await startEndpoint();
	});
	afterEach(() => endpoint.stop());

	const init = (onConnect: () => void, signal = new AbortController().signal): FetchInit => ({
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

	it('says so for a connection that is used again', async () => {
		let connected = 0;
		for (let turn = 1; turn <= 2; turn++) {
			const { body } = await realFetch(
				url(),
				init(() => connected++),
			);
			for await (const _ of body ?? []);
			assert.equal(connected, turn);
		}
		assert.equal(endpoint.sockets.total, 1);
	});

	it('leaves no listener behind, neither after an answer nor after a failure', async () => {
		const starts = channel('http.client.request.start');
		assert.equal(starts.hasSubscribers, false);
		await realFetch(
			url(),
			init(() => undefined),
		);
		await assert.rejects(
			realFetch(
				'http://127.0.0.1:1/',
				init(() => undefined),
			),
		);
		assert.equal(starts.hasSubscribers, false);
	});

	it('waits for the handshake of a secure socket, and takes no CONNECT of a proxy for it', async () => {
		const listeners = new Set<(message: unknown) => void>();
		let connected = 0;
		const socket = Object.assign(new EventEmitter(), { connecting: true, secureConnecting: true });
		const request = Object.assign(new EventEmitter(), { method: 'POST', socket: null });
		const proxy = Object.assign(new EventEmitter(), { method: 'CONNECT', socket: new EventEmitter() });
		const transport = createTransport({
			fetch: () => {
				for (const listener of listeners)
					for (const message of [{ request: proxy }, { request }, {}, null]) listener(message);
				assert.equal(connected, 0);
				request.emit('socket', socket);
				socket.emit('connect');
				assert.equal(connected, 0);
				socket.emit('secureConnect');
				return Promise.resolve({ status: 200, headers: { get: () => null }, body: null });
			},
			requestStarts: {
				subscribe: listener => void listeners.add(listener),
				unsubscribe: listener => listeners.delete(listener),
			},
			scope: new AsyncLocalStorage<unknown>(),
		});
		await transport(
			'https://a.example',
			init(() => connected++),
		);
		assert.equal(connected, 1);
	});
});
