import assert from 'node:assert/strict';
import fc from 'fast-check';
import { proposeEdit } from '../../../../src/core/edits/proposeEdit';
import { cart, edited, plan, refused } from './proposals';

describe('An edit proposed from a block of code', () => {
	describe('that is a definition', () => {
		it('replaces the one of its name and keeps the comment above it', () => {
			const block = 'export function total(lines: readonly Line[]): number {\n\treturn 0;\n}';
			assert.equal(edited(plan(block)), cart.replace(/export function total[^]*?\n\}/, block));
		});

		it('brings its own comment', () => {
			const block = '// Always nothing.\nexport function total(): number {\n\treturn 0;\n}';
			assert.equal(edited(plan(block)), cart.replace(/\/\*\* Sums[^]*?\n\}/, block));
		});

		it('does not take the path of the file for its comment', () => {
			const block = 'export function total(): number {\n\treturn 0;\n}';
			for (const header of ['// src/cart.ts\n', '// cart.ts\n\n', '// file: cart.ts\n']) {
				const given = { path: '/shop/src/cart.ts' };
				assert.equal(
					edited(plan(header + block, given)),
					cart.replace(/export function total[^]*?\n\}/, block),
				);
				const whole = cart.replace('20', '30');
				assert.equal(edited(plan(header + whole, given)), whole);
				const file = header + cart;
				assert.equal(edited(plan(header + whole, { file, ...given })), header + whole);
			}
			assert.match(edited(plan(`// Node.ts\n${block}`, { path: '/shop/src/cart.ts' })), /Node/);
			assert.equal(edited(plan('// a.ts\nlet a;', { file: '', path: '/a.ts' })), '// a.ts\nlet a;\n');
		});

		it('keeps decorators that the block left out', () => {
			const block =
				'// Better.\nexport class Cart {\n\tadd(): void {\n\t}\n\n\ttotal(): number {\n\t\treturn 0;\n\t}\n}';
			assert.equal(edited(plan(block)), cart.replace(/@sealed[^]*(?=\n\nconst limit)/, `@sealed\n${block}`));
		});

		it('keeps the members of a class of which the block has only some', () => {
			const block = 'export class Cart {\n\ttotal(): number {\n\t\treturn 0;\n\t}\n}';
			assert.equal(edited(plan(block)), cart.replace('return total(this.#lines);', 'return 0;'));
		});

		it('is refused as a class of which the block has only some members, but more besides', () => {
			const block = 'export class Cart {\n\tcount = 0;\n\n\ttotal(): number {\n\t\treturn 0;\n\t}\n}';
			assert.equal(refused(plan(block)), 'leftOut');
			assert.equal(refused(plan('export class Cart {\n\treadonly #lines: Line[] = [];\n}')), 'leftOut');
		});

		it('is replaced as a class one of whose members has another name', () => {
			const block = 'export class Cart {\n\tadd(): void {\n\t}\n\n\tsum(): number {\n\t\treturn 0;\n\t}\n}';
			assert.equal(edited(plan(block)), cart.replace(/export class[^]*(?=\n\nconst limit)/, block));
		});

		it('is refused as a class that loses more members than it gets', () => {
			const block = (...names: readonly string[]) =>
				`class A {\n${names.map(name => `\t${name}() {\n\t\treturn 1;\n\t}\n`).join('')}}\n`;
			const file = block('a', 'b', 'c').replace('1', '0');
			assert.equal(refused(plan(block('a', 'd'), { file })), 'leftOut');
			assert.equal(edited(plan(block('a', 'd', 'e'), { file })), block('a', 'd', 'e'));
			for (const around of [
				(code: string) => `${code}\nfunction f() {\n\ta();\n}\n`,
				(code: string) => `import a;\n\n${code}`,
				(code: string) => `namespace N {\n${code.replace(/^(?=.)/gm, '\t')}}\n`,
			]) {
				assert.equal(refused(plan(around(block('a', 'd')), { file: around(file) })), 'leftOut');
			}
			assert.equal(refused(plan(block('a', 'd'), { file, selections: [file] })), 'leftOut');
		});

		it('keeps the members that were left out of a selected class, of a whole file, and in a namespace', () => {
			const block = 'class A {\n\ta() {\n\t\treturn 1;\n\t}\n}\n';
			const file = block.replace('1', '0').replace('\n}\n', '\n\tb() {\n\t\treturn 2;\n\t}\n}\n');
			for (const around of [
				(code: string) => code,
				(code: string) => `import a;\n\n${code}`,
				(code: string) => `namespace N {\n${code.replace(/^(?=.)/gm, '\t')}}\n`,
			]) {
				const whole = around(file);
				const expected = whole.replace('0', '1');
				assert.equal(edited(plan(around(block), { file: whole })), expected);
				assert.equal(edited(plan(around(block), { file: whole, selections: [around(file)] })), expected);
			}
		});

		it('is refused as a class of which one of two members of the same name was left out', () => {
			const getter = '    @property\n    def size(self):\n        return 1\n';
			const file = `class A:\n${getter}\n    @size.setter\n    def size(self, n):\n        self.n = n\n`;
			const block = `class A:\n${getter.replace('1', '2')}`;
			assert.equal(refused(plan(block, { file, language: 'python' })), 'ambiguous');
		});

		it('is moved to the indentation of a method', () => {
			const block = 'add(line: Line): void {\n\tcheck(line);\n\tthis.#lines.push(line);\n}';
			assert.equal(
				edited(plan(block)),
				cart.replace('\t\tthis.#lines.push', '\t\tcheck(line);\n\t\tthis.#lines.push'),
			);
		});

		it('is refused when two have its name', () => {
			const file = `${cart}class Box {\n\ttotal(): number {\n\t\treturn 1;\n\t}\n}\n`;
			assert.equal(refused(plan('total(): number {\n\treturn 0;\n}', { file })), 'ambiguous');
		});

		it('replaces the method, not the function of its name', () => {
			const after = edited(plan('total(): number {\n\treturn 0;\n}'));
			assert.equal(after, cart.replace('return total(this.#lines);', 'return 0;'));
		});

		it('is refused when none has its name', () => {
			assert.equal(refused(plan('function empty() {\n\treturn 0;\n}')), 'noPlace');
		});

		it('is refused when its end is not certain, in the file or in the block', () => {
			const uncertain = 'function f() {\n\techo "\n}\n"\n}\n';
			const file = `import a\nimport b\n\n${uncertain}\nfunction g() {\n\techo 1\n}\n`;
			assert.equal(refused(plan('function f() {\n\techo 2\n}', { file })), 'noPlace');
			assert.equal(refused(plan(uncertain.replace('echo', 'print'), { file })), 'noPlace');
			const others = 'import a\nimport b\n\nfunction g() {\n\techo 2\n}';
			assert.equal(edited(plan(others, { file })), file.replace('echo 1', 'echo 2'));
			assert.equal(refused(plan(`import c\n${others}`, { file })), 'noPlace');
		});

		it('is refused when the answer was cut off where a deeper line should follow', () => {
			const file =
				'import os\n\nclass A:\n    def f(self):\n        return 1\n\n    def g(self):\n        return 2\n';
			for (const block of [
				'def f(self):',
				'def f(self):\n    if self:',
				'class A:\n    def f(self):\n        return 3\n\n    def g(self):',
			]) {
				assert.equal(refused(plan(block, { file, language: 'python' })), 'leftOut');
			}
		});

		it('replaces all of one with strings over several lines', () => {
			const file = 'def f():\n    s = """\nSELECT *\n"""\n    return s\n\ndef g():\n    return 2\n';
			const block = 'def f():\n    return """\nSELECT (\n"""';
			assert.equal(edited(plan(block, { file })), file.replace(/def f[^]*return s/, block));
		});

		it('is refused with other code beside it that the file does not have', () => {
			assert.equal(refused(plan("import x from 'x';\nfunction total() {\n\treturn x;\n}")), 'noPlace');
		});

		it('works by indentation in Python', () => {
			const file =
				'# Stock.\nimport os\n\ndef count(items):\n    n = 0\n\n    return n\n\n\ndef other():\n    pass\n';
			const block = 'def count(items):\n    return len(items)\n';
			assert.equal(
				edited(plan(block, { file, language: 'python' })),
				'# Stock.\nimport os\n\ndef count(items):\n    return len(items)\n\n\ndef other():\n    pass\n',
			);
		});

		it('works in Go and keeps Windows line ends', () => {
			const file = 'package a\r\n\r\nfunc (o *Order) Total() int {\r\n\treturn o.n\r\n}\r\n\r\nvar x = 1\r\n';
			const block = 'func (o *Order) Total() int {\n\tif o == nil {\n\t\treturn 0\n\t}\n\treturn o.n\n}';
			assert.equal(
				edited(plan(block, { file, language: 'go' })),
				file.replace('\treturn o.n', '\tif o == nil {\r\n\t\treturn 0\r\n\t}\r\n\treturn o.n'),
			);
		});
	});

	describe('that is the whole file', () => {
		it('replaces it when everything is still there', () => {
			const block = cart.replace('20', '30').trimEnd();
			assert.equal(edited(plan(block)), `${block}\n`);
		});

		it('fills an empty file', () => {
			assert.equal(edited(plan('a\nb', { file: '' })), 'a\nb\n');
		});

		it('replaces text without definitions when most lines stay', () => {
			const file = '# Shop\n\nSells things.\n\nOpen all day.\n';
			assert.equal(
				edited(plan('# Shop\n\nSells things.\n\nClosed.', { file, language: 'markdown' })),
				'# Shop\n\nSells things.\n\nClosed.\n',
			);
			assert.equal(refused(plan('Closed.', { file, language: 'markdown' })), 'noPlace');
		});

		for (const [name, file, block] of [
			[
				'the last keys of an object',
				'{\n  "name": "shop",\n  "version": "1",\n  "build": {\n    "x": 1\n  },\n  "lit": {\n    "a": "3"\n  }\n}\n',
				'{\n  "name": "shop",\n  "version": "2",\n  "build": {\n    "x": 1\n  }\n}',
			],
			[
				'the second of two jobs',
				'name: x\non: push\na:\n  run: 1\nb:\n  run: 2\n',
				'name: x\non: [push, pull]\na:\n  run: 1',
			],
			['a section', '# T\n\nIntro\n\n## A\n\nmore a\n\n## B\n\nmore b\n', '# T\n\nAbout\n\n## A\n\nmore a'],
			[
				'the last rule',
				'a {\n  color: red;\n}\n\nb {\n  color: blue;\n}\n\nc {\n  x: 1;\n}\n',
				'a {\n  color: red;\n}\n\nb {\n  color: navy;\n}',
			],
			['the last lines while it adds others', 'a\nb\nc\nd\ne\n', 'a\na1\na2\na3\nb\nc\nd1'],
			['a bracket at the end', 'a {\n  b: c;\n}\nd {\n  e: f;\n}\n', 'a {\n  b: x;\n}\nd {\n  e: f;'],
			['lines between others', 'a\nb\nc\nd\ne\n', 'a\nb\ne1\ne'],
		] as const) {
			it(`is refused when it drops ${name}`, () => {
				assert.equal(refused(plan(block, { file, language: '' })), 'leftOut');
			});
		}

		it('may drop an import, and nothing else outside its definitions', () => {
			const imports = ['a', 'b', 'c', 'd'].map(name => `import ${name} from '${name}';`);
			const file = `${imports.join('\n')}\n\nfunction f() {\n\ta(1);\n}\n\nf();\n`;
			const block = file.replace(`${imports[1]}\n`, '');
			assert.equal(edited(plan(block, { file })), block);
			assert.equal(edited(plan(block.replace('1', '2'), { file })), block.replace('1', '2'));
			const first = file.replace(`${imports[0]}\n`, '');
			assert.equal(edited(plan(first, { file })), first);
			const rules = Array.from({ length: 20 }, (_, at) => `.c${at} {\n  margin: ${at}px;\n}\n`);
			const changed = rules.with(3, rules[3]?.replace('3px', '4px') ?? '').filter((_, at) => at !== 9);
			assert.equal(
				edited(plan(changed.join('\n'), { file: rules.join('\n'), language: 'css' })),
				changed.join('\n'),
			);
			assert.equal(refused(plan(block.replace(`${imports[2]}\n`, ''), { file })), 'leftOut');
		});

		it('may drop a line that stands elsewhere too, and the last of a list', () => {
			const services = ['a', 'b', 'c'].map(name => `  ${name}:\n    image: ${name}\n    restart: always\n`);
			const file = `services:\n${services.join('')}`;
			const block = file.replace('image: b\n    restart: always\n', 'image: b\n');
			assert.equal(edited(plan(block, { file, language: 'yaml' })), block);
			const json = '{\n  "a": 1,\n  "b": 2,\n  "s": {\n    "x": 3,\n    "y": 4\n  },\n  "c": 5\n}\n';
			const shorter = json.replace(',\n    "y": 4', '');
			assert.equal(edited(plan(shorter, { file: json, language: 'json' })), shorter);
		});

		it('is refused when it ends within a class, whatever it adds', () => {
			const file = cart.replace('const limit = 20', 'start()');
			const block = file.slice(0, file.indexOf('\ttotal(): number')).replace('push(line)', 'push(line, 1)');
			assert.equal(refused(plan(block, { file })), 'leftOut');
		});

		it('replaces its definitions alone when it drops what stands behind them', () => {
			const file = "import a from 'a';\nimport b from 'b';\n\nfunction f() {\n\ta(1);\n}\n\nf();\n";
			const block = file.replace('\nf();\n', '');
			assert.equal(edited(plan(block.replace('1', '2'), { file })), file.replace('1', '2'));
			assert.equal(refused(plan(block, { file })), 'leftOut');
		});

		it('replaces it when the block moves some of it into its definitions', () => {
			const file = "import a from 'a';\nimport b from 'b';\n\nfunction f() {\n\ta();\n}\n\nb();\n";
			const block = "import a from 'a';\nimport b from 'b';\n\nfunction f() {\n\ta();\n\tb();\n}\n";
			assert.equal(edited(plan(block, { file })), block);
		});

		it('is refused when nothing would change', () => {
			assert.equal(refused(plan(cart)), 'unchanged');
		});
	});

	describe('with parts left out', () => {
		const elisions = [
			'// ... existing code ...',
			'# ...',
			'/* rest of the file */',
			'...',
			'// rest of the code unchanged',
			'{/* ... */}',
			'// …',
		];
		for (const elision of elisions) {
			it(`is refused when its place is not certain: ${elision}`, () => {
				assert.equal(refused(plan(`export function total() {\n\t${elision}\n}`)), 'leftOut');
			});
		}

		it('is merged when every part has one place', () => {
			const block = [
				'export class Cart {',
				'\t// ... existing code ...',
				'\tadd(line: Line): void {',
				'\t\tcheck(line);',
				'\t\tthis.#lines.push(line);',
				'\t// ... existing code ...',
				'}',
			].join('\n');
			assert.equal(
				edited(plan(block)),
				cart.replace('\t\tthis.#lines.push', '\t\tcheck(line);\n\t\tthis.#lines.push'),
			);
		});

		it('is refused when a part passes over more lines than it adds', () => {
			const file = 'use(a);\nconst app = make();\nget(1);\nget(2);\nlisten();\nlog();\n';
			const block = (...lines: readonly string[]) =>
				['// ... existing code ...', 'const app = make();', ...lines, 'listen();', '// ...'].join('\n');
			assert.equal(refused(plan(block('post(3);'), { file })), 'leftOut');
			assert.equal(edited(plan(block('get(1);', 'get(3);'), { file })), file.replace('2', '3'));
		});

		it('is merged when a part makes a definition shorter', () => {
			const long = "function big(x) {\n\tif (x === 1) {\n\t\treturn 'one';\n\t}\n\treturn 'many';\n}";
			const short = 'function big(x) {\n\treturn names[x];\n}';
			const file = `import a from 'a';\n\nfunction first() {\n\treturn 1;\n}\n\n${long}\n\nexport default big;\n`;
			const block = `// ... existing code ...\n\n${short}\n\nexport default big;`;
			assert.equal(edited(plan(block, { file })), file.replace(long, short));
		});

		it('takes a comment that the file has itself for what it is', () => {
			const file = 'function a() {\n\t// wait ...\n\treturn 1;\n}\n';
			assert.equal(
				edited(plan('function a() {\n\t// wait ...\n\treturn 2;\n}', { file })),
				file.replace('1', '2'),
			);
		});
	});

	it('is refused when there is nothing in the block', () => {
		assert.equal(refused(plan('\n\n')), 'empty');
	});

	it('never loses a character outside of what it says it replaces', () => {
		const line = fc.constantFrom(
			...['a();', '\tb();', 'function f() {', '\tfunction g() {', '}', '\t}', '// c', '...', '', 'const x = 1;'],
			...[
				'-a();',
				'+b();',
				' a();',
				'@@ @@',
				'class A {',
				"import a from 'a';",
				'"',
				'`',
				'/*',
				'def f():',
				'\treturn',
			],
		);
		const text = fc
			.array(line, { maxLength: 14 })
			.chain(lines => fc.constantFrom('\n', '\r\n').map(lineBreak => lines.join(lineBreak)));
		const language = fc.constantFrom('ts', 'diff', 'python', '');
		fc.assert(
			fc.property(text, text, text, language, (file, block, selection, lang) => {
				const result = proposeEdit({ file, block, language: lang, selections: [selection] });
				if (result.kind === 'refused') {
					return;
				}
				// Walks through both texts: between the edits they are the same.
				let before = 0;
				let after = 0;
				for (const { start, end, text: put } of [...result.edits].sort((a, b) => a.start - b.start)) {
					assert.ok(before <= start && start <= end && end <= file.length);
					const kept = file.slice(before, start);
					assert.equal(result.text.slice(after, after + kept.length), kept);
					after += kept.length;
					assert.equal(result.text.slice(after, after + put.length), put);
					after += put.length;
					before = end;
				}
				assert.equal(result.text.slice(after), file.slice(before));
			}),
			{ numRuns: 2_000 },
		);
	});
});
