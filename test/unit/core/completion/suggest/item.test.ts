import assert from 'node:assert/strict';
import { coveredClosers } from '../../../../../src/core/completion/suggest/closers';
import { makeItem, ranked } from '../../../../../src/core/completion/suggest/item';
import { contextOf } from './harness';

describe('An item', () => {
	const plain = { outdent: 0, moved: false, goesOn: false, further: '', closing: '' };

	it('covers the closers that it brings itself, and no others', () => {
		const covered = (text: string, document: string): number => coveredClosers(text, contextOf(document));
		assert.equal(covered('a, b);', 'f(‸)'), 1);
		assert.equal(covered('a, b', 'f(‸)'), 0);
		assert.equal(covered('g(a), h(b)', 'f(‸)'), 0);
		assert.equal(covered('g(a))', 'f(‸)'), 1);
		assert.equal(covered('a"));', 'f(g("‸"))'), 3);
		assert.equal(covered('a);', 'f(‸);'), 2);
		assert.equal(covered('")")', 'f(‸)'), 1);
		assert.equal(covered('\n\ta;\n}', 'f {‸}'), 1);
		assert.equal(covered('x)', 'f(‸ + y)'), 0);
	});

	it('covers the end of a string, and no quote within it', () => {
		const covered = (text: string, document: string): number => coveredClosers(text, contextOf(document));
		assert.equal(covered("it's\\'s';", "a = '‸'"), 1);
		assert.equal(covered("one\\'s", "a = '‸'"), 0);
		assert.equal(covered('All "open" lines."""', 'def f():\n\t"""‸"""'), 3);
		assert.equal(covered('\n\tAll "open" lines.\n\t"""\n\treturn 1', 'def f():\n\t"""‸"""'), 3);
		assert.equal(covered('All "open" lines.', 'def f():\n\t"""‸"""'), 0);
	});

	it('covers the end of a docstring that began above', () => {
		const document = 'def f():\n\t"""Adds.\n\n\tTakes ‸"""';
		const covered = (text: string): number => coveredClosers(text, contextOf(document, { languageId: 'python' }));
		assert.equal(covered('"a".\n\t"""\n\treturn 1'), 3);
		assert.equal(covered('"a" and "b".'), 0);
	});

	it('covers what ends code within a string, and the string', () => {
		const covered = (text: string, document: string): number => coveredClosers(text, contextOf(document));
		assert.equal(covered('id}`;', 'a = `${‸}`;'), 3);
		assert.equal(covered('id}/edit', 'a = `${‸}`;'), 1);
		assert.equal(covered('id', 'a = `${‸}`;'), 0);
		assert.equal(covered('/"/g, b);', 'a.replace(‸);'), 2);
	});

	it('covers what ends the statement although more comes before that', () => {
		const covered = (text: string, document: string): number => coveredClosers(text, contextOf(document));
		assert.equal(covered('a).toBe(3);', 'expect(‸);'), 2);
		assert.equal(covered('a)\n\t.then(b => {\n\t\tc(b);\n\t});', 'f(‸);'), 2);
		assert.equal(covered('() => {\n\ta();\n}', 'f(‸);'), 0);
	});

	it('covers no closer that the line owes, and none of what it opens again', () => {
		const covered = (text: string, document: string): number => coveredClosers(text, contextOf(document));
		assert.equal(covered('b)', 'f(g(‸);'), 0);
		assert.equal(covered('b));', 'f(g(‸);'), 2);
		assert.equal(covered('b)', 'f(g(‸)\n);'), 1);
		assert.equal(covered('" + name + "', 'f("‸");'), 0);
		assert.equal(covered('a).f(b, c', 'f(‸),'), 0);
		assert.equal(covered('1 }, { a: 2', 'f([{ a: ‸}]);'), 0);
	});

	it('leaves a closer that it does not bring as much space as it takes behind the opener', () => {
		const text = (part: string, document: string, closing: string, eol?: '\r\n') =>
			makeItem(part, contextOf(document, eol && { eol }), { ...plain, closing })?.text;
		assert.equal(text('\n\ta();', 'f {‸}', '\n'), '\n\ta();\n');
		assert.equal(text('\r\n\ta();', 'f {‸}', '\n', '\r\n'), '\r\n\ta();\r\n');
		assert.equal(text('\n\ta();\n}', 'f {‸}', '\n'), '\n\ta();\n}');
	});

	it('is none for what stands there already, or says the line above again', () => {
		assert.equal(makeItem(');', contextOf('f(‸);'), plain), undefined);
		assert.equal(makeItem('next();', contextOf('\t‸\n\tnext();'), plain), undefined);
		assert.equal(makeItem('again();', contextOf('again();\n‸'), plain), undefined);
		assert.equal(makeItem('again();', contextOf('again();\n‸'), { ...plain, goesOn: true })?.text, 'again();');
		assert.equal(makeItem(' \n', contextOf('a‸'), plain), undefined);
		assert.equal(makeItem('\n\t}', contextOf('\tif (a) {\n\t\tb();‸\n}'), plain)?.text, '\n\t}');
		assert.deepEqual(makeItem('new();', contextOf('a();\n‸'), plain), {
			text: 'new();',
			replaceBefore: 0,
			replaceAfter: 0,
		});
	});

	it('is the first line of something new although the line below is the same', () => {
		const context = contextOf('\t‸\n\n\t@Test\n\tb() {}');
		const how = { ...plain, further: '\n\ta() {}' };
		assert.equal(makeItem('@Test', context, how)?.text, '@Test');
		assert.equal(makeItem('@Test', context, { ...how, moved: true })?.text, '@Test');
		assert.equal(makeItem('@Test', context, { ...how, further: '\n\tb() {}', moved: true }), undefined);
	});

	it('is the first tag of an element within another of its kind', () => {
		const context = contextOf('<div>\n\t‸\n</div>');
		assert.equal(makeItem('<div>', context, { ...plain, further: '\n\t\tHello\n\t</div>' })?.text, '<div>');
		assert.equal(makeItem('<div>', context, plain), undefined);
	});

	it('ends where it meets what has come to stand behind the cursor', () => {
		assert.equal(makeItem('a();\n}', contextOf('f {\n\t‸\n}'), { ...plain, moved: true })?.text, 'a();');
	});

	it('comes first when it leaves no bracket open', () => {
		const item = (text: string) => ({ text, replaceBefore: 0, replaceAfter: 0 });
		assert.deepEqual(ranked([item('f('), item('f()'), item('f()')]), [item('f()'), item('f(')]);
		// A closer more is one that was open before.
		assert.deepEqual(ranked([item('\n\ta();\n}'), item('\n\ta();')]), [item('\n\ta();\n}'), item('\n\ta();')]);
	});
});
