// The small steps of the pipeline, each by itself.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DailyUsage } from '../../../../../src/core/completion/suggest/dailyUsage';
import { follow } from '../../../../../src/core/completion/suggest/follow';
import { judgeSituation, type Situation } from '../../../../../src/core/completion/suggest/gate';
import { RecentEdits, similarExcerpts } from '../../../../../src/core/completion/suggest/neighbours';
import { firstPart, mostShownLines } from '../../../../../src/core/completion/suggest/parts';
import { Latency, TypingRhythm } from '../../../../../src/core/completion/suggest/rhythm';
import { automaticLimits, StopRules } from '../../../../../src/core/completion/suggest/stopRules';
import { buildCompletionMessages } from '../../../../../src/core/completion/prompt';
import { surroundingsOf } from '../../../../../src/core/completion/code/surroundings';
import { contextOf, situationOf } from './harness';

describe('The gate', () => {
	const verdicts: [string, Partial<Situation>, string, string | undefined][] = [
		['lets an automatic trigger pass', {}, 'ask', undefined],
		['lets a trigger by hand pass in manual mode', { mode: 'manual', trigger: 'manual' }, 'ask', undefined],
		['asks for nothing unasked in manual mode', { mode: 'manual' }, 'reuse', 'manualMode'],
		['is closed when suggestions are off, also by hand', { mode: 'off', trigger: 'manual' }, 'nothing', 'off'],
		[
			'is closed when VS Code shows none',
			{ inlineSuggest: false, trigger: 'manual' },
			'nothing',
			'inlineSuggestOff',
		],
		['keeps to the languages', { languages: { '*': true, typescript: false } }, 'reuse', 'language'],
		['takes the star for all other languages', { languages: { '*': false, go: true } }, 'reuse', 'language'],
		['lets a language pass by hand', { languages: { '*': false }, trigger: 'manual' }, 'ask', undefined],
		[
			'sends nothing of an excluded file, also by hand',
			{ excluded: true, trigger: 'manual' },
			'nothing',
			'excluded',
		],
		['asks for nothing unasked in an untrusted workspace', { trusted: false }, 'reuse', 'untrusted'],
		['pauses when the day is used up', { overLimit: true }, 'reuse', 'dailyLimit'],
		['keeps out of documents that cannot be written', { writable: false }, 'nothing', 'readOnly'],
		['keeps out of several cursors', { cursors: 2 }, 'nothing', 'severalCursors'],
		['keeps out of selections', { selectionEmpty: false }, 'nothing', 'selection'],
		['waits for an input method', { composing: true }, 'reuse', 'composing'],
		['keeps out of words', { lineAfter: 'word)' }, 'reuse', 'midWord'],
		['keeps out of lines that go on', { lineAfter: ' + b' }, 'reuse', 'midLine'],
		['keeps out of lines that go on behind a closer', { lineAfter: ') + {' }, 'reuse', 'midLine'],
		['takes closers after the cursor for an end', { lineAfter: '"));' }, 'ask', undefined],
		['takes a closer and the block that it leads to for an end', { lineAfter: ') { ' }, 'ask', undefined],
		['takes closing tags for an end', { lineAfter: '</b></p>' }, 'ask', undefined],
		['takes the end of a comment for an end', { lineAfter: ' */' }, 'ask', undefined],
		['takes the end of a comment between tags for an end', { lineAfter: ' -->' }, 'ask', undefined],
		['takes the end of a tag for an end', { lineAfter: '" />' }, 'ask', undefined],
		['takes the end of a value and an empty element for an end', { lineAfter: '"></div>' }, 'ask', undefined],
		['takes the end of a value and its element for an end', { lineAfter: '">Home</a>' }, 'ask', undefined],
		['takes the end of a function that is called at once for an end', { lineAfter: '}()' }, 'ask', undefined],
		['takes the end of type arguments and an empty call for an end', { lineAfter: '>();' }, 'ask', undefined],
		['keeps out of calls with arguments', { lineAfter: '(a);' }, 'reuse', 'midLine'],
		['keeps out of the text of an element', { lineAfter: ' at home</a>' }, 'reuse', 'midLine'],
		['goes along with the selected entry', { selected: { text: 'toString', typed: 'toS' } }, 'ask', undefined],
		[
			'gives way to an entry that replaces',
			{ selected: { text: 'toString', typed: 'ts' } },
			'nothing',
			'suggestWidget',
		],
	];
	for (const [name, situation, allow, reason] of verdicts) {
		it(name, () => {
			const verdict = judgeSituation(situationOf(situation));
			assert.deepEqual([verdict.allow, verdict.reason], [allow, reason]);
		});
	}
});

describe('Following what was typed', () => {
	it('leaves the rest of the answer', () => {
		assert.deepEqual(follow('const a', 'con', true), { kind: 'fits', at: 3, outdent: 0 });
	});

	it('goes another way at the first other character', () => {
		assert.deepEqual(follow('const a', 'cob', true), { kind: 'off' });
	});

	it('stays open while more may come', () => {
		assert.deepEqual(follow('co', 'cons', false), { kind: 'open' });
		assert.deepEqual(follow('', '', false), { kind: 'open' });
		assert.deepEqual(follow('co', 'co', true), { kind: 'off' });
	});

	it('overlooks the indentation of new lines, and nothing else', () => {
		assert.deepEqual(follow('a\n\tb', 'a\n    b', true), { kind: 'off' });
		assert.deepEqual(follow('a\n\tbc', 'a\nb', true), { kind: 'fits', at: 4, outdent: 0 });
		assert.deepEqual(follow('a\n}', 'a\n\t', true), { kind: 'fits', at: 2, outdent: 1 });
		assert.deepEqual(follow('a\n\t\tb', 'a\n\t', true), { kind: 'fits', at: 3, outdent: 0 });
		assert.deepEqual(follow('a b', 'ab', true), { kind: 'off' });
	});

	it('goes another way at the first character of a line, too', () => {
		assert.deepEqual(follow('a\n\tb', 'a\n\tc', true), { kind: 'off' });
		assert.deepEqual(follow('a\nb', 'a\nc', true), { kind: 'off' });
		assert.deepEqual(follow('a\n\tb', 'a\n    c', true), { kind: 'off' });
		assert.deepEqual(follow('a\n\tb', 'a\nc', false), { kind: 'off' });
	});

	it('comes to an end for any answer and anything typed, and never says that more is typed than there is', () => {
		const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n', '\t', ' ', '}'), maxLength: 12 });
		fc.assert(
			fc.property(text, text, fc.boolean(), (answer, typed, over) => {
				const followed = follow(answer, typed, over);
				assert.ok(followed.kind !== 'fits' || followed.at <= answer.length);
			}),
			{ numRuns: 3000 },
		);
	});

	it('fits every beginning of every answer', () => {
		const text = fc.string({ unit: fc.constantFrom('a', '\n', '\t', ' ', '}'), minLength: 1, maxLength: 20 });
		fc.assert(
			fc.property(text, fc.nat(), (answer, cut) => {
				const typed = answer.slice(0, cut % answer.length);
				assert.deepEqual(follow(answer, typed, true), { kind: 'fits', at: typed.length, outdent: 0 });
			}),
		);
	});
});

describe('The part that is shown', () => {
	const place = surroundingsOf(contextOf('\t‸', { languageId: 'python' }));

	it('is one line, and begins with the line break when the answer does', () => {
		assert.deepEqual(firstPart('a();\nb();\n', false, place), { text: 'a();', complete: true });
		assert.deepEqual(firstPart('\n\ta();\n\tb', false, place), { text: '\n\ta();', complete: true });
	});

	it('is nothing while the first line is not finished', () => {
		assert.deepEqual(firstPart('a(', false, place), { text: '', complete: false });
		assert.deepEqual(firstPart('a()', true, place), { text: 'a()', complete: true });
	});

	it('is the block that the first line opens, by brackets', () => {
		const block = 'if (a) {\n\t\tb();\n\t}';
		assert.deepEqual(firstPart(`${block}\n\tc();\n`, false, place), { text: block, complete: true });
		assert.deepEqual(firstPart('if (a) {\n\t\tb();\n', false, place), {
			text: 'if (a) {\n\t\tb();',
			complete: false,
		});
		const call = 'call(\n\t\ta,\n\t\tb,\n\t);';
		assert.deepEqual(firstPart(`${call}\n\td\n`, false, place), { text: call, complete: true });
	});

	it('is the block that the first line opens, by indentation', () => {
		const block = 'for a in b:\n\t\tc()\n\t\td()';
		assert.deepEqual(firstPart(`${block}\n\te()\n`, false, place), { text: block, complete: true });
		const both = 'if a:\n\t\tb()\n\telse:\n\t\tc()';
		assert.deepEqual(firstPart(`${both}\n\td()\n`, false, place), { text: both, complete: true });
	});

	it('goes on where a string within the block has lines at the margin', () => {
		const block = 'if a:\n\t\tb = """\none\n"""\n\t\tc()';
		assert.deepEqual(firstPart(`${block}\n\td()\n`, false, place), { text: block, complete: true });
	});

	it('is no longer than a screen can take', () => {
		const long = `{\n${'\t\ta();\n'.repeat(40)}\t}\n`;
		const part = firstPart(long, true, place);
		assert.equal(part.text.split('\n').length, mostShownLines);
		assert.equal(part.complete, true);
	});
});

describe('The stop rules', () => {
	function read(lineBefore: string, text: string, size = text.length, readsOn = false): StopRules {
		const rules = new StopRules(surroundingsOf(contextOf(`${lineBefore}‸`)), { ...automaticLimits, readsOn });
		for (let at = 0; at < text.length; at += size) {
			rules.push(text.slice(at, at + size));
		}
		rules.end();
		return rules;
	}
	const pick = ({ text, stopped }: StopRules): unknown[] => [text, stopped];
	const cases: [string, string, string, string, string | undefined][] = [
		['keep an answer that stays in its block', '\t', 'a();\n\tb();', 'a();\n\tb();', undefined],
		['end before what stands left of the cursor', '\t', 'a();\nfunction b() {', 'a();', 'blockEnd'],
		['keep the closer of the block', '\t', 'a();\n}\nb();', 'a();\n}', 'blockEnd'],
		['end at a blank line at the margin', '', 'a();\n\nb();', 'a();', 'unitEnd'],
		['keep a blank line within a block', '', 'f() {\n\ta();\n\n\tb();\n}', 'f() {\n\ta();\n\n\tb();\n}', undefined],
		['end at two blank lines', '\t', 'a();\n\n\n\tb();', 'a();', 'unitEnd'],
		['cut a line said three times', '\t', 'a();\n\tb();\n\tb();\n\tb();\n\tc', 'a();\n\tb();', 'repetition'],
		['cut lines that alternate', '', 'a\nb\na\nb\na\nb\n', 'a\nb', 'repetition'],
		[
			'keep closers that repeat',
			'\t\t\t',
			'a\n\t\t\t}\n\t\t\t}\n\t\t\t}',
			'a\n\t\t\t}\n\t\t\t}\n\t\t\t}',
			undefined,
		],
	];
	for (const [name, lineBefore, text, kept, reason] of cases) {
		it(`${name}, however it is cut into chunks`, () => {
			for (const size of [text.length, 1, 2, 3, 5]) {
				const rules = read(lineBefore, text, size);
				assert.deepEqual([rules.text, rules.stopped], [kept, reason], `chunks of ${size}`);
			}
		});
	}

	const kept: [string, string, string, string][] = [
		['lines of a string at the margin', 'typescript', '\t', 'a(`\none\n\n\ntwo\n`);\n\tb();'],
		['a here document at the margin', 'shellscript', '\t', 'cat <<EOF\none\n\n\ntwo\nEOF\n\tb'],
		['directives at the margin', 'cpp', '\t', 'a();\n#ifdef B\n\tb();\n#endif\n\tc();'],
		['a label at the margin', 'c', '\t', 'a();\nout:\n\tb();'],
		['what stands below a heading', 'markdown', '', '## A\n\nOne.'],
		['an element with a blank line at its beginning', 'html', '', '<body>\n\n</body>'],
		['a docstring with a blank line at the margin', 'python', '', '"""A.\n\nB.\n"""'],
	];
	for (const [name, languageId, lineBefore, text] of kept) {
		it(`keep ${name}`, () => {
			for (const eol of ['\n', '\r\n']) {
				const answer = text.replaceAll('\n', eol);
				const rules = new StopRules(
					surroundingsOf(contextOf(`${lineBefore}‸`, { languageId })),
					automaticLimits,
				);
				rules.push(answer);
				rules.end();
				assert.deepEqual(pick(rules), [answer, undefined]);
			}
		});
	}

	it('read on past the end of a block and past blank lines where that is wanted, but never in circles', () => {
		const units = 'a();\n}\n\n\nfunction b() {\n\tc();\n}';
		assert.deepEqual(pick(read('\t', units, 3, true)), [units, undefined]);
		assert.deepEqual(pick(read('', 'a();\n\nb();', 3, true)), ['a();\n\nb();', undefined]);
		assert.deepEqual(pick(read('', 'a\n\na\n\na\nb', 3, true)), ['a', 'repetition']);
	});

	it('end an answer that is long enough, by lines and by characters', () => {
		const lines = read('', Array.from({ length: 99 }, (_, index) => `line${index};`).join('\n'));
		assert.deepEqual([lines.text.split('\n').length, lines.stopped], [automaticLimits.lines, 'long']);
		const endless = read('', 'x'.repeat(9000), 100);
		assert.deepEqual([endless.text.length, endless.stopped], [automaticLimits.characters, 'long']);
	});
});

describe('The wait for the next key', () => {
	const at = (line: string, languageId = 'typescript') => surroundingsOf(contextOf(`${line}‸`, { languageId }));

	it('is a moment at the start of a line and after a statement', () => {
		const rhythm = new TypingRhythm();
		assert.deepEqual(
			['', '\t', 'a();', 'f() {', 'case 1:'].map(line => rhythm.wait(at(line), 400)),
			[25, 25, 25, 25, 25],
		);
	});

	it('is a moment after a colon only where that opens a block', () => {
		const moments: [line: string, languageId: string, isMoment: boolean][] = [
			['if a:', 'python', true],
			['async def f(a: int) -> str:', 'python', true],
			['\t): ', 'python', true],
			['\t"key":', 'python', false],
			['total:', 'python', false],
			['\tdefault:', 'c', true],
			['\tcolor:', 'css', false],
			['const user:', 'typescript', false],
			['\t"name":', 'json', false],
			['name:', 'yaml', false],
		];
		const rhythm = new TypingRhythm();
		for (const [line, languageId, isMoment] of moments) {
			assert.equal(rhythm.wait(at(line, languageId), 400) === 25, isMoment, line);
		}
	});

	it('follows the rhythm of the typist within limits', () => {
		const waitAt = (gap: number): number => {
			const rhythm = new TypingRhythm();
			for (let key = 0; key < 20; key++) {
				rhythm.key(key * gap);
			}
			return rhythm.wait(at('abc'), 400);
		};
		assert.deepEqual([waitAt(20), waitAt(120), waitAt(900)], [60, 156, 400]);
	});

	it('does not take pauses for rhythm', () => {
		const rhythm = new TypingRhythm();
		for (const time of [0, 100, 200, 300, 60_000, 60_100]) {
			rhythm.key(time);
		}
		assert.equal(rhythm.wait(at('abc'), 400), 130);
	});

	it('is longer when the service is slow', () => {
		const rhythm = new TypingRhythm();
		assert.ok(rhythm.wait(at('abc'), 1400) >= rhythm.wait(at('abc'), 400) + 100);
	});
});

describe('The measured latency', () => {
	it('is the median of the last answers and stretches limits for slow services only', () => {
		const latency = new Latency();
		assert.equal(latency.stretch, 1);
		for (const ms of [300, 200, 9000]) {
			latency.add(ms);
		}
		assert.deepEqual([latency.firstTokenMs, latency.stretch], [300, 1]);
		for (let index = 0; index < 20; index++) {
			latency.add(1500);
		}
		assert.deepEqual([latency.firstTokenMs, latency.stretch], [1500, 3]);
	});
});

describe('The count of a day', () => {
	function counter(stored: unknown = undefined) {
		let day = '2025-01-01';
		let kept = stored;
		const usage = new DailyUsage({ read: () => kept, write: value => (kept = value) }, () => day);
		return { usage, kept: () => kept, nextDay: () => (day = '2025-01-02') };
	}

	it('adds up tokens and cost and begins anew each day', () => {
		const { usage, nextDay } = counter();
		usage.add({ promptTokens: 1000, completionTokens: 100 }, { input: 7000, output: 28_000 });
		usage.add({ promptTokens: 1000, completionTokens: 100 });
		assert.deepEqual([usage.tokens, usage.count.requests, usage.count.cost], [2200, 2, 9.8]);
		nextDay();
		assert.equal(usage.tokens, 0);
	});

	it('goes on from what was stored, and survives what is damaged', () => {
		const stored = { day: '2025-01-01', promptTokens: 5, answerTokens: 6, requests: 1, cost: 0, told: false };
		assert.equal(counter(stored).usage.tokens, 11);
		for (const damaged of [null, 'x', 7, {}, { day: '2025-01-01', promptTokens: 'many', answerTokens: -1 }]) {
			assert.equal(counter(damaged).usage.tokens, 0);
		}
	});

	it('is one for all windows, which tell once that the limit is reached', () => {
		let stored: unknown;
		const store = { read: () => stored, write: (value: unknown) => (stored = value) };
		const [one, other] = [new DailyUsage(store, () => '2025-01-01'), new DailyUsage(store, () => '2025-01-01')];
		assert.deepEqual([one.tokens, other.tokens], [0, 0]);
		one.add({ promptTokens: 60, completionTokens: 0 });
		other.add({ promptTokens: 50, completionTokens: 0 });
		assert.deepEqual([one.over(100), other.over(100)], [true, true]);
		assert.deepEqual([one.shouldTell(100), other.shouldTell(100)], [true, false]);
	});

	it('tells once a day that the limit is reached', () => {
		const { usage, nextDay } = counter();
		usage.add({ promptTokens: 90, completionTokens: 10 });
		assert.deepEqual([usage.over(101), usage.shouldTell(101)], [false, false]);
		assert.deepEqual([usage.over(100), usage.shouldTell(100), usage.shouldTell(100)], [true, true, false]);
		assert.deepEqual([usage.over(0), usage.shouldTell(0)], [false, false]);
		nextDay();
		assert.equal(usage.over(100), false);
	});
});

describe('Code from elsewhere', () => {
	const context = contextOf('function priceOf(item) {\n\treturn ‸');

	it('is the passage of each file that shares most words, best first, within the budget', () => {
		const filler = 'lorem ipsum dolor\n'.repeat(40);
		const files = [
			{ path: 'other.ts', text: filler },
			{ path: 'item.ts', text: `${filler}function priceOf(item) { return item.price; }\n` },
		];
		const found = similarExcerpts(context, [...files, { path: 'b.ts', text: 'return price item function' }], 2000);
		assert.deepEqual(
			found.map(({ path }) => path),
			['b.ts', 'item.ts'],
		);
		assert.deepEqual(similarExcerpts(context, files, 2), []);
	});

	it('remembers the places of edits, one for lines near each other', () => {
		const edits = new RecentEdits();
		edits.add('a', 1);
		edits.add('b', 50);
		edits.add('a', 5);
		assert.deepEqual(edits.places, [
			{ document: 'a', line: 5 },
			{ document: 'b', line: 50 },
		]);
		for (let line = 0; line < 1000; line += 50) {
			edits.add('c', line);
		}
		assert.equal(edits.places.length, 6);
	});

	it('stands before the code in the prompt, as much as fits, and brings no mark along', () => {
		const budget = { codeTokens: 100, excerptTokens: 30, brief: true };
		const excerpts = [
			{ path: 'big.ts', text: 'x'.repeat(500) },
			{ path: 'mark.ts', text: '<CURSOR/>' },
			{ path: 'fits.ts', text: 'price' },
		];
		const [system, user] = buildCompletionMessages(context, budget, excerpts);
		assert.equal(user?.content.startsWith('From fits.ts:\nprice\n\nFile: a.ts\n'), true);
		const long = { path: 'long.ts', text: Array.from({ length: 40 }, (_, line) => `price(${line});`).join('\n') };
		const [, cut] = buildCompletionMessages(context, budget, [long, { path: 'next.ts', text: 'x'.repeat(99) }]);
		assert.match(cut?.content ?? '', /^From long\.ts:\n(price\(\d\);\n){3,9}\nFile: a\.ts\n/);
		assert.ok((system?.content.length ?? 0) < 700);
	});

	it('names the imports of a file whose head is out of sight', () => {
		const long = contextOf(`import a from 'a';\nfrom b import c\n${'call();\n'.repeat(500)}‸`);
		const user = buildCompletionMessages(long, { codeTokens: 100, excerptTokens: 100 })[1]?.content ?? '';
		assert.ok(user.startsWith("From a.ts:\nimport a from 'a';\nfrom b import c\n\nFile:"));
	});

	it('names the imports of a file whose head is too far up to be read with the rest', () => {
		const head = `import a from 'a';\r\nimport b from 'b';\r\n${'call();\r\n'.repeat(9)}import`;
		const far = contextOf(`${'call();\n'.repeat(5000)}‸`, { head });
		const user = buildCompletionMessages(far, { codeTokens: 100, excerptTokens: 100 })[1]?.content ?? '';
		assert.ok(user.startsWith("From a.ts:\nimport a from 'a';\nimport b from 'b';\n\nFile:"));
	});
});
