import assert from 'node:assert/strict';
import fc from 'fast-check';
import { CompletionCleaner, mostAnswerCharacters } from '../../../../src/core/completion/clean/cleaner';
import type { CursorContext } from '../../../../src/core/completion/context';
import { goldenCases } from './cases';

const cases = goldenCases();

function contextOf(document: string, more: Partial<CursorContext> = {}): CursorContext {
	const [prefix = '', suffix = ''] = document.split('‸');
	return {
		path: 'sample.ts',
		languageId: 'typescript',
		prefix,
		suffix,
		eol: '\n',
		insertSpaces: true,
		tabSize: 4,
		...more,
	};
}

function clean(context: CursorContext, chunks: readonly string[]): string {
	const cleaner = new CompletionCleaner(context);
	return chunks.map(chunk => cleaner.push(chunk)).join('') + cleaner.end();
}

/** The text in pieces that end at the given places. */
function cut(text: string, places: readonly number[]): string[] {
	const borders = [
		0,
		...[...new Set(places.map(place => place % (text.length + 1)))].sort((a, b) => a - b),
		text.length,
	];
	return borders.slice(1).map((border, index) => text.slice(borders[index], border));
}

describe('The golden cases of completion clean-up', () => {
	it('are at least three hundred over at least ten languages', () => {
		assert.ok(cases.length >= 300, `${cases.length} cases`);
		assert.ok(new Set(cases.map(each => each.language)).size >= 10);
	});

	for (const { language, name, context, answer, inserted } of cases) {
		it(`${language}: ${name}`, () => {
			assert.equal(clean(context, [answer]), inserted);
			assert.equal(clean(context, [...answer]), inserted, 'character by character');
			for (let at = 1; at < answer.length; at++) {
				assert.equal(clean(context, [answer.slice(0, at), answer.slice(at)]), inserted, `cut at ${at}`);
			}
		});
	}
});

describe('Completion clean-up', () => {
	it('gives the same text however a golden answer is cut', () => {
		fc.assert(
			fc.property(
				fc.constantFrom(...cases),
				fc.array(fc.nat(), { maxLength: 20 }),
				({ context, answer, inserted }, places) => {
					assert.equal(clean(context, cut(answer, places)), inserted);
				},
			),
			{ numRuns: 300 },
		);
	});

	it('is ready at once in a long file', () => {
		const prefix = Array.from({ length: 1000 }, (_, line) => `\tconst name${line} = value;\n`).join('');
		const before = process.cpuUsage();
		for (let made = 0; made < 20; made++) {
			clean(contextOf(prefix), ['<COMPLETION>a();', '</COMPLETION>']);
		}
		// Some 50 ms; when each line was looked at together with all below it, seconds.
		assert.ok(process.cpuUsage(before).user < 1_000_000);
	});

	it('gives the same text however any answer is cut, in any document', () => {
		const pieces = [
			'<COMPLETION>',
			'</COMPLETION>',
			'<CURSOR/>',
			'<think>',
			'</think>',
			'```',
			'```ts\n',
			'\n',
			'\r\n',
			'    ',
			'\t',
			'}',
			');',
			'{',
			'(',
			'"',
			'foo',
			'return x;',
			'Sure!',
			'Here is it:',
			'<',
			'`',
			' ',
		];
		const text = fc.array(fc.constantFrom(...pieces), { maxLength: 14 }).map(parts => parts.join(''));
		fc.assert(
			fc.property(text, text, text, fc.array(fc.nat(), { maxLength: 12 }), (prefix, suffix, answer, places) => {
				const context = contextOf('', { prefix, suffix });
				assert.equal(clean(context, cut(answer, places)), clean(context, [answer]));
			}),
			{ numRuns: 3000 },
		);
	});

	it('never gives a tag or a carriage return of the model to a document with plain line ends', () => {
		const parts = fc.array(fc.constantFrom('<COMPLETION>', '</COMPLETION>', '\r\n', '\r', 'a = 1', ' '), {
			maxLength: 12,
		});
		fc.assert(fc.property(parts, answer => !/COMPLETION>|\r/.test(clean(contextOf('x‸'), answer))));
	});

	it('is done at the closing tag, so that the request can be stopped', () => {
		const cleaner = new CompletionCleaner(contextOf('const a = ‸;'));
		assert.equal(cleaner.push('<COMPLETION>1</COMPL'), '1');
		assert.equal(cleaner.done, false);
		cleaner.push('ETION>');
		assert.equal(cleaner.done, true);
		assert.equal(cleaner.push('more'), '');
		assert.equal(cleaner.end(), '');
	});

	it('is done where the answer meets the next line of the document', () => {
		const cleaner = new CompletionCleaner(contextOf('function f() {\n    ‸\n    return done;\n}'));
		assert.equal(cleaner.push('<COMPLETION>start();\n    return do'), 'start();');
		assert.equal(cleaner.done, false);
		assert.equal(cleaner.push('ne;\n'), '');
		assert.equal(cleaner.done, true);
	});

	it('gives the text of a line as it comes, before the line is complete', () => {
		const cleaner = new CompletionCleaner(contextOf('const a = ‸'));
		assert.equal(cleaner.push('<COMPLETION>one +'), 'one +');
		assert.equal(cleaner.push(' two'), ' two');
	});

	it('streams an answer without tags from its first whole line of code on', () => {
		const cleaner = new CompletionCleaner(contextOf('function f() {\n    ‸\n}'));
		assert.equal(cleaner.push('Sure! Here is the body:\n\n```ts\nconst a'), '');
		assert.equal(cleaner.push(' = 1;\nretu'), 'const a = 1;');
		assert.equal(cleaner.push('rn a;\n'), '\n    return a;');
	});

	it('gives nothing of an answer without tags when such answers are to be dropped', () => {
		const cleaner = new CompletionCleaner(contextOf('const a = ‸;'), 'drop');
		assert.equal(cleaner.push('```ts\n1\n```\nreturn 1;\nfoo();\n') + cleaner.end(), '');
		const tagged = new CompletionCleaner(contextOf('const a = ‸;'), 'drop');
		assert.equal(tagged.push('<COMPLETION>1</COMPLETION>'), '1');
	});

	it('uses other tags when the document holds the plain ones', () => {
		const context = contextOf('const open = "<COMPLETION>";\nconst close = ‸;');
		assert.equal(clean(context, ['<COMPLETION_1>"</COMPLETION>"</COMPLETION_1>']), '"</COMPLETION>"');
	});

	it('stops listening to an answer that never ends', () => {
		const cleaner = new CompletionCleaner(contextOf('‸'));
		cleaner.push('<COMPLETION>');
		const line = 'x = 1\n'.repeat(1000);
		let given = 0;
		for (let pushed = 0; pushed < mostAnswerCharacters * 2; pushed += line.length) {
			given += cleaner.push(line).length;
		}
		assert.equal(cleaner.done, true);
		assert.ok(given <= mostAnswerCharacters);
	});
});
