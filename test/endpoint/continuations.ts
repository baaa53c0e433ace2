// Canned continuations at a cursor: by the language and the line that is being written, so that a picture shows a likely piece of code.

interface Language {
	readonly indent: string;
	readonly end: string;
	/** Opens and closes a function body; what is inside comes in between. */
	readonly body: (indent: string, expression: string) => string;
	readonly print: string;
}

const braces = (indent: string, expression: string): string => `\n${indent}return ${expression};\n}`;

const languages = {
	python: {
		indent: '    ',
		end: '',
		body: (indent, expression) => `\n${indent}return ${expression}`,
		print: 'print(result)',
	},
	rust: {
		indent: '    ',
		end: ';',
		body: (indent, expression) => `\n${indent}${expression}\n}`,
		print: 'println!("{result:?}");',
	},
	go: {
		indent: '\t',
		end: '',
		body: (indent, expression) => `\n${indent}return ${expression}\n}`,
		print: 'fmt.Println(result)',
	},
	java: { indent: '    ', end: ';', body: braces, print: 'System.out.println(result);' },
	script: { indent: '\t', end: ';', body: braces, print: 'console.log(result);' },
} satisfies Record<string, Language>;

/** @param prefix all of the message before the cursor, which may name the language or the file */
export function completeAt(prefix: string, suffix: string): string {
	const language = languageOf(prefix);
	const line = prefix.slice(prefix.lastIndexOf('\n') + 1);
	const outer = /^\s*/.exec(line)?.[0] ?? '';
	const header = /\b(?:function|def|fn|func)\s+\w+[^(]*\(([^)]*)\)[^{]*[{:]\s*$/.exec(line);
	if (header !== null) {
		const body = language.body(language.indent, expressionFor(line, namesIn(header[1] ?? '')));
		// A brace that is closed already stays closed once.
		const open = suffix.trimStart().startsWith('}') ? body.replace(/\n\}$/, '') : body;
		return open.replaceAll('\n', `\n${outer}`);
	}
	if (/^\s*(?:\/\/|#)/.test(line)) return `\n${outer}${language.print}`;
	if (/\breturn\s*$/.test(line)) {
		const names = namesIn(/\(([^()]*)\)[^()]*$/.exec(prefix)?.[1] ?? '');
		return `${line.endsWith(' ') ? '' : ' '}${expressionFor(prefix, names)}${language.end}`;
	}
	if (/[=(,]\s*$/.test(line)) return language === languages.python ? 'sum(values)' : 'values.length';
	if (line.trim() === '') return enclosing(prefix, language);
	return `\n${outer}${language.print}`;
}

/** On an empty line: the body of the function whose header stands above, else a line that prints. */
function enclosing(prefix: string, language: Language): string {
	const above = prefix.trimEnd().split('\n').at(-1) ?? '';
	const header = /\b(?:function|def|fn|func)\s+\w+[^(]*\(([^)]*)\)/.exec(above);
	if (header === null) return language.print;
	const expression = expressionFor(above, namesIn(header[1] ?? ''));
	return language === languages.rust ? expression : `return ${expression}${language.end}`;
}

function expressionFor(header: string, names: readonly string[]): string {
	const [first = 'value', second] = names;
	if (second !== undefined)
		return /\b(?:mul|product|area|times)/i.test(header) ? `${first} * ${second}` : `${first} + ${second}`;
	if (/double|twice/i.test(header)) return `${first} * 2`;
	if (/square/i.test(header)) return `${first} * ${first}`;
	if (/\bdef\b/.test(header)) return /mean|average/i.test(header) ? `sum(${first}) / len(${first})` : `sum(${first})`;
	if (/\bfn\b/.test(header)) return `${first}.iter().sum()`;
	if (/\bfunc\b/.test(header)) return `len(${first})`;
	return /greet|hello|name/i.test(header)
		? `\`Hello, \${${first}}!\``
		: `${first}.reduce((sum, item) => sum + item, 0)`;
}

function namesIn(parameters: string): string[] {
	const names = parameters.split(',').map(parameter => /[A-Za-z_]\w*/.exec(parameter)?.[0] ?? '');
	return names.filter(name => name !== '' && name !== 'self');
}

function languageOf(text: string): Language {
	if (/\bpython\b|\.py\b/i.test(text)) return languages.python;
	if (/\brust\b|\.rs\b/i.test(text)) return languages.rust;
	if (/\bgo\b|\.go\b/i.test(text)) return languages.go;
	if (/\bjava\b|\.java\b/i.test(text)) return languages.java;
	return languages.script;
}
