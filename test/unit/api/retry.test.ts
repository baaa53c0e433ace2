// When a failed request is made again by itself: what passes, how long is waited, and that a person can cut the wait short.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isProviderDown, longestWaitMs, mayPass, mostAttempts, retryDelayMs } from '../../../src/api/retry';
import type { ModelRef, RequestProgress } from '../../../src/core/ports';
import { failureKinds, type Failure } from '../../../src/shared/failures';
import { startEndpoint, type Endpoint, type Step } from '../../endpoint/endpoint';
import { assertFailed, hello, Harness, realFetch } from './harness';

const limited = (retryAfterSeconds?: number): Failure => ({
	kind: 'rateLimited',
	facts: { status: 429, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) },
});

describe('the delay before a repeat', () => {
	it('is anything from nothing to a second, which doubles with each repeat up to 16', () => {
		assert.deepEqual(
			[0, 1, 2, 3, 4, 9].map(repeats => retryDelayMs(limited(), repeats, 1)),
			[1000, 2000, 4000, 8000, 16_000, 16_000],
		);
		assert.equal(retryDelayMs(limited(), 3, 0), 0);
		assert.equal(retryDelayMs(limited(), 3, 0.5), 4000);
	});

	it('is at least what the service asks for, and little more', () => {
		const seconds = fc.double({ min: 0, max: longestWaitMs / 1000, noNaN: true });
		const random = fc.double({ min: 0, max: 1, noNaN: true });
		fc.assert(
			fc.property(seconds, random, fc.nat({ max: 9 }), (asked, chance, repeats) => {
				const ms = retryDelayMs(limited(asked), repeats, chance) ?? NaN;
				assert.ok(ms >= asked * 1000 && ms <= asked * 1100 + 1);
			}),
		);
	});

	it('is none when the service asks for more than a minute', () => {
		assert.equal(retryDelayMs(limited(60), 0, 0), 60_000);
		assert.equal(retryDelayMs(limited(60.1), 0, 0), undefined);
	});

	it('is for what passes: too many requests, a provider that is down, a lost connection', () => {
		assert.deepEqual(
			failureKinds.filter(kind => mayPass({ kind, facts: {} })),
			['rateLimited', 'unavailable', 'connectionLost'],
		);
		for (const status of [400, 401, 402, 403, 404])
			for (const kind of failureKinds) assert.equal(mayPass({ kind, facts: { status } }), false);
	});
});

describe('another model', () => {
	it('is asked where the provider is down, not where the key, the request or the network is at fault', () => {
		assert.deepEqual(
			failureKinds.filter(kind => isProviderDown({ kind, facts: {} })),
			['serverError', 'unavailable', 'connectionLost'],
		);
		assert.equal(isProviderDown({ kind: 'timeout', facts: { phase: 'firstToken' } }), true);
		assert.equal(isProviderDown({ kind: 'timeout', facts: { phase: 'connect' } }), false);
	});
});

describe('a request that failed before its first token', () => {
	let endpoint: Endpoint;
	beforeEach(async () => {
		endpoint = await startEndpoint();
	});
	afterEach(() => endpoint.stop());

	/** A client that retries, whose every wait is over as soon as it begins. */
	const patient = (more: ConstructorParameters<typeof Harness>[2] = {}): Harness => {
		const harness = new Harness({ baseUrl: endpoint.baseUrl }, realFetch, more);
		harness.onProgress = progress => {
			if (progress.phase === 'retrying' || progress.phase === 'queued')
				setImmediate(() => harness.clock.advance(Math.max(0, progress.atMs - harness.clock.now())));
		};
		return harness;
	};
	const retries = (harness: Harness): Extract<RequestProgress, { phase: 'retrying' }>[] =>
		harness.progress.filter(progress => progress.phase === 'retrying');
	const down: Step = { kind: 'status', status: 503, error: 'Failed to connect to openai server' };

	const passing: readonly (readonly [what: string, step: Step])[] = [
		['a 429', { kind: 'status', status: 429 }],
		['a 503', down],
		['a 502 with a page', { kind: 'raw', status: 502, body: '<h1>Bad Gateway</h1>' }],
		['a 504', { kind: 'status', status: 504 }],
		['a 529', { kind: 'status', status: 529 }],
		['a reset before the headers', { kind: 'reset', at: 'beforeHeaders' }],
		['a reset after the headers', { kind: 'reset', at: 'afterHeaders' }],
		['an error event at once', { kind: 'errorEvent', error: { message: 'overloaded', code: 503 }, afterChunks: 1 }],
	];
	for (const [what, step] of passing) {
		it(`is made again after ${what}, and says so`, async () => {
			endpoint.script([step, step]);
			const harness = patient();
			const { error, text } = await harness.ask();
			assert.equal(error, undefined);
			assert.match(text, /first turn/);
			assert.equal(endpoint.requests.length, 3);
			assert.deepEqual(
				retries(harness).map(({ attempt, of }) => [attempt, of]),
				[
					[2, mostAttempts],
					[3, mostAttempts],
				],
			);
			assert.equal(harness.records[0]?.retries, 2);
			assert.match(harness.logger.lines[0] ?? '', / retries=2 /);
		});
	}

	const final: readonly (readonly [what: string, step: Step])[] = [
		...[400, 401, 402, 403, 404, 413, 418, 500].map(status => [`a ${status}`, { kind: 'status', status }] as const),
		['a 403 that speaks of a rate limit', { kind: 'status', status: 403, error: 'Rate limit exceeded.' }],
		['a 429 that asks for an hour', { kind: 'status', status: 429, headers: { 'retry-after': '3600' } }],
		['a page', { kind: 'html' }],
		['an empty answer', { kind: 'text', text: '' }],
		['a redirect', { kind: 'redirect', location: 'http://127.0.0.1:9/' }],
	];
	for (const [what, step] of final) {
		it(`is not made again after ${what}`, async () => {
			endpoint.script(step);
			const harness = patient();
			assert.notEqual((await harness.ask()).error, undefined);
			assert.equal(endpoint.requests.length, 1);
			assert.deepEqual(retries(harness), []);
		});
	}

	it('is not made again for whoever asks for a single try', async () => {
		endpoint.script(down);
		const harness = patient();
		assertFailed(await harness.ask({ ...hello, attempts: 1 }), 'unavailable');
		assert.equal(endpoint.requests.length, 1);
	});

	it('is not made again once a token came', async () => {
		endpoint.script({ kind: 'reset', at: 'midStream' });
		assertFailed(await patient().ask(), 'connectionLost');
		assert.equal(endpoint.requests.length, 1);
	});

	it('is not made again once a tool call had begun', async () => {
		const call = { index: 0, id: 'a', function: { name: 'f', arguments: '{' } };
		endpoint.script({ kind: 'chunks', chunks: [{ choices: [{ delta: { tool_calls: [call] } }] }], done: false });
		assertFailed(await patient().ask(), 'connectionLost');
		assert.equal(endpoint.requests.length, 1);
	});

	it('is made four times at most, and then fails with what it met last', async () => {
		endpoint.script([down, down, down, { kind: 'status', status: 429 }]);
		const harness = patient();
		assertFailed(await harness.ask(), 'rateLimited');
		assert.equal(endpoint.requests.length, 4);
		assert.deepEqual(
			retries(harness).map(({ failure }) => failure.kind),
			['unavailable', 'unavailable', 'unavailable'],
		);
	});

	const waits: readonly (readonly [what: string, step: Step, seconds: number])[] = [
		['seconds', { kind: 'status', status: 503, headers: { 'retry-after': '7' } }, 7],
		['a date', { kind: 'status', status: 503, headers: { 'retry-after': 'Wed, 01 Jan 2025 00:00:20 GMT' } }, 20],
		['words', { kind: 'status', status: 429, error: 'Rate limit exceeded. Try again in 30 seconds.' }, 30],
	];
	for (const [what, step, seconds] of waits) {
		it(`waits as long as the service asks in ${what}`, async () => {
			endpoint.script(step);
			const harness = patient({ random: () => 0 });
			const started = harness.clock.now();
			assert.equal((await harness.ask()).error, undefined);
			assert.equal(retries(harness)[0]?.atMs, started + seconds * 1000);
			assert.ok(harness.clock.now() >= started + seconds * 1000);
		});
	}

	for (const status of [429, 503]) {
		it(`can be sent at once after a ${status} by whoever will not wait, and is not queued instead`, async () => {
			endpoint.script({ kind: 'status', status, headers: { 'retry-after': '50' } });
			await askImpatiently();
		});
	}

	async function askImpatiently() {
		const harness = new Harness({ baseUrl: endpoint.baseUrl }, realFetch, {});
		const started = harness.clock.now();
		harness.onProgress = progress => {
			if (progress.phase === 'retrying') progress.skip();
		};
		assert.equal((await harness.ask()).error, undefined);
		assert.equal(harness.clock.now(), started);
	}

	it('ends without an error, and with every timer freed, when it is aborted while it waits', async () => {
		endpoint.script(down);
		const aborter = new AbortController();
		const harness = new Harness({ baseUrl: endpoint.baseUrl }, realFetch, {});
		harness.onProgress = progress => {
			if (progress.phase === 'retrying') aborter.abort();
		};
		assert.deepEqual(await harness.ask(hello, aborter.signal), { chunks: [], text: '', error: undefined });
		assert.equal(endpoint.requests.length, 1);
		assert.equal(harness.records[0]?.end, 'stopped');
	});

	it('tells where it stands: connecting, waiting, answering', async () => {
		const harness = patient();
		await harness.ask();
		assert.deepEqual(harness.progress, [
			{ phase: 'connecting', model: hello.model },
			{ phase: 'waiting' },
			{ phase: 'answering', model: hello.model },
		]);
	});

	it('leaves the key alone after a 402: the next request is sent at once', async () => {
		endpoint.script([
			{ kind: 'status', status: 402 },
			{ kind: 'text', text: 'Hi' },
			{ kind: 'status', status: 402 },
		]);
		const harness = new Harness({ baseUrl: endpoint.baseUrl }, realFetch, {});
		assertFailed(await harness.ask(), 'insufficientBalance');
		assert.equal((await harness.ask()).text, 'Hi');
		assertFailed(await harness.ask(), 'insufficientBalance');
		assert.equal((await harness.ask()).error, undefined);
		assert.ok(harness.progress.every(({ phase }) => phase !== 'queued' && phase !== 'retrying'));
	});

	describe('with fallback models', () => {
		const grok = { provider: 'xai', model: 'grok-4' };
		const mini = { provider: 'openai', model: 'gpt-4o-mini' };
		const failingOver = (): Harness =>
			new Harness({ baseUrl: endpoint.baseUrl }, realFetch, {
				attempts: 1,
				fallbacks: () => [hello.model, grok, mini],
			});
		const asked = (): string[] =>
			endpoint.requests.map(({ path, body }) => `${path.split('/')[3]} ${(body as { model: string }).model}`);

		for (const [what, step] of [
			['a 503', down],
			['a 500', { kind: 'status', status: 500 }],
			['a reset', { kind: 'reset', at: 'afterHeaders' }],
		] as const) {
			it(`asks the next one after ${what}, and says which answers`, async () => {
				endpoint.script([step, step]);
				const harness = failingOver();
				assert.equal((await harness.ask()).error, undefined);
				assert.deepEqual(asked(), ['openai gpt-4o', 'xai grok-4', 'openai gpt-4o-mini']);
				assert.deepEqual(harness.progress.at(-1), { phase: 'answering', model: mini });
				assert.equal(harness.records[0]?.answeredBy, 'openai/gpt-4o-mini');
				assert.match(harness.logger.lines[0] ?? '', /model=openai\/gpt-4o answeredBy=openai\/gpt-4o-mini /);
			});
		}

		it('gives each model the limit that the user set for it', async () => {
			endpoint.script(down);
			const outputLimit = ({ model }: ModelRef): number | undefined => (model === grok.model ? 70 : undefined);
			const more = { attempts: 1, fallbacks: () => [grok], outputLimit };
			await new Harness({ baseUrl: endpoint.baseUrl }, realFetch, more).ask();
			const limits = endpoint.requests.map(({ body }) => (body as { max_tokens?: number }).max_tokens);
			assert.deepEqual(limits, [undefined, 70]);
		});

		it('asks the next one when the first token does not come in time', async () => {
			endpoint.script({ kind: 'stall', at: 'afterHeaders' });
			const harness = failingOver();
			const asking = harness.ask();
			await endpoint.waitForRequest();
			harness.clock.advance(60_000);
			assert.equal((await asking).error, undefined);
			assert.deepEqual(harness.progress.at(-1), { phase: 'answering', model: grok });
		});

		it('fails with the failure of the asked model when none answers', async () => {
			endpoint.script([{ kind: 'status', status: 500 }, down, down]);
			assertFailed(await failingOver().ask(), 'serverError', { model: 'gpt-4o' });
			assert.equal(endpoint.requests.length, 3);
		});

		it('asks no other where the key, the balance, the request or the plan is at fault', async () => {
			const kinds = {
				400: 'badRequest',
				401: 'unauthorized',
				402: 'insufficientBalance',
				403: 'forbidden',
				404: 'unknownModel',
				429: 'rateLimited',
			} as const;
			for (const [status, kind] of Object.entries(kinds)) {
				endpoint.script({ kind: 'status', status: Number(status) });
				assertFailed(await failingOver().ask(), kind);
			}
			assert.ok(asked().every(model => model === 'openai gpt-4o'));
		});

		it('asks no other once a token came, or when nothing listens', async () => {
			endpoint.script({ kind: 'reset', at: 'midStream' });
			assertFailed(await failingOver().ask(), 'connectionLost');
			assert.deepEqual(asked(), ['openai gpt-4o']);
			const harness = new Harness({ baseUrl: 'http://127.0.0.1:1' }, realFetch, { fallbacks: () => [grok] });
			assertFailed(await harness.ask(), 'unreachable');
			assert.equal(harness.progress.length, 1);
		});
	});
});
