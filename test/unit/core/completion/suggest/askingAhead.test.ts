import assert from 'node:assert/strict';
import type { Situation } from '../../../../../src/core/completion/suggest/gate';
import { textOf as messageText } from '../../../fakes';
import { Harness, textOf } from './harness';

describe('Asking ahead', () => {
	/** Suggestions at new places, each accepted or not; every answer is one line. */
	async function history(fates: readonly boolean[]): Promise<Harness> {
		const harness = new Harness();
		harness.answers = () => `a${harness.asked.length}();`;
		for (const [index, accepted] of fates.entries()) {
			await harness.suggest(`place${index};\n‸`);
			if (accepted) {
				harness.suggester.accepted();
			}
		}
		return harness;
	}

	it('happens for the next suggestion while one that is likely to be accepted is in sight', async () => {
		const harness = await history([true, true, true]);
		const text = textOf(await harness.suggest('here;\n‸'));
		await harness.pass(200);
		const { length } = harness.asked;
		harness.suggester.accepted();
		assert.equal(textOf(await harness.suggest(`here;\n${text}‸`)), `\na${length}();`);
		assert.equal(harness.asked.length, length, 'it was there already');
	});

	it('happens a line earlier when the service takes longer to answer than that line is looked at', async () => {
		for (const [firstTokenMs, ahead] of [
			[300, 0],
			[800, 1],
		] as const) {
			const harness = await history([true, true, true]);
			harness.answers = undefined;
			for (let place = 0; place < 9; place++) {
				harness.trigger(`slow${place};\n‸`);
				await harness.pass(25);
				await harness.pass(firstTokenMs);
				await harness.last.say('<COMPLETION>first();\nsecond();</COMPLETION>');
				await harness.last.end();
				harness.suggester.accepted();
			}
			const { length } = harness.asked;
			assert.equal(textOf(await harness.suggest('slow8;\n‸')), 'first();');
			await harness.pass(200);
			assert.equal(harness.asked.length - length, ahead, `${firstTokenMs} ms`);
		}
	});

	it('does not happen where nothing may be asked for unasked, although what is known is shown', async () => {
		for (const gate of [
			{ overLimit: true },
			{ trusted: false },
			{ languages: { '*': false } },
			{ mode: 'manual' },
		]) {
			const harness = await history([true, true, true]);
			harness.answers = () => 'first();\nsecond();';
			assert.equal(textOf(await harness.suggest('here;\n‸')), 'first();');
			await harness.pass(1000);
			const { length } = harness.asked;
			const next = await harness.suggest('here;\nfirst();‸', gate as Partial<Situation>);
			assert.equal(textOf(next), '\nsecond();');
			await harness.pass(1000);
			assert.equal(harness.asked.length, length, Object.keys(gate).join());
		}
	});

	it('does not happen when suggestions are mostly passed over', async () => {
		const harness = await history([true, false, false, true, false]);
		await harness.suggest('here;\n‸');
		const { length } = harness.asked;
		await harness.pass(5000);
		assert.equal(harness.asked.length, length);
	});

	it('does not happen when the user types another thing, even if that is not asked for yet', async () => {
		const harness = await history([true, true, true]);
		await harness.suggest('flush;\n‸');
		harness.suggester.accepted();
		const first = harness.trigger('here;\n‸');
		await harness.pass(25);
		assert.ok(first.text);
		const { length } = harness.asked;
		await harness.pass(100);
		harness.trigger('here;\nx‸');
		await harness.pass(50);
		assert.equal(harness.asked.length, length);
		await harness.pass(400);
		assert.equal(harness.asked.length, length + 1);
		assert.match(messageText(harness.last.request.messages.at(-1)), /here;\nx<CURSOR/);
	});

	it('does not happen when the user has turned to something else', async () => {
		const harness = await history([true, true, true]);
		const first = harness.trigger('here;\n‸');
		await harness.pass(25);
		assert.ok(first.text);
		harness.answers = undefined;
		const second = harness.trigger('other;\n‸');
		await harness.pass(25);
		await harness.last.say('<COMPLETION>b();\nc();\nd(');
		assert.equal(second.text, 'b();');
		const { length } = harness.asked;
		await harness.pass(1000);
		assert.equal(harness.asked.length, length);
	});
});

describe('An answer that is likely to be accepted', () => {
	const units = 'one();\n\nfunction two() {\n\tthree();\n}';

	async function accepting(count: number): Promise<Harness> {
		const harness = new Harness();
		harness.answers = () => units;
		for (let place = 0; place < count; place++) {
			await harness.suggest(`place${place};\n‸`);
			harness.suggester.accepted();
		}
		return harness;
	}

	it('goes on past its first unit, whose rest is offered without a request', async () => {
		const harness = await accepting(3);
		const { length } = harness.asked;
		assert.equal(textOf(await harness.suggest('here;\n‸')), 'one();');
		assert.match(messageText(harness.last.request.messages[0]), /Up to 16 lines/);
		harness.suggester.accepted();
		assert.equal(textOf(await harness.suggest('here;\none();‸')), '\n\nfunction two() {\n\tthree();\n}');
		assert.equal(harness.asked.length, length + 1);
		assert.equal(harness.last.signal.aborted, false);
	});

	it('ends with its unit where code follows, or while suggestions are passed over', async () => {
		for (const [count, document] of [
			[3, 'here;\n‸\nbelow();'],
			[2, 'here;\n‸'],
		] as const) {
			const harness = await accepting(count);
			assert.equal(textOf(await harness.suggest(document)), 'one();');
			assert.match(messageText(harness.last.request.messages[0]), /A few lines/);
			assert.equal(harness.last.signal.aborted, false);
			assert.equal(harness.last.left, true);
		}
	});
});
