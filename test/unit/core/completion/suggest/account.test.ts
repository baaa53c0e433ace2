// What a suggester makes of failures, and what it keeps account of.
import assert from 'node:assert/strict';
import { OpenMindError } from '../../../../../src/core/errors';
import { Harness, settled, textOf } from './harness';

describe('A failing service', () => {
	it('is left alone for a while, longer with each failure', async () => {
		const harness = new Harness();
		const fail = async (place: string): Promise<void> => {
			harness.trigger(`${place}\n‸`);
			await harness.pass(25);
			await harness.last.fail(new OpenMindError('serverError', { status: 500 }));
		};
		await fail('a');
		assert.equal(harness.suggester.problem?.kind, 'serverError');
		assert.deepEqual(await harness.suggest('b\n‸'), { none: 'resting', failure: harness.suggester.problem });
		harness.clock.advance(2000);
		await fail('c');
		harness.clock.advance(2000);
		harness.trigger('d\n‸');
		await harness.pass(25);
		assert.equal(harness.asked.length, 2);
		harness.clock.advance(2000);
		harness.answers = () => 'ok();';
		assert.equal(textOf(await harness.suggest('e\n‸')), 'ok();');
		await settled();
		assert.equal(harness.suggester.problem, undefined);
	});

	it('is not one that closed the connection behind its whole answer', async () => {
		const harness = new Harness();
		const triggered = harness.trigger('a\n‸');
		await harness.pass(25);
		await harness.last.say('<COMPLETION>ok();</COMPLETION>');
		await harness.last.fail(new OpenMindError('connectionLost'));
		assert.equal(triggered.text, 'ok();');
		assert.equal(harness.suggester.problem, undefined);
		harness.answers = () => 'next();';
		assert.equal(textOf(await harness.suggest('b\n‸')), 'next();');
	});

	it('is asked all the same by hand', async () => {
		const harness = new Harness();
		harness.trigger('a\n‸');
		await harness.pass(25);
		await harness.last.fail(new OpenMindError('noKey'));
		harness.answers = () => 'ok();';
		assert.equal(textOf(await harness.suggest('b\n‸', { trigger: 'manual' })), 'ok();');
	});

	it('that says too many requests is asked once a second from then on', async () => {
		const harness = new Harness();
		harness.trigger('a\n‸');
		await harness.pass(25);
		await harness.last.fail(new OpenMindError('rateLimited', { status: 429, retryAfterSeconds: 3 }));
		const early = await harness.suggest('b\n‸');
		assert.equal('none' in early && early.none, 'resting');
		harness.clock.advance(3000);
		harness.answers = () => 'ok();';
		await harness.suggest('c\n‸');
		harness.trigger('d\n‸');
		await harness.pass(900);
		assert.equal(harness.asked.length, 2);
		await harness.pass(100);
		assert.equal(harness.asked.length, 3);
	});

	it('is asked as fast as before again after some answers, and at once with another key or other settings', async () => {
		for (const changed of [false, true]) {
			const harness = new Harness();
			harness.trigger('a\n‸');
			await harness.pass(25);
			await harness.last.fail(new OpenMindError('rateLimited', { status: 429 }));
			harness.answers = () => 'ok();';
			if (changed) {
				harness.suggester.reset();
			}
			const answers = changed ? 1 : 10;
			for (let place = 0; place < answers; place++) {
				harness.clock.advance(3000);
				await harness.suggest(`place${place}\n‸`);
			}
			await settled();
			harness.trigger('b\n‸');
			await harness.pass(25);
			assert.equal(harness.asked.length, 1 + answers + 1);
		}
	});

	it('is asked once a second also when another request goes while one is held back', async () => {
		const harness = new Harness();
		harness.trigger('a\n‸');
		await harness.pass(25);
		await harness.last.fail(new OpenMindError('rateLimited', { status: 429 }));
		harness.clock.advance(3000);
		harness.answers = () => 'ok();';
		await harness.suggest('b\n‸', { trigger: 'manual' });
		harness.trigger('c\n‸');
		await harness.pass(500);
		await harness.suggest('d\n‸', { trigger: 'manual' });
		await harness.pass(900);
		assert.equal(harness.asked.length, 3);
		await harness.pass(100);
		assert.equal(harness.asked.length, 4);
	});
});

describe('The account of triggers', () => {
	it('holds the last five with what came of them, and no content', async () => {
		const harness = new Harness();
		harness.answers = () => 'secret();';
		await harness.suggest('content\n‸');
		await harness.suggest('word‸', { lineAfter: 'x' });
		await harness.suggest('call(‸) + 1', {});
		const { records } = harness.suggester.history;
		assert.deepEqual(
			records.map(({ result }) => result),
			[{ shown: 'asked', characters: 9 }, { none: 'midWord' }, { none: 'midLine' }],
		);
		assert.doesNotMatch(JSON.stringify(records), /secret|content|word|call/);
		for (const reason of [{ trusted: false }, { excluded: true }, { cursors: 2 }, { overLimit: true }]) {
			await harness.suggest('x‸', reason);
		}
		assert.equal(harness.suggester.history.records.length, 5);
	});

	it('counts triggers in a row of which came the same as one event', async () => {
		const harness = new Harness();
		for (let key = 0; key < 3; key++) {
			await harness.suggest('call(‸) + 1');
		}
		await harness.suggest('x‸', { overLimit: true });
		await harness.suggest('call(‸) + 1');
		for (let key = 0; key < 2; key++) {
			harness.trigger(`${key}\n‸`, { trigger: 'manual' });
			await settled();
			await harness.last.fail(new OpenMindError('serverError', { status: 500 }));
		}
		harness.trigger('\n‸', { trigger: 'manual' });
		await settled();
		await harness.last.fail(new OpenMindError('noKey'));
		assert.deepEqual(
			harness.suggester.history.records.map(({ result, times }) => ['none' in result && result.none, times]),
			[
				['midLine', 3],
				['dailyLimit', 1],
				['midLine', 1],
				['failed', 2],
				['failed', 1],
			],
		);
	});

	it('does not fill up with keys that mean nothing in manual mode', async () => {
		const harness = new Harness();
		await harness.suggest('a‸', { mode: 'manual' });
		assert.deepEqual(harness.suggester.history.records, []);
	});
});

describe('The cost of suggestions', () => {
	it('is what the service reports, or else an estimate of prompt and answer', async () => {
		const harness = new Harness();
		harness.trigger('a\n‸');
		await harness.pass(25);
		await harness.last.say('<COMPLETION>a;</COMPLETION>');
		await harness.last.send({ type: 'usage', usage: { promptTokens: 321, completionTokens: 12 } });
		await harness.last.end();
		assert.deepEqual([harness.stored?.promptTokens, harness.stored?.answerTokens], [321, 12]);
		harness.answers = () => 'b;';
		await harness.suggest('b\n‸');
		await settled();
		assert.ok((harness.stored?.promptTokens ?? 0) > 321 + 100);
		assert.equal(harness.stored?.requests, 2);
	});

	it('is nothing for a request that was refused or never left, but that of the prompt for one that was cut', async () => {
		const harness = new Harness();
		for (const kind of ['noKey', 'offline', 'unauthorized', 'rateLimited'] as const) {
			harness.trigger(`${kind}\n‸`, { trigger: 'manual' });
			await settled();
			await harness.last.fail(new OpenMindError(kind));
		}
		assert.equal(harness.usage.count.requests, 0);
		assert.equal(harness.usage.tokens, 0);
		harness.trigger('cut\n‸', { trigger: 'manual' });
		await harness.pass(60_000);
		assert.equal(harness.last.left, true);
		assert.equal(harness.usage.count.requests, 1);
		assert.ok(harness.usage.tokens > 100);
	});

	it('counts what a request took that failed when the answer had begun', async () => {
		const harness = new Harness();
		harness.trigger('a\n‸');
		await harness.pass(25);
		await harness.last.say('<COMPLETION>a');
		await harness.last.fail(new OpenMindError('connectionLost'));
		assert.ok(harness.usage.tokens > 100);
	});
});
