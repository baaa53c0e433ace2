// The rate of a key's requests: free until the service complains, then learned from the smallest plan upwards.
import assert from 'node:assert/strict';
import { queueCap } from '../../../src/api/limits';
import { Pacing, type Pace } from '../../../src/api/pacing';
import { startEndpoint, type Endpoint } from '../../endpoint/endpoint';
import { FakeClock } from '../fakes';
import { assertFailed, hello, Harness } from './harness';

describe('the pace of a key', () => {
	let clock: FakeClock;
	let pace: Pace;
	beforeEach(() => {
		clock = new FakeClock(0);
		pace = new Pacing(clock).of('https://a.example', 'key');
	});

	/** Asks for a turn; the result says when it came and when it was promised. */
	function ask(signal = new AbortController().signal): { at?: number; promised?: number; skip?: () => void } {
		const turn: { at?: number; promised?: number; skip?: () => void } = {};
		const wait = pace.turn(signal, (atMs, skip) => Object.assign(turn, { promised: atMs, skip }));
		if (wait === undefined) turn.at = clock.now();
		else void wait.then(() => (turn.at = clock.now()));
		return turn;
	}

	/** Moves time on in steps, so that what waits sees the time at which its turn came. */
	async function pass(ms: number): Promise<void> {
		for (let step = 0; step < ms; step += 50) {
			clock.advance(50);
			await Promise.resolve();
			await Promise.resolve();
		}
	}

	function answers(count: number): void {
		for (let answer = 0; answer < count; answer++) pace.answered();
	}

	it('holds nothing back before the first complaint', () => {
		const turns = Array.from({ length: 200 }, () => ask());
		assert.ok(turns.every(({ at }) => at === 0));
	});

	it('is one request a second after a complaint, in the order of asking, each told its time', async () => {
		pace.limited();
		const turns = [ask(), ask(), ask()];
		await pass(3000);
		assert.deepEqual(
			turns.map(({ at, promised }) => [at, promised]),
			[
				[1000, 1000],
				[2000, 2000],
				[3000, 3000],
			],
		);
		assert.equal(clock.pending, 0);
	});

	it('forgets the wait that was asked for once the service has answered', async () => {
		pace.limited(50_000);
		ask().skip?.();
		pace.answered();
		const turn = ask();
		await pass(1000);
		assert.equal(turn.at, 1000);
	});

	it('waits as long as the complaint asks', async () => {
		pace.limited(5000);
		const turn = ask();
		await pass(4950);
		assert.equal(turn.at, undefined);
		await pass(50);
		assert.equal(turn.at, 5000);
	});

	it('rises to the next plan after ten answers without a complaint, and at the top holds nothing back', () => {
		pace.limited();
		const intervals = Array.from({ length: 6 }, () => {
			const { intervalMs } = pace;
			answers(10);
			return intervalMs;
		});
		assert.deepEqual(intervals, [1000, 200, 50, 25, 10, 0]);
	});

	it('falls back by one plan at the next complaint, and is slower to rise again', () => {
		pace.limited();
		answers(20);
		assert.equal(pace.intervalMs, 50);
		pace.limited();
		assert.equal(pace.intervalMs, 200);
		answers(19);
		assert.equal(pace.intervalMs, 200);
		answers(1);
		assert.equal(pace.intervalMs, 50);
	});

	it('lets one that is aborted out of the queue, and those behind it move up', async () => {
		pace.limited();
		const aborter = new AbortController();
		const turns = [ask(), ask(aborter.signal), ask()];
		aborter.abort();
		await pass(2000);
		assert.deepEqual([turns[0]?.at, turns[2]?.at], [1000, 2000]);
		assert.equal(clock.pending, 0);
	});

	it('lets one that will not wait go at once', async () => {
		pace.limited();
		const turns = [ask(), ask()];
		turns[1]?.skip?.();
		await Promise.resolve();
		assert.equal(turns[1]?.at, 0);
		await pass(1000);
		assert.equal(turns[0]?.at, 1000);
	});

	it('has room for a minute of waiting, and refuses more', () => {
		pace.limited();
		for (let waiting = 0; waiting < queueCap; waiting++) ask();
		assert.throws(() => ask(), { kind: 'rateLimited', facts: { limit: queueCap } });
	});

	it('is the same for the same key at the same place, and another for any other', () => {
		const pacing = new Pacing(clock);
		const one = pacing.of('https://a.example', 'key');
		assert.equal(pacing.of('https://a.example', 'key'), one);
		assert.notEqual(pacing.of('https://a.example', 'kez'), one);
		assert.notEqual(pacing.of('https://b.example', 'key'), one);
		for (let other = 0; other < 20; other++) pacing.of('https://a.example', `other ${other}`);
		assert.notEqual(pacing.of('https://a.example', 'key'), one);
	});
});

describe('requests after a 429', () => {
	let endpoint: Endpoint;
	beforeEach(async () => {
		endpoint = await startEndpoint();
	});
	afterEach(() => endpoint.stop());

	it('leave one a second, in the order of asking, and an abort takes one out', async () => {
		endpoint.script({ kind: 'status', status: 429 });
		const harness = new Harness({ baseUrl: endpoint.baseUrl });
		const { clock, client } = harness;
		assertFailed(await harness.ask(), 'rateLimited');
		const started = clock.now();
		const aborter = new AbortController();
		const queued: number[] = [];
		const begin = (signal = new AbortController().signal): { step: Promise<unknown>; leave: () => unknown } => {
			const stream = client.stream(hello, signal, {
				progress: progress => progress.phase === 'queued' && queued.push(progress.atMs - started),
			});
			const chunks = stream[Symbol.asyncIterator]();
			return { step: chunks.next(), leave: () => chunks.return?.() };
		};
		const asked = [begin(), begin(aborter.signal), begin()];
		await until(() => queued.length === 3);
		assert.deepEqual(queued, [1000, 2000, 3000]);
		aborter.abort();
		assert.deepEqual(await asked[1]?.step, { done: true, value: undefined });
		clock.advance(1000);
		await asked[0]?.step;
		assert.equal(endpoint.requests.length, 2);
		clock.advance(1000);
		await asked[2]?.step;
		assert.equal(endpoint.requests.length, 3);
		for (const { leave } of asked) await leave();
		assert.equal(clock.pending, 0);
	});

	it('fail at once while too many others wait', async () => {
		endpoint.script({ kind: 'status', status: 429 });
		const harness = new Harness({ baseUrl: endpoint.baseUrl });
		await harness.ask();
		const waiting = Array.from({ length: queueCap }, () => {
			const aborter = new AbortController();
			return { aborter, step: harness.client.stream(hello, aborter.signal)[Symbol.asyncIterator]().next() };
		});
		const late = harness.client.stream(hello, new AbortController().signal)[Symbol.asyncIterator]();
		await assert.rejects(late.next(), { kind: 'rateLimited' });
		for (const { aborter } of waiting) aborter.abort();
		await Promise.all(waiting.map(({ step }) => step));
		assert.equal(endpoint.requests.length, 1);
	});
});

async function until(isTrue: () => boolean): Promise<void> {
	while (!isTrue()) await new Promise(resolve => setImmediate(resolve));
}
