// What a model refuses to be told is left out or renamed, once, and from then on.
import assert from 'node:assert/strict';
import { Dialects, refusedParameter, type Parameter } from '../../../src/api/negotiation';
import { dialectCap } from '../../../src/api/limits';
import type { ChatRequest } from '../../../src/core/ports';
import { startEndpoint, type Endpoint, type Step } from '../../endpoint/endpoint';
import { assertFailed, hello, Harness } from './harness';

const full: ChatRequest = { ...hello, maxOutputTokens: 50, temperature: 0.2, stop: ['\n'], usage: true };
const sentByFull: readonly Parameter[] = ['max_tokens', 'temperature', 'stream_options', 'stop', 'stream'];

const refusals: readonly (readonly [error: string | object, parameter: Parameter | undefined])[] = [
	[
		"Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
		'max_tokens',
	],
	[
		{ message: "Unsupported parameter: 'temperature'", param: 'temperature', code: 'unsupported_parameter' },
		'temperature',
	],
	["Unsupported value: 'temperature' does not support 0.2 with this model.", 'temperature'],
	[{ message: 'Something else', param: 'stop', code: 'unsupported_value' }, 'stop'],
	['Unrecognized request argument supplied: stream_options', 'stream_options'],
	['Invalid JSON payload received. Unknown name "stream_options": Cannot find field.', 'stream_options'],
	['unknown field: stop', 'stop'],
	['Argument not supported on this model: stop', 'stop'],
	["'stream' is not supported", 'stream'],
	['This model does not support streaming', 'stream'],
	['max_tokens is too large: 5000. This model supports at most 4096 completion tokens.', undefined],
	['temperature must be a number from 0 to 2', undefined],
	['Unsupported image in messages', undefined],
	['unknown field: frequency_penalty', undefined],
	['Your balance is not supported by a stop loss', undefined],
];

describe('a refused parameter', () => {
	for (const [error, parameter] of refusals) {
		it(`is ${parameter ?? 'none'} in ${JSON.stringify(error)}`, () => {
			const words = typeof error === 'string' ? error : Object.values(error).join(' ');
			assert.equal(refusedParameter(error, words, sentByFull), parameter);
		});
	}

	it('is one that was sent', () => {
		assert.equal(refusedParameter('x', "Unsupported: 'temperature'", ['stream']), undefined);
	});

	it('is remembered for its model, and for the last models only', () => {
		const dialects = new Dialects();
		const model = (name: string): { provider: string; model: string } => ({ provider: 'p', model: name });
		assert.equal(dialects.learn(model('a'), 'stop'), true);
		assert.equal(dialects.learn(model('a'), 'stop'), false);
		assert.equal(dialects.learn(model('a'), 'messages'), false);
		assert.equal(dialects.learn(model('a'), undefined), false);
		assert.equal(dialects.of(model('b')).refused.size, 0);
		for (let other = 0; other < dialectCap; other++) dialects.learn(model(`m${other}`), 'stop');
		assert.equal(dialects.of(model('a')).refused.size, 0);
	});
});

describe('a request with a parameter that its model refuses', () => {
	let endpoint: Endpoint;
	let harness: Harness;
	beforeEach(async () => {
		endpoint = await startEndpoint();
		harness = new Harness({ baseUrl: endpoint.baseUrl });
	});
	afterEach(() => endpoint.stop());

	const refuse = (name: string): Step => ({
		kind: 'status',
		status: 400,
		error: `Unsupported parameter: '${name}'.`,
	});
	const body = (index: number): Record<string, unknown> => endpoint.requests[index]?.body as Record<string, unknown>;

	for (const name of ['temperature', 'stop', 'stream_options', 'stream'] as const) {
		it(`is made once more without ${name}, and later ones leave it out at once`, async () => {
			endpoint.script(refuse(name));
			assert.equal((await harness.ask(full)).error, undefined);
			assert.equal((await harness.ask(full)).error, undefined);
			assert.deepEqual(
				endpoint.requests.map(request => name in (request.body as object)),
				[true, false, false],
			);
			assert.ok(endpoint.requests.every(({ violation }) => violation === undefined));
			const other = { ...full, model: { provider: 'xai', model: 'grok-4' } };
			await harness.ask(other);
			assert.ok(name in body(3));
		});
	}

	it('names the limit of tokens as the model wants it, and leaves it out when it wants neither', async () => {
		endpoint.script([refuse('max_tokens'), refuse('max_completion_tokens')]);
		assert.equal((await harness.ask(full)).error, undefined);
		assert.equal(body(1).max_completion_tokens, 50);
		assert.equal('max_tokens' in body(1), false);
		assert.equal('max_tokens' in body(2) || 'max_completion_tokens' in body(2), false);
		assert.equal(endpoint.requests.length, 3);
	});

	it('takes a plain answer from a model that does not stream', async () => {
		endpoint.script([
			{ kind: 'status', status: 422, error: 'streaming is not supported' },
			{ kind: 'json', text: 'Hi' },
		]);
		assert.equal((await harness.ask(full)).text, 'Hi');
		assert.equal('stream_options' in body(1), false);
	});

	it('fails when the same refusal comes again, and says which parameter it was', async () => {
		endpoint.script([refuse('temperature'), refuse('temperature')]);
		assertFailed(await harness.ask(full), 'badRequest', { status: 400 });
		assert.equal(endpoint.requests.length, 2);
	});

	it('is not made again for a 400 that names no parameter', async () => {
		endpoint.script({ kind: 'status', status: 400, error: 'Invalid JSON' });
		assertFailed(await harness.ask(full), 'badRequest');
		assert.equal(endpoint.requests.length, 1);
	});

	it('asks for the usage only when told to', async () => {
		await harness.ask(hello);
		assert.equal('stream_options' in body(0), false);
		const { chunks } = await harness.ask({ ...hello, usage: true });
		assert.deepEqual(body(1).stream_options, { include_usage: true });
		assert.equal(chunks.at(-1)?.type, 'usage');
		assert.equal(harness.records[1]?.usage?.promptTokens, 6);
	});
});
