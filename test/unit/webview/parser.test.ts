import assert from 'node:assert/strict';
import { languageOf, markOpenCode, parseBlocks, renderTokens } from '../../../src/webview/markdown/parser';

function htmlOf(source: string): string {
	return parseBlocks(source, {})
		.map(block => renderTokens(block.tokens, {}))
		.join('')
		.trim();
}

describe('Markdown of an answer', () => {
	it('is split into its top-level blocks, each with the line where it ends', () => {
		const blocks = parseBlocks('# A\n\ntext\nmore\n\n- one\n\n  two\n- three\n\n```\ncode\n```\n', {});
		assert.deepEqual(
			blocks.map(({ tokens, endLine }) => [tokens[0]?.type, endLine]),
			[
				['heading_open', 1],
				['paragraph_open', 4],
				['bullet_list_open', 10],
				['fence', 13],
			],
		);
	});

	it('shows raw HTML as text', () => {
		assert.equal(htmlOf('<img src=x onerror=alert(1)>'), '<p>&lt;img src=x onerror=alert(1)&gt;</p>');
	});

	it('keeps the words of a link that it refuses', () => {
		assert.equal(htmlOf('[press](command:quit) now'), '<p><span>press</span> now</p>');
	});

	it('shows the words of a picture that would have to be fetched', () => {
		assert.equal(htmlOf('![a cat](https://example.org/cat.png)'), '<p>a cat</p>');
	});

	it('says where a link leads, whatever the model says', () => {
		assert.equal(
			htmlOf('[safe](https://example.org "https://elsewhere.example")'),
			'<p><a href="https://example.org" title="https://example.org">safe</a></p>',
		);
	});

	it('links full addresses and leaves the names of files alone', () => {
		assert.match(htmlOf('see https://example.org.'), /<a href="https:\/\/example\.org"/);
		assert.equal(
			htmlOf('main.rs, README.md, //a.b and me@example.org'),
			'<p>main.rs, README.md, //a.b and me@example.org</p>',
		);
	});

	it('takes dollars for a formula only where no price, quotation, command or code is meant', () => {
		const formulas = (text: string) => [...htmlOf(text).matchAll(/data-formula="([^"]*)"/g)].map(([, tex]) => tex);
		for (const [text, ...tex] of [
			['With $x$, ($y_1$) and **$z = \\$5$**: $$a + b$$.', 'x', 'y_1', 'z = \\$5', 'a + b'],
			['故$E=mc^2$成立，$.5$', 'E=mc^2', '.5'],
			['\\(a\\) of foo\\(b\\)', 'a', 'b'],
			['10$^{-3}$ of CO$_2$, 2$\\pi$', '^{-3}', '_2', '\\pi'],
			['A regex ends with $, e.g. `^a$`.'],
			['Use $x, or `y$` here'],
			['The prompt is `$` ($, not `#`), then `$`.'],
			['\'$\' and \'$\', "$" or "$"'],
			['It costs 5$, 10$ or 20$. Then 5 $. And $6.'],
			['US$5 (net) and US$7, $1,000–$2,000, **$5**-**$10**'],
			['set $PATH:$HOME/bin, a$b$c, $.ajax() or $("#x")'],
		] as const)
			assert.deepEqual(formulas(text), tex, text);
	});

	it('ends a formula that was not closed with the list item that it is in', () => {
		for (const opener of ['$$', '\\['])
			assert.equal(
				htmlOf(`- item\n  ${opener}\n  x\n\n  y\n\nNext paragraph\n`),
				'<ul><li>item<div data-formula="x\n\ny">x\n\ny</div></li></ul><p>Next paragraph</p>',
			);
		assert.equal(
			htmlOf('- item\n  $$\n  x\n  $$\n\n  more\n'),
			'<ul><li><p>item</p><div data-formula="x">x</div><p>more</p></li></ul>',
		);
	});

	it('says which blocks are read from right to left, by the first letter of their words', () => {
		assert.equal(
			htmlOf('`foo()` هي دالة\n\nfoo هي\n\n12 \n\n3. **אחת** a\n4. b\n\n> - ب\n>\n> c'),
			'<p dir="rtl"><code>foo()</code> هي دالة</p><p>foo هي</p><p>12</p><ol start="3" dir="rtl"><li><strong>אחת</strong> a</li><li>b</li></ol>' +
				'<blockquote dir="rtl"><ul><li>ب</li></ul><p>c</p></blockquote>',
		);
		assert.match(htmlOf('| ا |\n| --- |\n| b |'), /^<table dir="rtl">/);
	});

	it('keeps the alignment of a table without style attributes', () => {
		assert.match(htmlOf('| a |\n| -: |\n| 1 |'), /<th class="align-right">a<\/th>/);
	});

	it('knows the language of a fence as models write it', () => {
		for (const [info, language] of [
			['ts', 'ts'],
			['Python title="a.py"', 'python'],
			['rust,ignore', 'rust'],
			['{.js}', 'js'],
			['c++', 'c++'],
			['c#', 'c#'],
			['', ''],
			['"><script>', ''],
		] as const) {
			assert.equal(languageOf(info), language, info);
		}
	});

	it('marks the code that ends a document, also inside a list, as open', () => {
		const open = (source: string): boolean => {
			const blocks = parseBlocks(source, {});
			markOpenCode(blocks);
			return blocks.some(block => renderTokens(block.tokens, {}).includes('data-open'));
		};
		assert.equal(open('```js\na'), true);
		assert.equal(open('- x\n\n  ```\n  b'), true);
		assert.equal(open('```js\na\n```\nb'), false);
	});
});
