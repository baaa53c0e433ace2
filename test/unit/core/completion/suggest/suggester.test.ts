import assert from 'node:assert/strict';
import fc from 'fast-check';
import { accept, Harness, settled, textOf } from './harness';

describe('A suggestion', () => {
	it('is asked for after a short wait and shown when its first line is there', async () => {
		const harness = new Harness();
		const triggered = harness.trigger('const a = ‸');
		await settled();
		assert.equal(harness.asked.length, 0, 'waits for the next key');
		await harness.pass(400);
		await harness.last.say('<COMPLETION>first();\nsecond(');
		assert.equal(triggered.text, 'first();');
		assert.equal(harness.last.left, false, 'the rest is still read');
	});

	it('is shown in the middle of a line when it is late, but not while that line is just coming', async () => {
		const harness = new Harness();
		const triggered = harness.trigger('a;\n‸');
		await harness.pass(25);
		await harness.pass(1600);
		await harness.last.say('<COMPLETION>const');
		await harness.last.say(' half');
		await harness.pass(100);
		await harness.last.say(' =');
		await harness.pass(100);
		assert.equal(triggered.suggestion, undefined);
		await harness.pass(100);
		assert.equal(triggered.text, 'const half =');
	});

	it('is shown as a whole block when it comes late but fast', async () => {
		const harness = new Harness();
		const triggered = harness.trigger('a;\n‸');
		await harness.pass(25);
		await harness.pass(2000);
		await harness.last.say('<COMPLETION>if (a) {\n');
		await harness.last.say('\tb();\n');
		await harness.last.say('}</COMPLETION>');
		assert.equal(triggered.text, 'if (a) {\n\tb();\n}');
	});

	it('is tried once when nobody asked for it, because the next key asks anew', async () => {
		const harness = new Harness();
		harness.answers = () => '';
		await harness.suggest('a;\n‸');
		assert.equal(harness.last.request.attempts, 1);
		await harness.suggest('b;\n‸', { trigger: 'manual' });
		assert.equal(harness.last.request.attempts, undefined);
	});

	it('waits only a moment on a new line', async () => {
		const harness = new Harness();
		harness.trigger('f();\n‸');
		await harness.pass(25);
		assert.equal(harness.asked.length, 1);
	});

	it('is not asked for when the user types on within the wait', async () => {
		const harness = new Harness();
		const triggered = harness.trigger('const a‸');
		harness.clock.advance(50);
		await triggered.typedOn();
		await harness.pass(5000);
		assert.equal(harness.asked.length, 0);
		assert.deepEqual(triggered.suggestion, { none: 'typedOn' });
	});

	it('is read on for the lines after it, which cost no request', async () => {
		const harness = new Harness();
		harness.answers = () => 'one();\ntwo();\nthree();';
		assert.equal(textOf(await harness.suggest('\t‸')), 'one();');
		assert.equal(textOf(await harness.suggest('\tone();‸')), '\n\ttwo();');
		assert.equal(textOf(await harness.suggest('\tone();\n\t‸')), 'two();');
		assert.equal(harness.asked.length, 1);
	});

	it('shows a block that its first line opens as a whole', async () => {
		const harness = new Harness();
		harness.answers = () => 'if (a) {\n\tb();\n}\nc();';
		assert.equal(textOf(await harness.suggest('‸')), 'if (a) {\n\tb();\n}');
	});

	it('shows the finished lines of a block that takes its time', async () => {
		const harness = new Harness();
		const triggered = harness.trigger('‸');
		await harness.pass(25);
		await harness.last.say('<COMPLETION>if (a) {\n\tb();\n\tc(');
		assert.equal(triggered.text, undefined);
		await harness.pass(200);
		assert.equal(triggered.text, 'if (a) {\n\tb();');
		await harness.last.say(');\n}\n</COMPLETION>');
		assert.equal(textOf(await harness.suggest('if‸')), ' (a) {\n\tb();', 'and does not change while it is typed');
	});

	it('shows a line that is not finished after one and a half seconds', async () => {
		const harness = new Harness();
		const triggered = harness.trigger('‸');
		await harness.pass(25);
		await harness.last.say('<COMPLETION>const total = items');
		await harness.pass(1400);
		assert.equal(triggered.text, undefined);
		await harness.pass(100);
		assert.equal(triggered.text, 'const total = items');
	});

	it('is given up after seven seconds, and the socket is closed', async () => {
		const harness = new Harness();
		const triggered = harness.trigger('‸');
		await harness.pass(25);
		await harness.pass(6999);
		assert.equal(harness.last.signal.aborted, false);
		await harness.pass(1);
		assert.equal(harness.last.left, true);
		assert.deepEqual(triggered.suggestion, { none: 'tooSlow' });
	});

	it('gets more time from a service that was measured slow', async () => {
		const harness = new Harness();
		for (const place of ['a', 'b', 'c']) {
			harness.trigger(`${place}\n‸`);
			await harness.pass(25);
			harness.clock.advance(2000);
			await harness.last.say('<COMPLETION>x;\n</COMPLETION>');
			await harness.last.end();
		}
		harness.trigger('d\n‸');
		await harness.pass(25);
		await harness.pass(20_000);
		assert.equal(harness.last.signal.aborted, false);
		await harness.pass(8000);
		assert.equal(harness.last.signal.aborted, true);
	});

	it('gets more time after it was given up, so that a service that is slower than the limit is shown too', async () => {
		const harness = new Harness();
		const slow = async (place: string): Promise<string | undefined> => {
			const triggered = harness.trigger(`${place}\n‸`);
			await harness.pass(400);
			await harness.pass(9000);
			await harness.last.say('<COMPLETION>x();</COMPLETION>');
			await harness.last.end();
			return triggered.text;
		};
		assert.equal(await slow('a'), undefined);
		assert.equal(await slow('b'), 'x();');
	});

	it('lets an answer that closed its tag end by itself, but not for long', async () => {
		const harness = new Harness();
		harness.trigger('‸');
		await harness.pass(25);
		await harness.last.say('<COMPLETION>a;</COMPLETION>');
		assert.equal(harness.last.left, false);
		await harness.pass(250);
		assert.equal(harness.last.left, true);
	});

	it('closes the socket as soon as there are enough lines', async () => {
		const harness = new Harness();
		harness.trigger('\t‸');
		await harness.pass(25);
		await harness.last.say(`<COMPLETION>${Array.from({ length: 30 }, (_, i) => `line${i}();`).join('\n\t')}`);
		assert.equal(harness.last.left, true);
	});

	it('is nothing without the tags', async () => {
		const harness = new Harness();
		const triggered = harness.trigger('‸');
		await harness.pass(25);
		await harness.last.say('const a = 1;\nconst b = 2;\n');
		await harness.last.end();
		assert.deepEqual(triggered.suggestion, { none: 'emptyAnswer' });
	});
});

describe('A request under way', () => {
	it('serves the user who types on as it says', async () => {
		const harness = new Harness();
		const first = harness.trigger('\n‸');
		await harness.pass(25);
		await first.typedOn();
		const second = harness.trigger('\nco‸');
		await settled();
		await harness.last.say('<COMPLETION>const a = 1;\nb();');
		assert.equal(second.text, 'nst a = 1;');
		harness.clock.advance(1000);
		assert.equal(harness.asked.length, 1);
	});

	it('is cut before its first token when it cannot fit any more', async () => {
		const harness = new Harness();
		const first = harness.trigger('\n‸');
		await harness.pass(25);
		await first.typedOn();
		harness.trigger('elsewhere\n‸');
		await harness.pass(25);
		assert.equal(harness.asked.length, 2);
		assert.equal(harness.asked[0]?.signal.aborted, true);
	});

	it('is kept after its first token, and remembered', async () => {
		const harness = new Harness();
		const first = harness.trigger('\n‸');
		await harness.pass(25);
		await harness.last.say('<COMPLETION>const');
		await first.typedOn();
		harness.trigger('elsewhere\n‸');
		await harness.pass(25);
		assert.equal(harness.asked[0]?.signal.aborted, false);
		await harness.asked[0]?.say(' a = 1;</COMPLETION>');
		await harness.asked[0]?.end();
		assert.equal(textOf(await harness.suggest('\nconst‸')), ' a = 1;');
		assert.equal(harness.asked.length, 2);
	});

	it('makes way at once for a new one when the user has paused for long enough before it turns out not to fit', async () => {
		const harness = new Harness();
		const first = harness.trigger('\n‸');
		await harness.pass(25);
		await first.typedOn();
		harness.trigger('\nle‸');
		await harness.pass(800);
		await harness.last.say('<COMPLETION>const a = 1;\nb();');
		assert.equal(harness.asked.length, 2);
	});

	it('makes way for a new one when its answer goes another way than the user', async () => {
		const harness = new Harness();
		const first = harness.trigger('\n‸');
		await harness.pass(25);
		await first.typedOn();
		const second = harness.trigger('\nle‸');
		await settled();
		await harness.last.say('<COMPLETION>const a = 1;\nb();');
		await harness.pass(400);
		assert.equal(harness.asked.length, 2);
		await harness.last.say('<COMPLETION>t b;\nc();');
		assert.equal(second.text, 't b;');
	});
});

describe('What is remembered', () => {
	it('says nothing again where the model had nothing to say', async () => {
		const harness = new Harness();
		harness.answers = () => '';
		assert.deepEqual(await harness.suggest('x\n‸'), { none: 'emptyAnswer' });
		assert.deepEqual(await harness.suggest('x\n‸'), { none: 'emptyBefore' });
		assert.equal(harness.asked.length, 1);
	});

	it('is neither shown nor spared another model or language', async () => {
		const harness = new Harness();
		harness.answers = () => '';
		assert.deepEqual(await harness.suggest('x\n‸'), { none: 'emptyAnswer' });
		harness.answers = () => `answer${harness.asked.length}();`;
		harness.model = { provider: 'openai', model: 'gpt-4o' };
		assert.equal(textOf(await harness.suggest('x\n‸')), 'answer2();');
		assert.equal(textOf(await harness.suggest('x\n‸', { languageId: 'python' })), 'answer3();');
		assert.equal(textOf(await harness.suggest('x\n‸')), 'answer2();');
		assert.equal(harness.asked.length, 3);
	});

	it('comes back when a typing mistake is taken back', async () => {
		const harness = new Harness();
		harness.answers = () => 'const a = 1;';
		await harness.suggest('\n‸');
		assert.equal(textOf(await harness.suggest('\nco‸')), 'nst a = 1;');
		harness.answers = undefined;
		const mistake = harness.trigger('\ncx‸');
		await mistake.typedOn();
		assert.equal(textOf(await harness.suggest('\nco‸')), 'nst a = 1;');
		assert.equal(harness.asked.length, 1);
	});

	it('runs over closers that the editor added after the cursor', async () => {
		const harness = new Harness();
		harness.answers = () => 'print(total, 2);';
		await harness.suggest('\n‸\n');
		const suggestion = await harness.suggest('\nprint(‸)\n');
		assert.deepEqual('items' in suggestion && suggestion.items, [
			{ text: 'total, 2);', replaceBefore: 0, replaceAfter: 1 },
		]);
	});

	it('is not asked for again within what was accepted of it', async () => {
		const harness = new Harness();
		harness.answers = () => 'if (a) {\n\tone();\n\ttwo();\n}';
		await harness.suggest('f();\n‸\ng();');
		harness.suggester.accepted();
		assert.deepEqual(await harness.suggest('f();\nif (a) {\n\tone‸();\n\ttwo();\n}\ng();'), { none: 'nothingNew' });
		assert.equal(harness.asked.length, 1);
	});

	it('puts the closer of a block on a line of its own, with the last of its lines', async () => {
		const harness = new Harness();
		harness.answers = () => '\n\tconst a = 1;\n\treturn a;\n';
		const first = await harness.suggest('f() {‸}');
		assert.equal(textOf(first), '\n\tconst a = 1;');
		assert.equal(textOf(await harness.suggest('f() {\n\tconst‸}')), ' a = 1;');
		assert.equal(textOf(await harness.suggest('f() {\n\tconst a = 1;‸}')), '\n\treturn a;\n');
		assert.equal(textOf(await harness.suggest('f() {\n\tconst a = 1;\n\tret‸}')), 'urn a;\n');
		assert.equal(harness.asked.length, 1);
	});

	it('does not move a closer that a suggestion in sight has left where it is', async () => {
		const harness = new Harness();
		const trigger = harness.trigger('f() {‸}');
		await harness.pass(500);
		await harness.last.say('<COMPLETION>\n\treturn a;\n');
		await harness.pass(2000);
		assert.equal(trigger.text, '\n\treturn a;');
		await harness.last.say('</COMPLETION>');
		await harness.last.end();
		assert.equal(textOf(await harness.suggest('f() {\n\tret‸}')), 'urn a;');
	});

	it('follows the indentation that the editor gave a new line', async () => {
		const harness = new Harness();
		harness.answers = () => '\treturn 1;\n}';
		await harness.suggest('f() {\n‸\n');
		const suggestion = await harness.suggest('f() {\n\treturn 1;\n\t‸\n');
		assert.deepEqual('items' in suggestion && suggestion.items, [{ text: '}', replaceBefore: 1, replaceAfter: 0 }]);
	});
});

describe('Accepting', () => {
	it('never deletes text outside the range of the item, which holds nothing but indentation and closers that come back', async () => {
		const piece = fc.constantFrom(
			'a',
			'(',
			')',
			'{',
			'}',
			'[',
			']',
			'"',
			';',
			',',
			' ',
			'\n',
			'\t',
			'foo',
			'\n\t',
			'return x',
			'</b>',
			"'",
		);
		const text = fc.array(piece, { maxLength: 10 }).map(parts => parts.join(''));
		await fc.assert(
			fc.asyncProperty(text, text, text, async (before, after, answer) => {
				const harness = new Harness();
				harness.answers = () => answer;
				const suggestion = await harness.suggest(`${before}‸${after}`, { lineAfter: '' });
				for (const item of 'items' in suggestion ? suggestion.items : []) {
					const cutBefore = before.slice(before.length - item.replaceBefore);
					const cutAfter = after.slice(0, item.replaceAfter);
					assert.match(cutBefore, /^[ \t]*$/);
					assert.match(cutAfter, /^[)\]}"'`;,]*$/);
					let at = 0;
					for (const closer of cutAfter) {
						at = item.text.indexOf(closer, at) + 1;
						assert.ok(at > 0, `${closer} is lost`);
					}
				}
			}),
			{ numRuns: 200 },
		);
	});

	it('asks for what follows without waiting', async () => {
		const harness = new Harness();
		harness.answers = () => 'a.b(c)';
		const suggestion = await harness.suggest('\nx = ‸');
		assert.ok('items' in suggestion && suggestion.items[0]);
		harness.suggester.accepted();
		harness.trigger(accept('\nx = ‸', suggestion.items[0]));
		await settled();
		assert.equal(harness.asked.length, 2);
	});

	it('takes the wait from no later key when what follows is known already', async () => {
		const harness = new Harness();
		harness.answers = () => 'one();\ntwo();';
		assert.equal(textOf(await harness.suggest('\t‸')), 'one();');
		harness.suggester.accepted();
		assert.equal(textOf(await harness.suggest('\tone();‸')), '\n\ttwo();');
		harness.trigger('\tone();\n\n\tconst x = f‸');
		await settled();
		assert.equal(harness.asked.length, 1);
	});
});
