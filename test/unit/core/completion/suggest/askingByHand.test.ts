import assert from 'node:assert/strict';
import { Harness, settled, textOf } from './harness';

describe('Asking by hand', () => {
	const manual = { trigger: 'manual', mode: 'manual' } as const;

	it('offers the whole answer, and its first line', async () => {
		const harness = new Harness();
		harness.answers = () => 'one();\ntwo();';
		const suggestion = await harness.suggest('\t‸', manual);
		assert.deepEqual('items' in suggestion && suggestion.items.map(item => item.text), [
			'one();\n\ttwo();',
			'one();',
		]);
	});

	it('adds another answer to a suggestion that is in sight already', async () => {
		const harness = new Harness();
		harness.answers = () => `answer${harness.asked.length}();`;
		assert.equal(textOf(await harness.suggest('a;\n‸')), 'answer1();');
		const suggestion = await harness.suggest('a;\nans‸', manual);
		assert.deepEqual('items' in suggestion && suggestion.items.map(item => item.text), ['wer1();', 'wer2();']);
	});

	it('adds one to a suggestion that is typed, however often the editor asks while the mouse rests on it or its toolbar shows', async () => {
		for (const overLimit of [false, true]) {
			const harness = new Harness();
			const answer = 'const total = 12;';
			harness.answers = () => (harness.asked.length === 1 ? answer : 'let other = 1;');
			await harness.suggest('x;\n‸');
			for (let typed = 1; typed < 10; typed++) {
				const document = `x;\n${answer.slice(0, typed)}‸`;
				assert.equal(textOf(await harness.suggest(document, { overLimit })), answer.slice(typed));
				await harness.suggest(document, { trigger: 'manual', overLimit });
			}
			assert.equal(harness.asked.length, overLimit ? 1 : 2);
			const [first, other] = harness.asked.map(({ request }) => request);
			assert.deepEqual(other?.messages[0] ?? first?.messages[0], first?.messages[0], 'the short instructions');
		}
	});

	it('adds one to a suggestion that was asked for by hand and is being typed', async () => {
		const harness = new Harness();
		harness.answers = () => `answer${harness.asked.length}();`;
		await harness.suggest('‸', manual);
		const suggestion = await harness.suggest('ans‸', { ...manual, overLimit: true });
		assert.deepEqual('items' in suggestion && suggestion.items.map(item => item.text), ['wer1();', 'wer2();']);
		const [first, other] = harness.asked.map(({ request }) => request);
		assert.deepEqual(other?.messages[0], first?.messages[0], 'the long instructions');
	});

	it('again at the same place adds another answer, up to three', async () => {
		const harness = new Harness();
		harness.answers = () => `answer${harness.asked.length}();`;
		await harness.suggest('‸', manual);
		await harness.suggest('‸', manual);
		await harness.suggest('‸', manual);
		const suggestion = await harness.suggest('‸', manual);
		assert.deepEqual('items' in suggestion && suggestion.items.map(item => item.text), [
			'answer1();',
			'answer2();',
			'answer3();',
		]);
		assert.equal(harness.asked.length, 3);
		assert.deepEqual(
			harness.asked.map(({ request }) => request.temperature),
			[undefined, 0.9, 0.9],
		);
	});

	it('does not count what no longer fits among the three', async () => {
		const harness = new Harness();
		harness.answers = () => `answer${harness.asked.length}();`;
		for (let times = 0; times < 3; times++) {
			await harness.suggest('‸\nfunction before() {}', manual);
		}
		const suggestion = await harness.suggest('‸\nfunction after() {}', manual);
		assert.deepEqual('items' in suggestion && suggestion.items.map(item => item.text), ['answer4();']);
		assert.equal(harness.last.request.temperature, undefined);
	});

	it('asks once more where nothing came before', async () => {
		const harness = new Harness();
		harness.answers = () => '';
		assert.deepEqual(await harness.suggest('‸', manual), { none: 'emptyAnswer' });
		harness.answers = () => 'a();';
		assert.equal(textOf(await harness.suggest('‸', manual)), 'a();');
	});

	it('waits for the answer that is under way when it is asked for again', async () => {
		const harness = new Harness();
		const first = harness.trigger('‸', manual);
		await settled();
		await first.typedOn();
		const second = harness.trigger('‸', manual);
		await harness.pass(700);
		await second.typedOn();
		const third = harness.trigger('‸', manual);
		await settled();
		assert.equal(harness.asked.length, 1);
		await harness.last.say('<COMPLETION>a();</COMPLETION>');
		await harness.last.end();
		assert.equal(third.text, 'a();');
	});

	it('waits for the answer that is under way unasked at the same place', async () => {
		const harness = new Harness();
		const unasked = harness.trigger('‸');
		await harness.pass(500);
		await unasked.typedOn();
		const asked = harness.trigger('‸', manual);
		await settled();
		await harness.last.say('<COMPLETION>a();</COMPLETION>');
		await harness.last.end();
		assert.equal(asked.text, 'a();');
		assert.equal(harness.asked.length, 1);
	});

	it('keeps the blank before what follows the cursor', async () => {
		const harness = new Harness();
		harness.answers = () => 'x, y, ';
		assert.equal(textOf(await harness.suggest('draw(‸color);', manual)), 'x, y, ');
	});

	it('is not told to have shown anything when it was cancelled', async () => {
		const harness = new Harness();
		const triggered = harness.trigger('x;\n\t‸', manual);
		await settled();
		await harness.last.say('<COMPLETION>one();\n\ttwo();\n\tthr');
		await triggered.typedOn();
		assert.deepEqual(triggered.suggestion, { none: 'typedOn' });
		assert.deepEqual(harness.suggester.history.records.at(-1)?.result, { none: 'typedOn' });
	});
});
