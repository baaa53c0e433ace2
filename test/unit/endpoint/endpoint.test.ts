// The stand-in endpoint keeps the contract: a suite that runs against it may trust what it lets through.
import assert from 'node:assert/strict';
import { maskKey, startEndpoint, type Endpoint } from '../../endpoint/endpoint';

const key = 'om1_test_0123456789abcdefghij';
const good = { model: 'gpt-4o', messages: [{ role: 'user', content: 'Hello' }] };

describe('the stand-in endpoint', () => {
	let endpoint: Endpoint;
	beforeEach(async () => {
		endpoint = await startEndpoint();
	});
	afterEach(() => endpoint.stop());

	interface Ask {
		readonly path?: string;
		readonly method?: string;
		readonly headers?: Record<string, string>;
		readonly body?: unknown;
	}

	async function ask({ path = '/openai/chat/completions', method = 'POST', headers = {}, body = good }: Ask = {}) {
		const response = await fetch(endpoint.baseUrl + path, {
			method,
			headers: { 'x-api-key': key, 'content-type': 'application/json', ...headers },
			...(method === 'GET' ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
			redirect: 'manual',
		});
		return { status: response.status, text: await response.text(), type: response.headers.get('content-type') };
	}

	async function assertRefused(request: Ask, status: number, error: string): Promise<void> {
		const answer = await ask(request);
		assert.equal(answer.status, status);
		assert.deepEqual(JSON.parse(answer.text), { error });
		assert.equal(endpoint.requests.at(-1)?.violation, error);
	}

	it('answers a plain request with the documented JSON', async () => {
		const { status, text, type } = await ask();
		assert.equal(status, 200);
		assert.equal(type, 'application/json');
		const answer = JSON.parse(text);
		assert.deepEqual(Object.keys(answer).sort(), [
			'choices',
			'created',
			'id',
			'model',
			'object',
			'service_tier',
			'system_fingerprint',
			'usage',
		]);
		assert.equal(answer.object, 'chat.completion');
		assert.equal(answer.choices[0].message.role, 'assistant');
		assert.equal(answer.usage.total_tokens, answer.usage.prompt_tokens + answer.usage.completion_tokens);
	});

	it('answers a stream as events that end with [DONE], without usage', async () => {
		const { text, type } = await ask({ body: { ...good, stream: true } });
		assert.match(type ?? '', /^text\/event-stream/);
		const events = text.split('\n\n').filter(event => event !== '');
		assert.equal(events.at(-1), 'data: [DONE]');
		const chunks = events.slice(0, -1).map(event => JSON.parse(event.replace(/^data: /, '')));
		assert.ok(chunks.length > 5);
		assert.ok(chunks.every(chunk => chunk.object === 'chat.completion.chunk' && chunk.usage === undefined));
		assert.equal(chunks.at(-1).choices[0].finish_reason, 'stop');
	});

	it('streams the usage only when it is asked for', async () => {
		const { text } = await ask({ body: { ...good, stream: true, stream_options: { include_usage: true } } });
		assert.match(text, /"choices":\[\],"usage":\{"completion_tokens":\d+/);
	});

	const refusals: readonly [string, Ask, number, string][] = [
		['another path', { path: '/openai/completions' }, 404, 'not found'],
		['a query behind the path', { path: '/openai/chat/completions?x=1' }, 404, 'not found'],
		['another method', { method: 'GET' }, 405, 'method not allowed'],
		['a missing key', { headers: { 'x-api-key': '' } }, 401, 'Missing API key'],
		['a wrong key', { headers: { 'x-api-key': 'om1_test_wrong_key' } }, 401, 'Invalid API key'],
		[
			'another content type',
			{ headers: { 'content-type': 'text/plain' } },
			400,
			'Content-Type must be application/json',
		],
		[
			'an unknown provider',
			{ path: '/constructor/chat/completions' },
			404,
			'unsupported model provider: constructor',
		],
		[
			'an unknown model',
			{ path: '/deepseek/chat/completions' },
			404,
			'unsupported model: gpt-4o. Supported model prefixes for deepseek: [deepseek-chat]',
		],
		['a body that is not JSON', { body: '{"model":' }, 400, 'Invalid JSON'],
		['a body that is a list', { body: [good] }, 400, 'Invalid JSON'],
		['a missing model', { body: { messages: good.messages } }, 400, 'model is required'],
		['no messages', { body: { ...good, messages: [] } }, 400, 'messages must be an array of at least one message'],
		[
			'an unknown role',
			{ body: { ...good, messages: [{ role: 'robot', content: '' }] } },
			400,
			'messages[0].role is unknown',
		],
		[
			'a message without content',
			{ body: { ...good, messages: [{ role: 'user' }] } },
			400,
			'messages[0].content must be text or parts',
		],
		[
			'an extra field of a message',
			{ body: { ...good, messages: [{ role: 'user', content: '', id: 1 }] } },
			400,
			'messages[0] has an unknown field: id',
		],
		['an undocumented field', { body: { ...good, prompt: 'x' } }, 400, 'unknown field: prompt'],
		[
			'a temperature out of range',
			{ body: { ...good, temperature: 2.1 } },
			400,
			'temperature must be a number from 0 to 2',
		],
		['no room for tokens', { body: { ...good, max_tokens: 0 } }, 400, 'max_tokens must be a positive integer'],
		[
			'five stop words',
			{ body: { ...good, stop: ['a', 'b', 'c', 'd', 'e'] } },
			400,
			'stop must be a string or up to four strings',
		],
		[
			'stream options without a stream',
			{ body: { ...good, stream_options: {} } },
			400,
			'stream_options is only allowed with stream',
		],
	];
	for (const [what, request, status, error] of refusals) {
		it(`refuses ${what} with ${status}`, () => assertRefused(request, status, error));
	}

	it('admits a dated model by its prefix, and every documented parameter', async () => {
		const body = { ...good, model: 'gpt-4o-2024-08-06', temperature: 0, max_tokens: 5, top_p: 1, stop: ['\n'] };
		assert.equal((await ask({ body })).status, 200);
	});

	it('refuses every key but the ones it was given', async () => {
		await endpoint.stop();
		endpoint = await startEndpoint({ keys: ['om1_test_other'] });
		await assertRefused({}, 401, 'Invalid API key');
	});

	it('records a request without its key', async () => {
		await ask({ body: { ...good, temperature: 1 } });
		const request = await endpoint.waitForRequest();
		assert.equal(request.path, '/api/core/openai/chat/completions');
		assert.deepEqual(request.body, { ...good, temperature: 1 });
		assert.equal(request.headers['x-api-key'], maskKey(key));
		assert.ok(!JSON.stringify(request).includes(key));
		assert.equal(request.violation, undefined);
	});

	it('sees a client that leaves in the middle of an answer, and one that stays to its end', async () => {
		endpoint.script({ kind: 'stall', at: 'midStream' });
		const aborter = new AbortController();
		const response = await fetch(`${endpoint.baseUrl}/openai/chat/completions`, {
			method: 'POST',
			headers: { 'x-api-key': key, 'content-type': 'application/json' },
			body: JSON.stringify({ ...good, stream: true }),
			signal: aborter.signal,
		});
		await response.body?.getReader().read();
		aborter.abort();
		const left = await endpoint.waitForRequest();
		await left.closed;
		assert.equal(left.closedByClient, true);
		await ask();
		await endpoint.requests[1]?.closed;
		assert.equal(endpoint.requests[1]?.closedByClient, false);
		assert.equal(endpoint.requests[1]?.status, 200);
	});

	it('plays scripted steps once each, in order, and then answers as usual', async () => {
		endpoint.script([
			{ kind: 'status', status: 429, headers: { 'retry-after': '7' } },
			{ kind: 'json', text: 'scripted' },
		]);
		assert.equal((await ask()).status, 429);
		assert.match((await ask({ body: { ...good, stream: true } })).text, /"content":"scripted"/);
		assert.match((await ask()).text, /first turn/);
	});

	it('lets a stalled answer go on when it is released', async () => {
		endpoint.script({ kind: 'stall', at: 'midStream', afterChunks: 2 });
		const answering = ask({ body: { ...good, stream: true } });
		await endpoint.waitForRequest();
		const usual = await ask({ body: { ...good, stream: true } });
		endpoint.release();
		assert.equal((await answering).text, usual.text);
	});

	it('writes raw bytes cut where it is told to, and loses none', async () => {
		endpoint.script({ kind: 'raw', body: 'data: {}\n\n', cuts: [9, 1, 4, 99] });
		assert.equal((await ask()).text, 'data: {}\n\n');
	});
});
