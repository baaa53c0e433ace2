import assert from 'node:assert/strict';
import { cart, edited, plan, refused } from './proposals';

describe('An edit proposed from a block of code that stands for a selection', () => {
	it('replaces the selection, at its indentation', () => {
		const selection = '\t\tthis.#lines.push(line);\n\t}\n';
		const block = 'if (line.price < 0) return;\nthis.#lines.push(line);';
		const after = edited(plan(block, { selections: [selection] }));
		assert.match(
			after,
			/add\(line: Line\): void \{\n\t\tif \(line\.price < 0\) return;\n\t\tthis\.#lines\.push\(line\);\n\t\}\n\n\ttotal/,
		);
	});

	it('replaces one that begins after the indentation of its line', () => {
		const selection = 'const sum = lines.reduce((all, line) => all + line.price, 0);\n\treturn round(sum);';
		const block = 'const sum = add(lines);\nreturn round(sum);';
		const after = edited(plan(block, { selections: [selection] }));
		assert.equal(after, cart.replace(selection, 'const sum = add(lines);\n\treturn round(sum);'));
	});

	it('replaces one that begins within the indentation of its line', () => {
		const file = 'if (a) {\n    b();\n    c();\n}\n';
		const block = 'b();\nc();\nd();';
		const after = edited(plan(block, { file, selections: ['  b();\n    c();'] }));
		assert.equal(after, file.replace('c();', 'c();\n    d();'));
	});

	it('replaces one that begins behind code, at the indentation of its line', () => {
		const list = (...items: readonly string[]) => `[\n${items.map(item => `\t\t\t${item},\n`).join('')}\t\t]`;
		const file = `class A:\n\tdef f(self):\n\t\tx = ${list('1', '2')}\n\t\treturn x\n`;
		for (const block of ['[\n\t1,\n\t2,\n\t3,\n]', list('1', '2', '3')]) {
			assert.equal(
				edited(plan(block, { file, selections: [list('1', '2')] })),
				file.replace('2,', '2,\n\t\t\t3,'),
			);
		}
		assert.equal(
			edited(plan('g(\n\t1,\n)', { file, selections: [list('1', '2')] })),
			file.replace(list('1', '2'), 'g(\n\t\t\t1,\n\t\t)'),
		);
	});

	it('keeps the indentation and the spaces that a selection ends with', () => {
		const file = 'def f():\n    x = 1\n    y = 2\n\n    return x\n';
		for (const ending of ['\n', '\n\n', '\n\n  ', '\n\n    ']) {
			for (const lineBreak of ['\n', '\r\n']) {
				const text = file.replaceAll('\n', lineBreak);
				const selections = [`x = 1\n    y = 2${ending}`];
				assert.equal(edited(plan('x = 10\ny = 2', { file: text, selections })), text.replace('1', '10'));
			}
		}
		const behind = { file: 'a()\nb()   # two\n', selections: ['a()\nb()   '] };
		assert.equal(edited(plan('a(1)\nb()', behind)), 'a(1)\nb()   # two\n');
	});

	it('keeps the brackets at its end that close what opens above it', () => {
		const file = 'function f() {\n\tif (x) {\n\t\ta();\n\t\tb();\n\t}\n}\ng();\n';
		for (const closing of ['\n\t}', '\n\t}\n}', '\n\t}\n}\n']) {
			for (const lineBreak of ['\n', '\r\n']) {
				const given = { file: file.replaceAll('\n', lineBreak), selections: [`\t\ta();\n\t\tb();${closing}`] };
				assert.equal(edited(plan('a(1);\nb();', given)), given.file.replace('a()', 'a(1)'));
			}
		}
	});

	it('replaces the brackets at its end with those of the block', () => {
		const file = 'f(x => {\n\ta();\n\tb();\n});\nc();\n';
		const given = { file, selections: ['\ta();\n\tb();\n});\n'] };
		assert.equal(edited(plan('\ta(1);\n\tb();\n}));', given)), file.replace('a()', 'a(1)').replace('});', '}));'));
	});

	it('does not close what is closed below it', () => {
		const file = 'if (x) {\n\ta();\n\tb();\n}\nc();\n';
		const selections = ['if (x) {\n\ta();\n\tb();'];
		for (const block of ['if (y) {\n\ta();\n\tb();\n}', 'if (y) {\n\ta();\n\tb();']) {
			assert.equal(edited(plan(block, { file, selections })), file.replace('x', 'y'));
		}
		// What is closed nowhere else is closed by the block.
		const broken = file.replace('}\n', '');
		assert.equal(edited(plan('if (x) {\n\ta();\n\tb();\n}', { file: broken, selections })), file);
	});

	it('keeps the comma behind it, and says nothing twice that stands around it', () => {
		const object = '{\n\ta: 1,\n\tb: {\n\t\tc: 1\n\t},\n\td: 2\n}\n';
		const selections = ['\tb: {\n\t\tc: 1\n\t},\n'];
		for (const ending of ['', ',']) {
			const block = `b: {\n\tc: 2\n}${ending}`;
			assert.equal(edited(plan(block, { file: object, selections })), object.replace('c: 1', 'c: 2'));
		}
		const file = 'a();\nb();\nif (a) {\n\tconst c = [\n\t\t1,\n\t\t2,\n\t];\n}\n';
		for (const block of ['const c = [\n\t1,\n\t2,\n\t3,\n];', '[\n\t1,\n\t2,\n\t3,\n]']) {
			assert.equal(
				edited(plan(block, { file, selections: ['[\n\t\t1,\n\t\t2,\n\t]'] })),
				file.replace('2,', '2,\n\t\t3,'),
			);
		}
	});

	it('takes a block whose first line alone lost its indentation as written where it belongs', () => {
		const file = 'if (a) {\n    b();\n    c();\n}\n';
		for (const selections of [['    b();\n    c();\n'], ['b();\n    c();']]) {
			const block = 'b(1);\n    c();';
			assert.equal(edited(plan(block, { file, selections })), file.replace('b()', 'b(1)'));
		}
	});

	it('takes it so, too, when the selection reaches out of the body of its first line', () => {
		const file = 'a {\n  color: red;\n  margin: 0;\n}\n\nb {\n  top: 0;\n}\n';
		const block = 'color: red;\n  margin: 1;\n}\n\nb {';
		for (const selection of [`  color: red;\n  margin: 0;\n}\n\nb {`, `color: red;\n  margin: 0;\n}\n\nb {`]) {
			assert.equal(
				edited(plan(block, { file, selections: [selection] })),
				file.replace('margin: 0', 'margin: 1'),
			);
		}
	});

	it('takes it so, too, when it seems to hold the next method', () => {
		const file = 'class A:\n    def a(self):\n        x = 1\n\n    def b(self):\n        y = 2\n        return y\n';
		const selections = ['    def a(self):\n        x = 1\n\n    def b(self):\n        y = 2'];
		const block = 'def a(self):\n        x = 3\n\n    def b(self):\n        y = 2';
		assert.equal(edited(plan(block, { file, selections })), file.replace('1', '3'));
	});

	it('moves a block that puts lines of the selection into a body', () => {
		const file = 'def f():\n    b()\n    c()\n    d()\n';
		for (const selections of [['    b()\n    c()\n'], ['b()\n    c()']]) {
			for (const [block, lines] of [
				['if a:\n    b()\n    c()', ['if a:', '    b()', '    c()']],
				['if (a) {\n    b()\n    c()\n}', ['if (a) {', '    b()', '    c()', '}']],
			] as const) {
				assert.equal(
					edited(plan(block, { file, selections })),
					`def f():\n${lines.map(line => `    ${line}\n`).join('')}    d()\n`,
				);
			}
		}
	});

	it('keeps the rest of a selection of which the block has only the beginning or the end', () => {
		const file = 'start();\na();\nb();\nc();\nd();\nstop();\n';
		const selections = ['a();\nb();\nc();\nd();\n'];
		for (const block of ['a();\nb(1);\nc();', 'b();\nc(1);\nd();', 'b();\nc();']) {
			assert.equal(refused(plan(block, { file, selections })), 'noPlace', block);
		}
		for (const block of ['a();\nd();', 'a();\nb();\nc();\nd(1);', 'a();\nb();\ne();']) {
			assert.equal(edited(plan(block, { file, selections })), `start();\n${block}\nstop();\n`);
		}
	});

	it('keeps the definitions of a selection that the block does not have', () => {
		const functions = (of: string) => `def a():\n    x()\n    y()\n    return ${of}\n`;
		const file = `import x\n\n${functions('1')}\ndef b():\n    return 2\n`;
		const selections = [file.slice(file.indexOf('def a'))];
		assert.equal(edited(plan(functions('3'), { file, selections })), file.replace('1', '3'));
	});

	it('is refused where all is selected and the block drops more than it adds', () => {
		const file = 'a: 1\nb: 2\nc: 3\nd: 4\n';
		const selections = [file.trimEnd()];
		assert.equal(refused(plan('a: 1\nb: 3\nd: 4', { file, selections })), 'leftOut');
		assert.equal(refused(plan('b: 2\nc: 3\nd: 4\ne: 5', { file, selections })), 'noPlace');
		assert.equal(edited(plan('a: 1\nb: 3\nd: 4\ne: 5', { file, selections })), 'a: 1\nb: 3\nd: 4\ne: 5\n');
	});

	it('may lose a last line that was only there to look at something, and not its end', () => {
		const lines = [
			'const a = load();',
			'const b = parse(a);',
			'check(b);',
			'use(b);',
			'store(b);',
			'console.log(b);',
		];
		const file = `start();\n${lines.join('\n')}\nend();\n`;
		const upTo = (count: number) =>
			plan(lines.slice(0, count).join('\n'), { file, selections: [lines.join('\n')] });
		assert.equal(edited(upTo(5)), file.replace('console.log(b);\n', ''));
		assert.equal(refused(upTo(4)), 'unchanged');
	});

	it('leaves the selection alone when the block is about something else', () => {
		assert.equal(refused(plan('npm test', { selections: ['const limit = 20;'] })), 'noPlace');
	});
});
