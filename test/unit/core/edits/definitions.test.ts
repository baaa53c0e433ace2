import assert from 'node:assert/strict';
import { isCertain, isComment, openingsOf } from '../../../../src/core/edits/definitions';

/** Each outermost definition with the number of its last line, counted from 1, or `?`. */
function ends(text: string): string {
	const lines = text.split('\n');
	return openingsOf(lines)
		.filter(({ header }) => /^\S/.test(lines[header] ?? ''))
		.map(found => `${found.name} ${isCertain(found) ? found.last + 1 : '?'}`)
		.join(', ');
}

const raw = String.raw;

describe('The end of a definition', () => {
	for (const [what, text, expected] of [
		[
			'a Python string at the margin',
			'def f():\n    s = """\ntext (\n"""\n    return s\n\ndef g():\n    a',
			'f 5, g 8',
		],
		['a header whose body was cut off', 'def f():\n    a\n\ndef g():\n', 'f 2, g ?'],
		['text of a docstring', "def f():\n    '''It's [0, 1).\n'''\n    a\n\ndef g():\n    b", 'f 4, g 7'],
		['a comment at the margin in Python', 'def f():\n    a\n# b\n    c\n\n# g\ndef g():\n    d', 'f 4, g 8'],
		['a here document of Ruby', 'def f\n  puts <<TXT\nusage (\nTXT\n  exit\nend\n\ndef g\n  2\nend', 'f 6, g 10'],
		['an indented one', 'def f\n  x(<<~TXT)\n    use }\n  TXT\nend\n\ndef g\n  2\nend', 'f 5, g 9'],
		['one of a shell', "function f() {\n  cat <<'eof'\nuse } here\neof\n}\nfunction g() {\n  2\n}", 'f 5, g 8'],
		['one of PHP', 'function f() {\n  $a = <<<EOT\n}\nEOT;\n}\nfunction g() {\n  2;\n}', 'f 5, g 8'],
		['a shift, which begins none', 'int f(int a) {\n  return a << BITS;\n}\nint g(int a) {\n}', 'f 3, g 5'],
		['a verbatim string of C#', 'string F(int a) {\n  return @"""}\n}"" {\n";\n}\nint G(int a) {\n}', 'F 5, G 7'],
		['a raw string of Rust', 'fn f() -> &str {\n  r#"\n}"}\n"#\n}\nfn g() {\n}', 'f 5, g 7'],
		['a raw string of C++', 'auto f(int a) {\n  return R"x(\n})"\n)x";\n}\nint g(int a) {\n}', 'f 5, g 7'],
		[
			'a regular expression',
			`function f(s) {\n  return s.split(${raw`/[/}]\/"}/g`});\n}\nfunction g() {\n}`,
			'f 3, g 5',
		],
		['a division', 'function f(a) {\n  return (a) / b({}) / c;\n}\nfunction g() {\n}', 'f 3, g 5'],
		['private members', 'class A {\n\t#a() {\n\t}\n\tb() {\n\t}\n}\nclass B {\n}', 'A 6, B 8'],
		['a type of several shapes', 'type A =\n\t| { a: 1 }\n\t| { b: 2 };\n\ntype B = { c: 3 };', 'A 3, B 5'],
		['a comment above the bracket', 'void f(int a)\n// b\n{\n}\nint g(int a) {\n}', 'f 4, g 6'],
		['a colon in a string', 'const a = "b://c";\nconst d = 1;', 'a 1, d 2'],
		['a continued call', 'const a = b(() => {\n})\n\t.c();\nconst d = 1;', 'a 3, d 4'],
	] as const) {
		it(`is seen past ${what}`, () => {
			assert.equal(ends(text), expected);
		});
	}

	for (const [what, text, expected] of [
		['a string over lines', 'function f() {\n  echo "\n}\n"\n}\nfunction g() {\n  2\n}', 'f ?, g 8'],
		[
			'brackets that do not match',
			'function f() {\n  case x in\n  a) b;;\n  esac\n}\nfunction g() {\n}',
			'f ?, g 7',
		],
		['a bracket in an unknown kind of string', 'sub f {\n  m{a}};\n  b();\n}\nsub g {\n}', 'f ?, g 6'],
		['text at the margin', 'def f\n  a\n=begin\nb\n=end\n  c\nend\n\ndef g\n  2\nend', 'f ?, g 11'],
		[
			'a bracket of its own that closes another',
			'int f(int a) {\n#ifdef A\n  if (a) {\n#else\n  if (!a) {\n#endif\n  }\n}\nint g(int a) {\n  }\n}',
			'f ?, g ?',
		],
		['a here document that does not end', 'def f\n  a <<EOF\nend', 'f ?'],
		['a quote that a backslash may take', `string F(int a) {\n  return @"${raw`\"`};\n}`, 'F ?'],
		['a line that is too long', `function f() {\n  ${'a'.repeat(3_000)};\n}`, 'f ?'],
	] as const) {
		it(`is uncertain with ${what}`, () => {
			assert.equal(ends(text), expected);
		});
	}

	it('is none of a call behind a keyword', () => {
		for (const line of ['defer closeAll()', 'go closeAll()', 'raise ValidationError(message)', 'return f()'])
			assert.equal(ends(line), '', line);
	});

	it('tells private members from comments', () => {
		for (const line of ['#a() {', '#a = 1;', '#a: string;', '#a: Map<', '#a;', '#a (b) {']) {
			assert.ok(!isComment(line), line);
		}
		for (const line of ['# a', '#a', '#a b', '#TODO: a', '#!/bin/sh']) {
			assert.ok(isComment(line), line);
		}
	});
});
