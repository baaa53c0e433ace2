// The canned answers tell what reached the service, and look like answers.
import assert from 'node:assert/strict';
import { cannedAnswer } from '../../endpoint/answers';
import type { WireMessage } from '../../endpoint/contract';

const fence = '```';
const explain = `Explain this code from src/cart.ts, lines 3-7.\n\n${fence}ts\nfunction total(items: Item[], tax = 0): number {\n\treturn items.reduce((sum, item) => sum + item.price, 0) * (1 + tax);\n}\n${fence}`;

function answer(...contents: readonly string[]): string {
	const messages: WireMessage[] = contents.map((content, index) => ({
		role: index % 2 === 0 ? 'user' : 'assistant',
		content,
	}));
	return cannedAnswer({ provider: 'openai', model: 'gpt-4o', messages, stream: false, includeUsage: false });
}

describe('a canned answer', () => {
	it('names the file, the lines, the function and its parameters', () => {
		const text = answer(explain);
		assert.match(text, /`total` in `src\/cart\.ts` \(lines 3–7\)/);
		assert.match(text, /takes `items`, `tax`/);
	});

	it('has a paragraph, a list and a code block in the language of the code', () => {
		assert.match(answer(explain), /^[^#\n]+\n\n- [\s\S]+\n\n[^\n]+\n\n```ts\nconst result = total\(items, tax\);/);
	});

	it('says how many earlier turns came along', () => {
		assert.match(answer(explain), /This is the first turn of our conversation\.$/);
		assert.match(answer(explain, 'It adds.', 'And then?'), /This answer knows of 1 earlier turn\.$/);
		assert.match(answer('a', 'b', 'c', 'd', 'e'), /This answer knows of 2 earlier turns\.$/);
	});

	it('quotes a question that carries no code', () => {
		assert.match(answer('What is a monad?'), /“What is a monad\?”/);
	});
});

describe('a canned continuation', () => {
	const complete = (language: string, prefix: string, suffix = ''): string =>
		answer(`Language: ${language}\nFile: sample\n<CODE>${prefix}<CURSOR/>${suffix}</CODE>`);

	it('leaves out a brace that is closed already', () => {
		const text = complete('go', 'func add(a int, b int) int {', '\n}\n');
		assert.equal(text, '<COMPLETION>\n\treturn a + b</COMPLETION>');
	});

	it('stands between the marks that belong to the cursor', () => {
		assert.equal(
			answer('Language: python\n\n<CURSOR/> x = <CURSOR_1/>'),
			'<COMPLETION_1>sum(values)</COMPLETION_1>',
		);
	});

	const cases: readonly [string, string, string][] = [
		['typescript', 'function add(a: number, b: number): number {', '\n\treturn a + b;\n}'],
		['typescript', 'function add(a: number, b: number): number {\n\t', 'return a + b;'],
		['typescript', 'function area(w: number, h: number) {\n\treturn ', 'w * h;'],
		['typescript', 'function double(n: number) {\n', 'return n * 2;'],
		['python', 'def mean(values):', '\n    return sum(values) / len(values)'],
		['go', 'func add(a int, b int) int {', '\n\treturn a + b\n}'],
		['rust', 'fn add(a: i32, b: i32) -> i32 {', '\n    a + b\n}'],
		['typescript', 'const n = ', 'values.length'],
	];
	for (const [language, prefix, continuation] of cases) {
		it(`goes on after ${JSON.stringify(prefix)} in ${language}`, () => {
			assert.equal(complete(language, prefix), `<COMPLETION>${continuation}</COMPLETION>`);
		});
	}
});
