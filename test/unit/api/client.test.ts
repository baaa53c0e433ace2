// The client against the stand-in endpoint: what it sends, what it yields, and that it leaves nothing open.
import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { createOpenMindClient } from '../../../src/api/client';
import { OpenMindError } from '../../../src/core/errors';
import { maskKey, startEndpoint, type Endpoint } from '../../endpoint/endpoint';
import { FakeClock, MemoryLogger } from '../fakes';
import { hello, Harness, key, realFetch } from './harness';

describe('the OpenMind client', () => {
	let endpoint: Endpoint;
	let harness: Harness;
	beforeEach(async () => {
		endpoint = await startEndpoint();
		harness = new Harness({ baseUrl: endpoint.baseUrl });
	});
	afterEach(() => endpoint.stop());

	it('sends exactly the documented path, headers and body', async () => {
		await harness.ask();
		const request = await endpoint.waitForRequest();
		assert.equal(request.violation, undefined);
		assert.equal(request.path, '/api/core/openai/chat/completions');
		assert.equal(request.headers['x-api-key'], maskKey(key));
		assert.equal(request.headers['content-type'], 'application/json');
		assert.equal(request.headers.accept, 'text/event-stream, application/json');
		assert.equal(request.headers.authorization, undefined);
		assert.deepEqual(request.body, {
			model: 'gpt-4o',
			messages: [{ role: 'user', content: 'Hello, SECRET-QUESTION' }],
			stream: true,
		});
	});

	it('says beforehand what the body will be, as the model is asked by now', async () => {
		const request = { ...hello, usage: true };
		const limited = new Harness({ baseUrl: endpoint.baseUrl }, realFetch, { outputLimit: () => 700 });
		endpoint.script({ kind: 'status', status: 400, error: "Unsupported parameter: 'stream_options'." });
		assert.deepEqual(JSON.parse(limited.client.bodyOf(request)), {
			model: 'gpt-4o',
			messages: hello.messages,
			stream: true,
			stream_options: { include_usage: true },
			max_tokens: 700,
		});
		await limited.ask(request);
		assert.deepEqual(JSON.parse(limited.client.bodyOf(request)), endpoint.requests[1]?.body);
		assert.equal('stream_options' in JSON.parse(limited.client.bodyOf(request)), false);
	});

	it('sends what the request sets under the documented names', async () => {
		await harness.ask({ ...hello, maxOutputTokens: 64, temperature: 0, stop: ['\n\n'] });
		const request = await endpoint.waitForRequest();
		assert.equal(request.violation, undefined);
		const { max_tokens, temperature, stop } = request.body as Record<string, unknown>;
		assert.deepEqual({ max_tokens, temperature, stop }, { max_tokens: 64, temperature: 0, stop: ['\n\n'] });
	});

	it('yields the text as it comes, then the finish', async () => {
		endpoint.script({ kind: 'text', text: 'One two\nthree.' });
		const { chunks, text, error } = await harness.ask();
		assert.equal(error, undefined);
		assert.equal(text, 'One two\nthree.');
		assert.deepEqual(chunks.at(-1), { type: 'finish', reason: 'stop' });
		assert.equal(chunks.length, 4);
	});

	it('yields reasoning apart from text, and the usage last', async () => {
		endpoint.script({ kind: 'text', text: 'Four.', reasoning: 'Two and two', usage: true });
		const { chunks } = await harness.ask();
		assert.deepEqual(
			chunks.map(chunk => chunk.type),
			['reasoning', 'reasoning', 'reasoning', 'text', 'finish', 'usage'],
		);
		assert.deepEqual(chunks.at(-1), {
			type: 'usage',
			usage: { promptTokens: 6, completionTokens: 4, cachedTokens: 0, reasoningTokens: 3 },
		});
	});

	it('takes a plain JSON answer for the same chunks', async () => {
		endpoint.script({ kind: 'json', text: 'Hello!' });
		const { chunks } = await harness.ask();
		assert.deepEqual(chunks, [
			{ type: 'text', text: 'Hello!' },
			{ type: 'finish', reason: 'stop' },
			{ type: 'usage', usage: { promptTokens: 6, completionTokens: 1, cachedTokens: 0, reasoningTokens: 0 } },
		]);
	});

	for (const coding of ['gzip', 'deflate', 'br'] as const) {
		it(`reads a stream that is compressed with ${coding}`, async () => {
			endpoint.script({ kind: 'compressed', coding });
			const { text, error } = await harness.ask();
			assert.equal(error, undefined);
			assert.match(text, /first turn/);
		});
	}

	it('reads a stream under a wrong content type', async () => {
		endpoint.script({ kind: 'contentType', contentType: 'text/plain' });
		assert.match((await harness.ask()).text, /first turn/);
	});

	it('reads a stream that comes a few bytes at a time', async () => {
		endpoint.script({ kind: 'drip', bytes: 7, delayMs: 0 });
		assert.match((await harness.ask()).text, /first turn/);
	});

	it('yields a refusal as such', async () => {
		endpoint.script({ kind: 'refusal', text: 'I cannot' });
		const { chunks, error } = await harness.ask();
		assert.equal(error, undefined);
		assert.deepEqual(chunks, [
			{ type: 'refusal', text: 'I' },
			{ type: 'refusal', text: ' cannot' },
			{ type: 'finish', reason: 'stop' },
		]);
	});

	for (const [word, reason] of [
		['length', 'length'],
		['content_filter', 'contentFilter'],
		['tool_calls', 'toolCalls'],
		['something_new', 'other'],
	] as const) {
		it(`says ${reason} for a finish_reason of ${word}`, async () => {
			endpoint.script({ kind: 'finish', reason: word });
			assert.deepEqual((await harness.ask()).chunks.at(-1), { type: 'finish', reason });
		});
	}

	it('keeps one connection for ten turns', async () => {
		for (let turn = 0; turn < 10; turn++) await harness.ask();
		assert.equal(endpoint.requests.length, 10);
		assert.equal(endpoint.sockets.total, 1);
	});

	it('closes the socket when it is aborted, and ends without an error', async () => {
		endpoint.script({ kind: 'stall', at: 'midStream', afterChunks: 4 });
		const aborter = new AbortController();
		let seen = 0;
		for await (const _ of harness.client.stream(hello, aborter.signal)) {
			if (++seen === 3) aborter.abort();
		}
		const request = await endpoint.waitForRequest();
		await request.closed;
		assert.equal(request.closedByClient, true);
		assert.equal(harness.clock.pending, 0);
		assert.equal(getEventListeners(aborter.signal, 'abort').length, 0);
		assert.match(harness.logger.lines[0] ?? '', /^info: request id1 .* end=stopped$/);
	});

	for (const at of ['beforeHeaders', 'afterHeaders'] as const) {
		it(`closes the socket when it is aborted while the answer stalls ${at}`, async () => {
			endpoint.script({ kind: 'stall', at });
			const aborter = new AbortController();
			const asking = harness.ask(hello, aborter.signal);
			const request = await endpoint.waitForRequest();
			aborter.abort();
			assert.deepEqual(await asking, { chunks: [], text: '', error: undefined });
			await request.closed;
			assert.equal(request.closedByClient, true);
			assert.equal(getEventListeners(aborter.signal, 'abort').length, 0);
		});
	}

	it('closes the socket when its reader leaves the loop', async () => {
		endpoint.script({ kind: 'stall', at: 'midStream' });
		const { signal } = new AbortController();
		for await (const _ of harness.client.stream(hello, signal)) break;
		const request = await endpoint.waitForRequest();
		await request.closed;
		assert.equal(request.closedByClient, true);
		assert.equal(harness.clock.pending, 0);
		assert.equal(getEventListeners(signal, 'abort').length, 0);
	});

	it('sends nothing when it is aborted beforehand', async () => {
		assert.deepEqual((await harness.ask(hello, AbortSignal.abort())).chunks, []);
		assert.equal(endpoint.sockets.total, 0);
	});

	it('passes on why there is no connection, and sends nothing', async () => {
		const logger = new MemoryLogger();
		const client = createOpenMindClient({
			fetch: realFetch,
			connection: () => Promise.reject(new OpenMindError('keyForOtherHost')),
			clock: new FakeClock(),
			logger,
			makeId: () => 'id',
		});
		const stream = client.stream(hello, new AbortController().signal)[Symbol.asyncIterator]();
		await assert.rejects(stream.next(), { kind: 'keyForOtherHost' });
		assert.equal(endpoint.sockets.total, 0);
		assert.match(logger.lines[0] ?? '', /^warn: .*end=keyForOtherHost$/);
	});

	it('ends a whole answer soon when the server neither sends [DONE] nor closes', async () => {
		const event = 'data: {"choices":[{"index":0,"delta":{"content":"Hi"},"finish_reason":"stop"}]}\n\n';
		const body = (async function* () {
			yield Buffer.from(event);
			await new Promise(() => undefined);
		})();
		const quiet = new Harness({ baseUrl: endpoint.baseUrl }, (_, { signal }) =>
			Promise.resolve({
				status: 200,
				headers: { get: () => 'text/event-stream' },
				body: rejectingOn(signal, body, () => setImmediate(() => quiet.clock.advance(3000))),
			}),
		);
		const { chunks, error } = await quiet.ask();
		assert.equal(error, undefined);
		assert.deepEqual(chunks, [
			{ type: 'text', text: 'Hi' },
			{ type: 'finish', reason: 'stop' },
		]);
	});

	it('hands over a record of each request: sizes, times, tokens and what the service says of its own time', async () => {
		endpoint.script({
			kind: 'raw',
			body: 'data: {"choices":[{"delta":{"content":"Hi"},"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":2}}\n\ndata: {\n\n',
			headers: {
				'content-type': 'text/event-stream',
				'x-upstream-ttfb-ms': '61.5',
				'x-proxy-total-ms': '7; SECRET',
				'x-proxy-parse-ms': '2',
			},
		});
		await harness.ask();
		const { bytesSent, ...record } = harness.records[0] ?? assert.fail('no record');
		assert.ok(bytesSent > 50);
		assert.deepEqual(record, {
			id: 'id1',
			model: 'openai/gpt-4o',
			startedAt: harness.clock.now(),
			messages: 1,
			bytesReceived: 130,
			status: 200,
			connectMs: 0,
			firstTokenMs: 0,
			totalMs: 0,
			end: 'done',
			finish: 'stop',
			usage: { promptTokens: 3, completionTokens: 2 },
			retries: 0,
			malformed: 1,
			otherChoices: 0,
			timings: { 'x-upstream-ttfb-ms': 61.5, 'x-proxy-parse-ms': 2 },
		});
	});

	it('records a failure by its kind, and an answer that was left as stopped', async () => {
		endpoint.script({ kind: 'reset', at: 'midStream' });
		await harness.ask();
		const { end, failure } = harness.records[0] ?? assert.fail('no record');
		assert.deepEqual({ end, kind: failure?.kind }, { end: 'failed', kind: 'connectionLost' });
		for await (const _ of harness.client.stream(hello, new AbortController().signal)) break;
		assert.equal(harness.records[1]?.end, 'stopped');
	});

	it('serves readers that do not wait for one step before they ask for the next', async () => {
		endpoint.script({ kind: 'text', text: 'a b c d e f' });
		const stream = harness.client.stream(hello, new AbortController().signal)[Symbol.asyncIterator]();
		const steps = await Promise.all(Array.from({ length: 9 }, () => stream.next()));
		const words = steps.map(({ value }) => (value?.type === 'text' ? value.text : value?.type));
		assert.deepEqual(words, ['a', ' b', ' c', ' d', ' e', ' f', 'finish', undefined, undefined]);
	});

	it('logs one line per request, with sizes and times and without content, key or query', async () => {
		const query = new Harness({
			baseUrl: `${endpoint.baseUrl}?token=SECRET-QUERY`,
			headers: { 'x-team': 'SECRET-TEAM' },
		});
		endpoint.script([
			{ kind: 'text', text: 'SECRET-ANSWER' },
			{ kind: 'status', status: 401, error: 'SECRET-ERROR' },
		]);
		await query.ask();
		await query.ask();
		assert.equal(query.logger.lines.length, 2);
		assert.match(
			query.logger.lines[0] ?? '',
			/^info: request id1 model=openai\/gpt-4o messages=1 bytes=\d+ received=\d+ status=200 connectMs=0 firstTokenMs=0 totalMs=0 end=stop$/,
		);
		assert.match(
			query.logger.lines[1] ?? '',
			/^warn: request id2 .* status=401 connectMs=0 totalMs=0 end=unauthorized$/,
		);
		assert.doesNotMatch(query.logger.lines.join('\n'), /SECRET|om1_/);
	});
});

/** The body, which rejects on abort as a real one does; `whenDry` is called once it waits for more. */
async function* rejectingOn<T>(signal: AbortSignal, body: AsyncGenerator<T>, whenDry: () => void): AsyncGenerator<T> {
	const aborted = new Promise<never>((_, reject) => {
		signal.addEventListener('abort', () => reject(new Error('aborted')), { once: true });
	});
	for (;;) {
		const next = body.next();
		whenDry();
		const step = await Promise.race([next, aborted]);
		if (step.done === true) return;
		yield step.value;
	}
}
