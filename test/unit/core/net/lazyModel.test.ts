import assert from 'node:assert/strict';
import { lazyModel } from '../../../../src/core/net/lazyModel';
import type { ChatChunk, ChatModel, ChatRequest } from '../../../../src/core/ports';

const request: ChatRequest = { model: { provider: 'p', model: 'm' }, messages: [] };
const { signal } = new AbortController();
const text = (value: string): ChatChunk => ({ type: 'text', text: value });

describe('A model that is loaded with the first request', () => {
	let asked: unknown[] = [];
	let left = 0;
	const model: ChatModel = {
		async *stream(...given) {
			asked.push(given);
			try {
				yield text('a');
				yield text('b');
			} finally {
				left++;
			}
		},
	};
	beforeEach(() => {
		asked = [];
		left = 0;
	});

	it('passes on the request, the signal, the observer and every chunk', async () => {
		const observer = { progress: (): void => undefined };
		const chunks: ChatChunk[] = [];
		for await (const chunk of lazyModel(() => Promise.resolve(model)).stream(request, signal, observer))
			chunks.push(chunk);
		assert.deepEqual(chunks, [text('a'), text('b')]);
		assert.deepEqual(asked, [[request, signal, observer]]);
	});

	it('is not loaded before it is read', () => {
		const lazy = lazyModel(() => assert.fail('loaded'));
		lazy.stream(request, signal);
	});

	it('closes the answer when its reader leaves', async () => {
		for await (const _ of lazyModel(() => Promise.resolve(model)).stream(request, signal)) break;
		assert.equal(left, 1);
	});

	it('never asks once it was left, even while it loads', async () => {
		let loaded = (_: ChatModel): void => undefined;
		const loading = new Promise<ChatModel>(resolve => {
			loaded = resolve;
		});
		const stream = lazyModel(() => loading)
			.stream(request, signal)
			[Symbol.asyncIterator]();
		const first = stream.next();
		await stream.return?.();
		loaded(model);
		assert.equal((await first).done, true);
		assert.equal((await stream.next()).done, true);
		assert.deepEqual(asked, []);
	});

	it('fails with what loading failed with', async () => {
		const failure = new Error('no such file');
		const stream = lazyModel(() => Promise.reject(failure))
			.stream(request, signal)
			[Symbol.asyncIterator]();
		await assert.rejects(stream.next(), failure);
	});
});
