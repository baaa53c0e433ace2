// Where the key may go: decided before anything is sent.
import assert from 'node:assert/strict';
import { completionsUrl, requestHeaders } from '../../../src/api/connection';
import { Dialects, type Parameter } from '../../../src/api/negotiation';
import { requestBody } from '../../../src/api/requestBody';
import type { ChatRequest } from '../../../src/core/ports';
import { hello, timeouts } from './harness';

describe('the address of a request', () => {
	const addresses: readonly (readonly [baseUrl: string, expected: string])[] = [
		['https://api.openmind.org/api/core', 'https://api.openmind.org/api/core/openai/chat/completions'],
		[' https://api.openmind.org/api/core// ', 'https://api.openmind.org/api/core/openai/chat/completions'],
		['https://proxy.example', 'https://proxy.example/openai/chat/completions'],
		['https://proxy.example/a?team=1#top', 'https://proxy.example/a/openai/chat/completions?team=1'],
		['http://localhost:8080/x', 'http://localhost:8080/x/openai/chat/completions'],
		['http://api.localhost/x', 'http://api.localhost/x/openai/chat/completions'],
		['http://127.8.9.1/x', 'http://127.8.9.1/x/openai/chat/completions'],
		['http://[::1]:1/x', 'http://[::1]:1/x/openai/chat/completions'],
	];
	for (const [baseUrl, expected] of addresses) {
		it(`is ${expected} for ${baseUrl}`, () => {
			assert.equal(completionsUrl(baseUrl, 'openai').href, expected);
		});
	}

	it('keeps a provider inside its path segment', () => {
		assert.equal(completionsUrl('https://a.example', '../x?y').pathname, '/..%2Fx%3Fy/chat/completions');
	});

	for (const baseUrl of [
		'http://api.openmind.org/api/core',
		'http://127.0.0.1.evil.example',
		'http://localhost.evil.example',
		'ftp://a.example',
		'',
		'api.openmind.org',
		'api.openmind.com/api/core',
		'https://',
	]) {
		it(`is insecure for ${JSON.stringify(baseUrl)}`, () => {
			assert.throws(() => completionsUrl(baseUrl, 'openai'), { kind: 'insecureUrl' });
		});
	}

	it('is no address with credentials in it', () => {
		assert.throws(() => completionsUrl('https://user:word@a.example', 'openai'), {
			kind: 'unreachable',
			facts: { code: 'ERR_INVALID_URL' },
		});
	});
});

describe('the headers of a request', () => {
	const headers = (extra: Record<string, string>, apiKey = 'om1_key'): Record<string, string> =>
		requestHeaders({ baseUrl: '', apiKey, headers: extra, timeouts });
	const own = {
		accept: 'text/event-stream, application/json',
		'content-type': 'application/json',
		'x-api-key': 'om1_key',
	};

	it('hold the key without the blanks that came with it', () => {
		assert.deepEqual(headers({}, ' om1_key\n'), own);
	});

	it('take extra ones, but none that the client or the transport sets', () => {
		const extra = { 'X-Team': 'a', 'X-API-Key': 'b', Host: 'c', 'Content-Length': '1', Accept: 'd' };
		assert.deepEqual(headers(extra), { ...own, 'x-team': 'a' });
	});

	it('leave out what no header can carry', () => {
		assert.deepEqual(headers({ 'a b': '1', '': '2', 'x-line': 'a\r\nb: c', 'x-euro': '€' }), own);
	});

	for (const apiKey of ['', '  ', 'om1 key', 'om1_\u00e9', 'a\nb']) {
		it(`cannot be made with ${JSON.stringify(apiKey)} for a key`, () => {
			assert.throws(() => headers({}, apiKey), { kind: 'unauthorized' });
		});
	}
});

describe('the body of a request', () => {
	const bodyOf = (request: ChatRequest): Record<string, unknown> =>
		JSON.parse(requestBody(request, request.model, new Dialects().of(request.model)).text);
	const fieldsFor = (model: string): string[] =>
		Object.keys(bodyOf({ ...hello, model: { provider: 'openai', model }, maxOutputTokens: 9, temperature: 1 }));
	const limitsFor = (model: string, limit: number, asked: Partial<ChatRequest> = {}, refused: Parameter[] = []) => {
		const request = { ...hello, ...asked, model: { provider: 'openai', model } };
		const dialects = new Dialects();
		refused.forEach(name => dialects.learn(request.model, name));
		const { text } = requestBody(request, request.model, dialects.of(request.model), limit);
		const { max_tokens, max_completion_tokens } = JSON.parse(text);
		return [max_tokens, max_completion_tokens];
	};

	it('leaves to reasoning models what they refuse to be told', () => {
		assert.deepEqual(fieldsFor('gpt-4.1'), ['model', 'messages', 'stream', 'max_tokens', 'temperature']);
		for (const model of ['gpt-5-mini', 'openai/gpt-5.2', 'o3'])
			assert.deepEqual(fieldsFor(model), ['model', 'messages', 'stream']);
	});

	it('holds the limit that the user set for the model, or a smaller one of the request', () => {
		assert.deepEqual(limitsFor('gpt-4.1', 500), [500, undefined]);
		assert.deepEqual(limitsFor('gpt-4.1', 500, { maxOutputTokens: 60 }), [60, undefined]);
		assert.deepEqual(limitsFor('gpt-4.1', 50, { maxOutputTokens: 60 }), [50, undefined]);
		assert.deepEqual(limitsFor('gpt-4.1', 500, {}, ['max_tokens']), [undefined, 500]);
	});

	it('holds the user’s limit for a reasoning model under the only name that it takes, and not what was meant for an answer alone', () => {
		assert.deepEqual(limitsFor('gpt-5-mini', 500, { maxOutputTokens: 60 }), [undefined, 500]);
		assert.deepEqual(limitsFor('o3', 500, {}, ['max_completion_tokens']), [undefined, undefined]);
	});

	it('holds at most four stop words, and no empty list of them', () => {
		assert.deepEqual(bodyOf({ ...hello, stop: ['a', 'b', 'c', 'd', 'e'] }).stop, ['a', 'b', 'c', 'd']);
		assert.equal('stop' in bodyOf({ ...hello, stop: [] }), false);
	});
});
