import assert from 'node:assert/strict';
import fc from 'fast-check';
import { blockAround, symbolAround, type OutlineSymbol } from '../../../../src/core/explain/explain';

/** The lines of the block around the line that holds `|`. */
function block(text: string): string | undefined {
	const lines = text.split('\n');
	const line = lines.findIndex(one => one.includes('|'));
	lines[line] = (lines[line] ?? '').replace('|', '');
	const span = blockAround(lines, line);
	return span && lines.slice(span.first, span.last + 1).join('\n');
}

const symbol = (
	first: number,
	last: number,
	isExplainable: boolean,
	children: readonly OutlineSymbol[] = [],
): OutlineSymbol => ({
	span: { first, last },
	isExplainable,
	children,
});

describe('The symbol around the cursor', () => {
	const outline = [
		symbol(0, 20, true, [symbol(2, 8, true, [symbol(3, 3, false)]), symbol(10, 18, true)]),
		symbol(22, 22, false),
	];

	it('is the innermost one that is worth explaining', () => {
		assert.deepEqual(symbolAround(outline, 3), { first: 2, last: 8 });
		assert.deepEqual(symbolAround(outline, 9), { first: 0, last: 20 });
	});

	it('is none between symbols, and none for a lone variable', () => {
		assert.equal(symbolAround(outline, 21), undefined);
		assert.equal(symbolAround(outline, 22), undefined);
	});
});

describe('The block around the cursor', () => {
	it('is the body with the lines that open and close it', () => {
		assert.equal(block('a();\nif (x) {\n\tb();|\n\tc();\n}\nd();'), 'if (x) {\n\tb();\n\tc();\n}');
	});

	it('goes over blank lines inside a body, but not past its end', () => {
		assert.equal(
			block('def f():\n    a = 1|\n\n    return a\n\nprint(f())'),
			'def f():\n    a = 1\n\n    return a',
		);
	});

	it('is the whole function when the cursor stands in its first line', () => {
		assert.equal(
			block('import x\n\nfunction f() {|\n\ta();\n\n\tb();\n}\n\nf();'),
			'function f() {\n\ta();\n\n\tb();\n}',
		);
	});

	it('is the paragraph at the outermost level', () => {
		assert.equal(block('one\ntwo|\n\nthree'), 'one\ntwo');
	});

	it('is the nearest text when the cursor stands on a blank line', () => {
		assert.equal(block('one\n\n\n|\ntwo'), 'two');
	});

	it('is none in a document without text', () => {
		assert.equal(block('  \n|\n\t'), undefined);
	});

	it('always holds the line of the cursor or the nearest text, and stays within the document', () => {
		const line = fc.constantFrom('', '  ', 'a', '\tb', '\t\tc {', '\t}', '}', '    d');
		fc.assert(
			fc.property(fc.array(line, { minLength: 1, maxLength: 12 }), fc.nat(11), (lines, at) => {
				const cursor = Math.min(at, lines.length - 1);
				const span = blockAround(lines, cursor);
				if (lines.every(one => one.trim() === '')) {
					return span === undefined;
				}
				const holdsCursor = span !== undefined && span.first <= cursor && cursor <= span.last;
				return (
					span !== undefined &&
					span.first >= 0 &&
					span.first <= span.last &&
					span.last < lines.length &&
					(holdsCursor || lines[cursor]?.trim() === '')
				);
			}),
		);
	});
});
