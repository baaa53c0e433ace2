// What signs in a row stand for: whether the two halves of them make an operator, or say the same one twice.
import { scripts } from './scripts';

/** An operator or mark at the beginning of a text, longer ones first. */
const operator =
	/^(?:<!--|\/\*\*|\*\/|>>>=|\.\.\.|\.\.=|\.\.<|===|!==|\*\*=|\/\/=|<<=|>>=|>>>|&&=|\|\|=|\?\?=|<=>|\?\.|\?:|=>|->|<-|::|:=|==|!=|=~|<=|>=|<<|>>|&&|\|\||\?\?|\+\+|--|\*\*|\/\/|[-+*/%&|^]=|\/>|<\/|[-+*/%=<>!&|^~?:.@#$,;])/;

/** Those that only stand between two things or behind one: with a blank in between, twice is once too often. */
const neverBegins: ReadonlySet<string> = new Set(
	'= == === != !== <= >= => -> := += -= *= /= %= && || ?? ?. :: , />'.split(' '),
);

/** The doubles that are operators everywhere. */
const doubles: ReadonlySet<string> = new Set('++ -- ** // == << >> && || !! ~~ ^^ %% ... **= //= &&= ||='.split(' '));

const markup: ReadonlySet<string> = new Set([
	'html',
	'xml',
	'vue',
	'svelte',
	'javascriptreact',
	'typescriptreact',
	'handlebars',
	'php',
]);

/** Languages in which no blank stands around the sign that assigns, or that have no other equality. */
const onlyAssigns: ReadonlySet<string> = new Set([
	'shellscript',
	'dockerfile',
	'makefile',
	'ini',
	'properties',
	'toml',
	'sql',
]);

const strictlyEqual = [...scripts, 'html', 'php', 'ruby', 'swift', 'kotlin'];

/** The doubles of some languages. */
const doublesOf: Readonly<Record<string, ReadonlySet<string>>> = {
	'===': new Set(strictlyEqual),
	'??': new Set([...strictlyEqual, 'csharp', 'dart'].filter(each => !['ruby', 'kotlin'].includes(each))),
	'..': new Set(['rust', 'ruby', 'kotlin', 'lua', 'csharp', 'swift', 'shellscript', 'haskell', 'perl', 'powershell']),
	'::': new Set([
		'cpp',
		'rust',
		'java',
		'php',
		'ruby',
		'kotlin',
		'csharp',
		'haskell',
		'perl',
		'python',
		'css',
		'scss',
	]),
	'>>>': new Set(['java', 'javascript', 'typescript', 'javascriptreact', 'typescriptreact', 'kotlin', 'scala']),
	'<<<': new Set(['shellscript', 'php', 'cuda-cpp']),
	'-->': new Set(markup),
	';;': new Set(['shellscript', 'ocaml']),
	'@@': new Set(['ruby']),
	'##': new Set(['c', 'cpp']),
};

/** The operator that a text begins with. */
export function operatorAt(text: string): string | undefined {
	return operator.exec(text)?.[0];
}

/** The operator that a text ends with. */
export function operatorBefore(text: string): string | undefined {
	const run = /[^\p{L}\p{N}_\s]{1,4}$/u.exec(text)?.[0] ?? '';
	for (let start = 0; start < run.length; start++) {
		const found = operatorAt(run.slice(start));
		if (found !== undefined && found.length === run.length - start) {
			return found;
		}
	}
	return undefined;
}

/**
 * Whether an operator that stands before a place and is said again there was meant once.
 * @param again the operator of the answer, which begins with it
 * @param next what the answer says behind that
 */
export function isSaidTwice(line: string, again: string, next: string, languageId: string): boolean {
	const trimmed = line.trimEnd();
	const said = operatorBefore(trimmed);
	if (said === undefined || !again.startsWith(said)) {
		return false;
	}
	if (said === ';') {
		// The parts of a loop's head may be empty.
		return languageId !== 'shellscript' && !/\bfor\b/.test(line);
	}
	if (trimmed !== line) {
		return said === again && (neverBegins.has(said) || (said === ':' && /^\s/.test(next)));
	}
	return !isDouble(said + again, { line, next, languageId });
}

interface Place {
	readonly line: string;
	readonly next: string;
	readonly languageId: string;
}

function isDouble(joined: string, { line, next, languageId }: Place): boolean {
	const known = doubles.has(joined) || doublesOf[joined]?.has(languageId) === true;
	switch (joined) {
		case '::':
			return known && /^[^\s]/.test(next);
		case '$$':
			return !/^\w/.test(next);
		case '##':
			return known && !/^\s*#$/.test(line);
		case '>>':
			return !(markup.has(languageId) && /<\/?\w[^<>]*>$/.test(line));
		case '==':
			return (
				!onlyAssigns.has(languageId) && !/^\s*(export\s+)?(const|let|var|val|auto|final)\b[^=]*=$/.test(line)
			);
		case '<<':
			return !(markup.has(languageId) && /^[\w/>]/.test(next)) && !/^\s*#\s*include\s*<$/.test(line);
		default:
			return known;
	}
}
