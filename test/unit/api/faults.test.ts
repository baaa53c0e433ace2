// Every documented status and every fault of the wire, each with its kind, its facts, and the text that was there before.
import assert from 'node:assert/strict';
import { startEndpoint, type Endpoint, type Step } from '../../endpoint/endpoint';
import type { FailureFacts, FailureKind } from '../../../src/shared/failures';
import { assertFailed, hello, Harness } from './harness';

type Row = readonly [what: string, step: Step, kind: FailureKind, facts?: Partial<FailureFacts>];

const where = { provider: 'openai', model: 'gpt-4o' };
const statuses: readonly Row[] = [
	['invalid JSON', { kind: 'status', status: 400, error: 'Invalid JSON' }, 'badRequest', { status: 400, ...where }],
	[
		'a context that is too long',
		{ kind: 'status', status: 400, error: { message: 'Too long', code: 'context_length_exceeded' } },
		'contextTooLarge',
		{ status: 400 },
	],
	['a wrong key', { kind: 'status', status: 401, error: 'Invalid API key' }, 'unauthorized', { status: 401 }],
	['a wrong key without a body', { kind: 'status', status: 401, error: null }, 'unauthorized'],
	[
		'no balance',
		{ kind: 'status', status: 402, error: 'Insufficient balance. Please add funds to your account.' },
		'insufficientBalance',
	],
	[
		'a forbidden request',
		{ kind: 'status', status: 403, error: 'API key limit reached' },
		'forbidden',
		{ status: 403 },
	],
	[
		'a 403 that is a rate limit',
		{ kind: 'status', status: 403, error: 'Rate limit exceeded. Try again in 60 seconds.' },
		'rateLimited',
		{ status: 403, retryAfterSeconds: 60 },
	],
	[
		'an unknown model',
		{
			kind: 'status',
			status: 404,
			error: 'unsupported model: gpt-4. Supported model prefixes for openai: [gpt-4o, gpt-4o-mini]',
		},
		'unknownModel',
		{ acceptedModels: ['gpt-4o', 'gpt-4o-mini'] },
	],
	['an unknown provider', { kind: 'status', status: 404, error: 'unsupported model provider: x' }, 'unknownModel'],
	[
		'an unknown model in a list of one error',
		{
			kind: 'raw',
			status: 404,
			body: '[{"error":{"code":404,"message":"models/x is not found","status":"NOT_FOUND"}}]',
			headers: { 'content-type': 'application/json' },
		},
		'unknownModel',
		{ status: 404 },
	],
	[
		'a list of one error that is too many requests',
		{ kind: 'raw', status: 403, body: '[{"error":{"message":"Rate limit exceeded. Try again in 9 seconds."}}]' },
		'rateLimited',
		{ retryAfterSeconds: 9 },
	],
	[
		'a page that is not there',
		{ kind: 'raw', status: 404, body: '<html>', headers: { 'content-type': 'text/html' } },
		'notJson',
		{ status: 404 },
	],
	['a body that is too large', { kind: 'status', status: 413 }, 'contextTooLarge'],
	[
		'too many requests',
		{ kind: 'status', status: 429, error: { message: 'Slow down' } },
		'rateLimited',
		{ status: 429 },
	],
	[
		'too many requests with a wait',
		{ kind: 'status', status: 429, headers: { 'retry-after': '7' } },
		'rateLimited',
		{ retryAfterSeconds: 7 },
	],
	['a server error', { kind: 'status', status: 500 }, 'serverError', { status: 500 }],
	['a bad gateway', { kind: 'raw', status: 502, body: '<h1>Bad Gateway</h1>' }, 'unavailable', { status: 502 }],
	[
		'a provider that is down',
		{ kind: 'status', status: 503, error: 'Failed to connect to openai server' },
		'unavailable',
		{ status: 503 },
	],
	['a status nobody knows', { kind: 'status', status: 418 }, 'badRequest', { status: 418 }],
];

const faults: readonly Row[] = [
	['a reset before the headers', { kind: 'reset', at: 'beforeHeaders' }, 'connectionLost', { code: 'ECONNRESET' }],
	['a reset after the headers', { kind: 'reset', at: 'afterHeaders' }, 'connectionLost'],
	['a truncated gzip body', { kind: 'truncatedGzip' }, 'connectionLost'],
	['a stream without an end', { kind: 'finish', reason: null, text: 'Half' }, 'connectionLost'],
	['a page for an answer', { kind: 'html' }, 'notJson', { status: 200 }],
	[
		'a page that calls itself a stream',
		{ kind: 'raw', body: '\n <!doctype html><p>data: no</p>', headers: { 'content-type': 'text/event-stream' } },
		'notJson',
	],
	['text that is neither', { kind: 'notJson' }, 'notJson'],
	[
		'text that only begins like an event',
		{ kind: 'raw', body: 'error: upstream', headers: { 'content-type': 'text/plain' } },
		'notJson',
	],
	[
		'JSON that breaks off',
		{ kind: 'raw', body: '{"choices":[', headers: { 'content-type': 'application/json' } },
		'notJson',
	],
	['an empty body', { kind: 'empty' }, 'emptyAnswer', { status: 200 }],
	['blank lines for an answer', { kind: 'raw', body: '\n \n\n' }, 'emptyAnswer'],
	['an answer without text', { kind: 'text', text: '' }, 'emptyAnswer', where],
	['a JSON answer without text', { kind: 'json', text: '' }, 'emptyAnswer'],
	['comments and nothing else', { kind: 'raw', body: ': ping\n\n: ping\n\n' }, 'connectionLost'],
	['headers without end', { kind: 'endlessHeaders' }, 'tooLarge', { code: 'HPE_HEADER_OVERFLOW' }],
	['an event without end', { kind: 'endlessBody' }, 'tooLarge', { limit: 4 * 1024 * 1024 }],
	['an error body without end', { kind: 'endlessBody', status: 500 }, 'serverError', { status: 500 }],
	['a redirect', { kind: 'redirect', location: 'http://127.0.0.1:9/elsewhere' }, 'redirected', { status: 307 }],
	['a redirect with nowhere to go', { kind: 'redirect', location: '', status: 302 }, 'redirected', { status: 302 }],
	[
		'bytes that are not gzip',
		{
			kind: 'raw',
			body: 'plain',
			headers: { 'content-type': 'text/event-stream', 'content-encoding': 'gzip' },
		},
		'notJson',
	],
];

const midStream: readonly Row[] = [
	['a reset', { kind: 'reset', at: 'midStream' }, 'connectionLost'],
	['an error that is a string', { kind: 'errorEvent', error: 'Something broke' }, 'serverError'],
	[
		'an error that is an object',
		{
			kind: 'errorEvent',
			error: { message: 'Rate limit reached. Please try again in 1.5s.', code: 'rate_limit_exceeded' },
		},
		'rateLimited',
		{ retryAfterSeconds: 1.5, ...where },
	],
	[
		'an error with a status',
		{ kind: 'errorEvent', error: { message: 'no', code: 402 } },
		'insufficientBalance',
		{ status: 402 },
	],
	['an error that says nothing', { kind: 'errorEvent', error: {} }, 'serverError'],
];

describe('a failure of the service', () => {
	let endpoint: Endpoint;
	let harness: Harness;
	beforeEach(async () => {
		endpoint = await startEndpoint();
		harness = new Harness({ baseUrl: endpoint.baseUrl });
	});
	afterEach(() => endpoint.stop());

	for (const [what, step, kind, facts] of statuses) {
		it(`is ${kind} for ${what}`, async () => {
			endpoint.script(step);
			const outcome = await harness.ask();
			assertFailed(outcome, kind, {
				host: `127.0.0.1:${endpoint.port}`,
				...(kind === 'notJson' ? {} : where),
				...facts,
			});
			assert.deepEqual(outcome.chunks, []);
		});
	}

	for (const [what, step, kind, facts] of faults) {
		it(`is ${kind} for ${what}`, async () => {
			endpoint.script(step);
			assertFailed(await harness.ask(), kind, facts);
			await (
				await endpoint.waitForRequest()
			).closed;
		});
	}

	for (const [what, step, kind, facts] of midStream) {
		it(`is ${kind} for ${what} in the middle, and the text before stays`, async () => {
			endpoint.script(step);
			const outcome = await harness.ask();
			assertFailed(outcome, kind, facts);
			assert.notEqual(outcome.text, '');
		});
	}

	it('never quotes the service in its message or its facts', async () => {
		endpoint.script({ kind: 'status', status: 400, error: 'cannot read SECRET-QUESTION' });
		const { error } = await harness.ask();
		assert.doesNotMatch(`${error?.message} ${JSON.stringify(error?.facts)}`, /SECRET/);
	});

	it('closes the connection of a body that never ends', async () => {
		endpoint.script({ kind: 'endlessBody' });
		await harness.ask();
		const request = await endpoint.waitForRequest();
		await request.closed;
		assert.equal(request.closedByClient, true);
	});

	it('never follows a redirect, so that the key stays with its host', async () => {
		const other = await startEndpoint();
		try {
			endpoint.script({ kind: 'redirect', location: `${other.baseUrl}/openai/chat/completions` });
			assertFailed(await harness.ask(), 'redirected');
			assert.equal(other.sockets.total, 0);
		} finally {
			await other.stop();
		}
	});

	it('is unreachable, with the code and the host, where nothing listens', async () => {
		const { baseUrl, port } = endpoint;
		await endpoint.stop();
		assertFailed(await new Harness({ baseUrl }).ask(), 'unreachable', {
			code: 'ECONNREFUSED',
			host: `127.0.0.1:${port}`,
		});
		endpoint = await startEndpoint();
	});

	it('tells a host that has no address, or a name server that does not answer, from one that refuses', async () => {
		const { error } = await new Harness({ baseUrl: 'https://no-such-host.invalid/api/core' }).ask();
		const kinds: Readonly<Record<string, string>> = { ENOTFOUND: 'hostNotFound', EAI_AGAIN: 'offline' };
		assert.equal(error?.kind, kinds[error?.facts.code ?? '']);
		assert.equal(error?.facts.host, 'no-such-host.invalid');
	});

	it('is unauthorized, with nothing sent, for a key that no header can carry', async () => {
		assertFailed(await new Harness({ baseUrl: endpoint.baseUrl, apiKey: 'om1_\nlive' }).ask(), 'unauthorized');
		assert.equal(endpoint.sockets.total, 0);
	});

	it('comes after one failure as freely as before: the next request succeeds', async () => {
		endpoint.script({ kind: 'reset', at: 'midStream' });
		await harness.ask(hello);
		assert.equal((await harness.ask(hello)).error, undefined);
	});
});
