import assert from 'node:assert/strict';
import fc from 'fast-check';
import { accept, Harness, textOf } from './harness';
import { Typist } from './typist';

describe('Typing a suggestion', () => {
	const answers = [
		'const total = items.reduce((sum, item) => sum + item.price, 0);',
		'if (a) {\n\tb();\n\tc();\n}',
		'"text" + name;\nnext(1);\nlast();',
		'return [1, 2, 3]\n\t.map(x => x)\n\t.join();',
	];
	for (const eol of ['\n', '\r\n']) {
		for (const answer of answers) {
			it(`key by key costs no request and changes nothing but what was typed: ${JSON.stringify(answer.slice(0, 20) + eol)}`, async () => {
				const harness = new Harness();
				harness.answers = () => answer;
				const start = 'let x;\n';
				const text = textOf(await harness.suggest(`${start}‸`));
				assert.ok(text !== undefined && text.length > 3);
				for (let typed = 1; typed < text.length; typed++) {
					const now = textOf(await harness.suggest(`${start}${text.slice(0, typed)}‸`));
					assert.equal(now, text.slice(typed));
				}
				assert.equal(harness.asked.length, 1);
			});
		}
	}

	it('costs no request and changes nothing but what was typed, whatever the suggestion', async () => {
		const piece = fc.constantFrom(
			'a',
			'foo',
			'(',
			')',
			'{',
			'}',
			' ',
			';',
			'"',
			' = ',
			'\n',
			'\n\t',
			'\n\t\t',
			': ',
			'=> {',
		);
		const answer = fc.array(piece, { minLength: 1, maxLength: 14 }).map(parts => parts.join(''));
		const start = fc.constantFrom('', 'let x;\n', 'f() {\n\t', 'if a:\n\t', 'x = ');
		await fc.assert(
			fc.asyncProperty(start, answer, async (before, said) => {
				const harness = new Harness();
				harness.answers = () => said;
				const text = textOf(await harness.suggest(`${before}‸`)) ?? '';
				for (let typed = 1; typed < text.length; typed++) {
					const now = await harness.suggest(`${before}${text.slice(0, typed)}‸`);
					// What is left may be blank, or stand in the text already; then nothing is shown, and nothing asked for.
					assert.equal(textOf(now) ?? text.slice(typed), text.slice(typed));
				}
				assert.equal(harness.asked.length, 1);
			}),
			{ numRuns: 60 },
		);
	});

	it('with all that the editor adds costs no request and comes to the same document, whatever the suggestion', async () => {
		const value = fc.constantFrom(
			'a',
			'f(a, b)',
			'"one"',
			"'it is'",
			'[1, g(2)]',
			'{ a: [b], c: "d" }',
			'`a ${b} c`',
			'list[f("x")]',
			'(a) => a.b',
			'f(g(a), "h")',
		);
		const statement = fc
			.tuple(fc.constantFrom('x = ', 'return ', 'await '), value)
			.map(parts => `${parts.join('')};`);
		const block = fc
			.tuple(fc.constantFrom('if (a)', 'while (f("x"))', 'function g(a, b)'), statement, statement)
			.map(([head, first, second]) => `${head} {\n\t${first}\n\t${second}\n}`);
		const start = fc.constantFrom('‸', 'let x;\n‸', 'let x;\n‸\nlet y;');
		await fc.assert(
			fc.asyncProperty(start, fc.oneof(statement, block), async (document, answer) => {
				const harness = new Harness();
				harness.answers = () => answer;
				const first = await harness.suggest(document);
				assert.ok('items' in first && first.items[0]);
				const text = first.items[0].text;
				const wanted = accept(document, first.items[0]).replace('‸', '');
				const typist = new Typist(document);
				let typed = 0;
				while (typed < text.length) {
					const { length } = typist.before;
					typist.press(text[typed] ?? '');
					typed += typist.before.length - length;
					const closed = typist.before + typist.after;
					const now = typed < text.length ? await harness.suggest(typist.document) : { none: 'typed' };
					const item = 'items' in now ? now.items[0] : undefined;
					assert.equal(
						item ? accept(typist.document, item).replace('‸', '') : closed,
						wanted,
						typist.document,
					);
					if (item === undefined && closed === wanted) {
						break;
					}
				}
				assert.equal(harness.asked.length, 1);
			}),
			{ numRuns: 100 },
		);
	});

	it('costs no request either when the editor has closed what the suggestion closes', async () => {
		const harness = new Harness();
		harness.answers = () => 'log(total, 2)';
		await harness.suggest('\n‸');
		assert.equal(textOf(await harness.suggest('\nlog(total, ‸)')), '2)');
		assert.deepEqual(await harness.suggest('\nlog(total, 2‸)'), { none: 'nothingNew' });
		assert.equal(harness.asked.length, 1);
	});

	const entered: [answer: string, document: string, accepted: string][] = [
		['const f = () => {\n\ta();\n\tb();\n};', 'const f = () => {\n\t‸\n}', 'const f = () => {\n\ta();\n\tb();‸\n}'],
		['list.forEach(x => {\n\tb(x);\n});', 'list.forEach(x => {\n\t‸\n})', 'list.forEach(x => {\n\tb(x);‸\n})'],
		['useEffect(() => {\n\ta();\n}, [b]);', 'useEffect(() => {\n\t‸\n})', 'useEffect(() => {\n\ta();‸\n})'],
		['if (a) {\n\tb();\n} else {\n\tc();\n}', 'if (a) {\n\t‸\n}', 'if (a) {\n\tb();\n} else {\n\tc();‸\n}'],
		['try {\n\tb();\n} catch {\n\tc();\n}', 'try {\n\t‸\n}', 'try {\n\tb();\n} catch {\n\tc();‸\n}'],
		['const a = [\n\t1,\n\t2,\n];', 'const a = [\n\t‸\n]', 'const a = [\n\t1,\n\t2,‸\n]'],
		['do {\n\ta();\n} while (b);', 'do {\n\t‸\n}', 'do {\n\ta();‸\n}'],
	];
	for (const [answer, document, accepted] of entered) {
		it(`closes nothing twice after Enter between brackets: ${JSON.stringify(document)}`, async () => {
			const harness = new Harness();
			harness.answers = () => answer;
			await harness.suggest('‸');
			const suggestion = await harness.suggest(document);
			assert.ok('items' in suggestion && suggestion.items[0] !== undefined);
			assert.equal(accept(document, suggestion.items[0]), accepted);
			assert.deepEqual(await harness.suggest(accepted), { none: 'nothingNew' });
			assert.equal(harness.asked.length, 1);
		});
	}

	const closed: [answer: string, document: string, text: string][] = [
		['<b class="a">Hello</b>', '<b class="a">‸</b>', 'Hello'],
		['<b class="a">Hello</b>', '<b class="a">Hel‸</b>', 'lo'],
		['<!-- All of it -->', '<!--‸ -->', ' All of it'],
		['/* All of it */', '/*‸ */', ' All of it'],
		['/**\n * Adds.\n */', '/**‸ */', '\n * Adds.\n'],
		['/**\n * Adds.\n */', '/**\n * ‸\n */', 'Adds.'],
	];
	for (const [answer, document, text] of closed) {
		it(`goes on when the editor closes a tag or comment: ${JSON.stringify(document)}`, async () => {
			const harness = new Harness();
			harness.answers = () => answer;
			await harness.suggest('‸');
			assert.equal(textOf(await harness.suggest(document)), text);
			assert.equal(harness.asked.length, 1);
		});
	}

	const covered: [languageId: string, answer: string, document: string, accepted: string][] = [
		['typescript', 'const a = `one\ntwo`;', 'const a = `one\n‸`', 'const a = `one\ntwo`;‸'],
		['typescript', 'const a = `one\ntwo`;', 'const a = `one\ntw‸`', 'const a = `one\ntwo`;‸'],
		['kotlin', 'f("""one\ntwo""")', 'f("""one\n‸""")', 'f("""one\ntwo""")‸'],
		['python', '"""Adds."""', '"""‸"', '"""Adds."""‸'],
		['html', '<div class="a">Hello</div>', '<div class="‸"', '<div class="a">Hello</div>‸'],
		['html', '<div>\n\t<p>Hello</p>\n</div>', '<div>\n\t‸\n</div>', '<div>\n\t<p>Hello</p>‸\n</div>'],
	];
	for (const [languageId, answer, document, accepted] of covered) {
		it(`leaves nothing that the editor closed twice: ${JSON.stringify(document)}`, async () => {
			const harness = new Harness();
			harness.answers = () => answer;
			await harness.suggest('‸', { languageId });
			const suggestion = await harness.suggest(document, { languageId });
			assert.ok('items' in suggestion && suggestion.items[0] !== undefined);
			assert.equal(accept(document, suggestion.items[0]), accepted);
		});
	}

	const unasked: [languageId: string, answer: string, document: string, text: string][] = [
		['javascriptreact', 'card', '<div className="‸"></div>', 'card'],
		['html', 'btn">Save</div>', '<div class="‸"></div>', 'btn'],
		['html', 'text" name="q', '<input type="‸" />', 'text" name="q'],
		['html', '/home">Home</a>', '<a href="‸">Home</a>', '/home'],
		['typescript', '\n * Adds.\n */', '/**‸ */', '\n * Adds.\n'],
	];
	for (const [languageId, answer, document, text] of unasked) {
		it(`is shown unasked where the editor has closed a tag or comment: ${JSON.stringify(document)}`, async () => {
			const harness = new Harness();
			harness.answers = () => answer;
			assert.equal(textOf(await harness.suggest(document, { languageId })), text);
		});
	}

	it('is the same in manual mode, in which nothing else is shown unasked', async () => {
		const harness = new Harness();
		harness.answers = () => 'one();';
		const mode = { mode: 'manual' } as const;
		assert.deepEqual(await harness.suggest('‸', mode), { none: 'manualMode' });
		assert.equal(textOf(await harness.suggest('‸', { ...mode, trigger: 'manual' })), 'one();');
		assert.equal(textOf(await harness.suggest('on‸', mode)), 'e();');
		assert.deepEqual(await harness.suggest('onx‸', mode), { none: 'manualMode' });
		assert.equal(harness.asked.length, 1);
	});

	for (const mode of ['manual', 'automatic'] as const) {
		it(`costs no request either when it is the second of several to choose from: ${mode}`, async () => {
			const harness = new Harness();
			harness.answers = () => (harness.asked.length === 1 ? 'first(a, b);' : 'second(c, d);');
			await harness.suggest('x;\n‸', { trigger: 'manual', mode });
			const both = await harness.suggest('x;\n‸', { trigger: 'manual', mode });
			assert.ok('items' in both);
			assert.deepEqual(
				both.items.map(({ text }) => text),
				['first(a, b);', 'second(c, d);'],
			);
			assert.equal(textOf(await harness.suggest('x;\ns‸', { mode })), 'econd(c, d);');
			assert.equal(textOf(await harness.suggest('x;\nsecond‸', { mode })), '(c, d);');
			assert.equal(harness.asked.length, 2);
		});
	}
});
