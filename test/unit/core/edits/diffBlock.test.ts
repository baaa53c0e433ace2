import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cart, edited, plan, refused } from './proposals';

describe('An edit proposed from a block of code that is a diff', () => {
	it('goes where its lines are, whatever its line numbers say', () => {
		const block =
			'@@ -99,3 +99,4 @@\n \tadd(line: Line): void {\n+\t\tcheck(line);\n \t\tthis.#lines.push(line);\n';
		const after = edited(plan(block, { language: 'diff' }));
		assert.equal(after, cart.replace('\t\tthis.#lines.push', '\t\tcheck(line);\n\t\tthis.#lines.push'));
	});

	it('changes several places, and removes lines', () => {
		const block = [
			'--- a/src/cart.ts',
			'+++ b/src/cart.ts',
			'@@',
			"-import { round } from './money';",
			'-',
			' /** Sums the lines. */',
			'@@',
			'-const limit = 20;',
			'+const limit = 30;',
			'+const least = 1;',
		].join('\n');
		const after = edited(plan(block, { language: 'diff' }));
		assert.equal(
			after,
			cart
				.replace("import { round } from './money';\n\n", '')
				.replace('const limit = 20;', 'const limit = 30;\nconst least = 1;'),
		);
	});

	it('removes and adds lines that begin as the names of files do', () => {
		const file = 'SELECT a\n-- old\nFROM b\n++ c\n';
		for (const [block, after] of [
			['@@ -1,3 +1,3 @@\n SELECT a\n--- old\n+-- new\n FROM b', 'SELECT a\n-- new\nFROM b\n++ c\n'],
			['--- a/x.sql\n+++ b/x.sql\n@@ @@\n SELECT a\n--- old\n-FROM b', 'SELECT a\n++ c\n'],
			['--- old\n-FROM b\n+FROM d', 'SELECT a\nFROM d\n++ c\n'],
			['@@ @@\n FROM b\n+++ d;', 'SELECT a\n-- old\nFROM b\n++ d;\n++ c\n'],
			['@@ @@\n SELECT a\n--- old\n+++ new\n FROM b', 'SELECT a\n++ new\nFROM b\n++ c\n'],
		] as const) {
			assert.equal(edited(plan(block, { file, language: 'diff' })), after, block);
		}
	});

	it('adds and removes every line that it says, or is refused', () => {
		const step = fc.record({
			sign: fc.constantFrom(' ', '-', '+'),
			text: fc.constantFrom('a', 'b', '-- c', '++ d', '-e', '@@ f @@', 'diff g', ''),
		});
		const isChange = ({ sign }: { readonly sign: string }) => sign !== ' ';
		const hunk = fc.array(step, { minLength: 1, maxLength: 6 }).filter(steps => steps.some(isChange));
		const header = fc.constantFrom('', '--- a/x\n+++ b/x\n');
		fc.assert(
			fc.property(header, fc.array(hunk, { minLength: 1, maxLength: 3 }), (head, hunks) => {
				const side = (other: string) =>
					hunks.flatMap(steps => steps.filter(({ sign }) => sign !== other).map(({ text }) => `${text}\n`));
				const written = hunks.map(steps => steps.map(({ sign, text }) => `\n${sign}${text}`).join(''));
				const block = `${head}${written.map(lines => `@@ @@${lines}`).join('\n')}`;
				const result = plan(block, { file: side('+').join(''), language: 'diff' });
				if (result.kind === 'edit') {
					assert.deepEqual((result.text.match(/.*\n/g) ?? []).sort(), side('-').sort());
				}
			}),
			{ numRuns: 2_000 },
		);
	});

	it('keeps the order of hunks that touch', () => {
		const block = '@@ @@\n a\n+b\n@@ @@\n+c\n-d\n e';
		assert.equal(edited(plan(block, { file: 'a\nd\ne', language: 'diff' })), 'a\nb\nc\ne');
	});

	it('is refused when it changes more than one file', () => {
		const one = '@@ @@\n-a\n+b\n';
		const other = '--- a/y.ts\n+++ b/y.ts\n@@ @@\n-c\n+d';
		for (const block of [
			`--- a/x.ts\n+++ b/x.ts\n${one}${other}`,
			`${one}${other}`,
			`diff --git a/x b/x\nindex 1..2\n${one}diff --git a/y b/y\ndeleted file mode 1`,
		]) {
			assert.equal(refused(plan(block, { file: 'a\nc\n', language: 'diff' })), 'diffMismatch', block);
		}
	});

	it('is refused when its lines are not there, or twice', () => {
		assert.equal(refused(plan('@@ @@\n-gone\n+here', { language: 'diff' })), 'diffMismatch');
		assert.equal(refused(plan('@@ @@\n \t}\n+\n', { language: 'diff' })), 'diffMismatch');
	});

	it('is found where lines that stay have no sign, where signs have a space behind them, and around gaps', () => {
		const file = 'function f() {\n    a();\n\n    b();\n}\n\nfunction g() {\n    c();\n}\n';
		for (const block of [
			'function f() {\n-    a();\n+    z();\n\n    b();\n}\n\n',
			'-    a();\n+    z();\n\n    b();\n',
			'  function f() {\n-     a();\n+     z();\n\n      b();\n',
			'@@ -1,3 +1,3 @@\n function f() {\n-    a();\n+    z();\n\n',
		]) {
			assert.equal(edited(plan(block, { file, language: 'diff' })), file.replace('a', 'z'), block);
		}
		const gaps = '-    a();\n+    z();\n ...\n-    c();\n+    y();';
		assert.equal(edited(plan(gaps, { file, language: 'diff' })), file.replace('a', 'z').replace('c();', 'y();'));
	});

	it('makes a file of lines that are all new, and only then', () => {
		const block = '--- /dev/null\n+++ b/a.ts\n@@ -0,0 +1,2 @@\n+let a;\n+let b;\n';
		assert.equal(edited(plan(block, { file: '', language: 'diff' })), 'let a;\nlet b;\n');
		assert.equal(refused(plan(block, { language: 'diff' })), 'diffMismatch');
	});

	it('is refused when it changes nothing, or puts an ellipsis in the place of code', () => {
		assert.equal(refused(plan(' a\n b', { file: 'a\nb\n', language: 'diff' })), 'diffMismatch');
		const block = '-a\n-b\n+// ... existing code ...';
		assert.equal(refused(plan(block, { file: 'a\nb\nc\n', language: 'diff' })), 'leftOut');
		assert.equal(edited(plan(' a\n+// Waits ...', { file: 'a\nb\n', language: 'diff' })), 'a\n// Waits ...\nb\n');
	});
});
