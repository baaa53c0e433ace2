// Functions, classes and the like, found by their header lines alone: no parser knows every language, and what is not certain is refused.
import { indentOf, isBlank } from './lines';

type DefinitionKind = 'callable' | 'type' | 'value';

export interface Definition {
	readonly kind: DefinitionKind;
	/** How its header is written: with `function`, as a method ... Only good for comparing. */
	readonly form: number;
	readonly name: string;
	/** Where the comments and decorators above the header begin. */
	readonly lead: number;
	readonly header: number;
	readonly last: number;
	readonly indent: string;
}

const modifiers = String.raw`(?:(?:export|default|declare|public|private|protected|internal|static|async|override|readonly|final|abstract|sealed|virtual|inline|unsafe|extern|partial|open|data|suspend|pub(?:\([^)]*\))?)\s+)*`;
const name = String.raw`([#$\p{L}_][\p{L}\p{N}_$]*[?!]?)`;
const headers: readonly (readonly [DefinitionKind, RegExp])[] = [
	['callable', new RegExp(String.raw`^\s*${modifiers}function\s*\*?\s*${name}`, 'u')],
	['callable', new RegExp(String.raw`^\s*${modifiers}(?:def|fn|fun|sub|proc)\s+(?:self\.)?${name}`, 'u')],
	['callable', new RegExp(String.raw`^\s*func\s+(?:\([^)]*\)\s*)?${name}`, 'u')],
	[
		'type',
		new RegExp(
			String.raw`^\s*${modifiers}(?:class|interface|enum(?:\s+class)?|struct|trait|object|record|protocol|module|namespace|union)\s+${name}`,
			'u',
		),
	],
	['type', new RegExp(String.raw`^\s*${modifiers}type\s+${name}\s*(?:<[^=]*>)?\s*(?:=|struct|interface)`, 'u')],
	['value', new RegExp(String.raw`^${modifiers}(?:const|let|var|val)\s+${name}`, 'u')],
	// A method: a name with parameters, and then a body.
	[
		'callable',
		new RegExp(
			String.raw`^\s*${modifiers}(?:(?:get|set)\s+)?(?:[\p{L}_][\p{L}\p{N}_.<>,[\]*&?: ]*\s[*&]?)?${name}\s*(?:<[^()]*>)?\([^;]*(?:\{|\)|,|\()\s*$`,
			'u',
		),
	],
];
const notNames =
	/^(?:if|for|foreach|while|switch|match|catch|return|else|do|try|await|new|throw|with|using|lock|elif|when|until|unless|super|print|assert|typeof|sizeof|yield|delete|in|of|not|and|or)$/;

/** What a line begins to define, if anything. */
function headerOf(line: string): Pick<Definition, 'kind' | 'form' | 'name'> | undefined {
	for (const [form, [kind, pattern]] of headers.entries()) {
		const found = pattern.exec(line)?.[1];
		if (found !== undefined && !notNames.test(found) && !/^\s*(?:return|await|else|new|throw|yield)\b/.test(line)) {
			return { kind, form, name: found };
		}
	}
	return undefined;
}

/** All definitions whose end is certain, nested ones too; `undefined` ends are left out. */
export function definitionsOf(lines: readonly string[]): readonly Definition[] {
	return lines.flatMap((line, header) => {
		const found = headerOf(line);
		const last = found && endOf(lines, header);
		return found && last !== undefined
			? [{ ...found, header, last, lead: leadOf(lines, header), indent: indentOf(line) }]
			: [];
	});
}

/** Those that are not inside another. */
export function outermost(definitions: readonly Definition[]): readonly Definition[] {
	return definitions.filter(
		inner => !definitions.some(outer => outer.header < inner.header && inner.last <= outer.last),
	);
}

export const isComment = (line: string): boolean =>
	/^\s*(?:\/\/|\/\*|\*|#(?!\[|include|define|if|end)|--\s|<!--|""")/.test(line);

export const isDecorator = (line: string): boolean => /^\s*(?:@\w|#\[|\[\w[^\]]*\]\s*$)/.test(line);

function leadOf(lines: readonly string[], header: number): number {
	let lead = header;
	while (lead > 0 && (isComment(lines[lead - 1] ?? '') || isDecorator(lines[lead - 1] ?? ''))) {
		lead--;
	}
	return lead;
}

/** The last line of what begins at `header`; undefined when its brackets do not close. */
function endOf(lines: readonly string[], header: number): number | undefined {
	const scan = new BracketScan();
	for (let index = header; index < lines.length; index++) {
		const line = lines[index] ?? '';
		const opened = scan.line(line);
		if (scan.depth < 0) {
			return undefined;
		}
		if (scan.depth > 0 || scan.inside) {
			continue;
		}
		const code = line.replace(/(?:\/\/|#|--\s).*$/, '').trimEnd();
		if (/:$/.test(code)) {
			return indentedEnd(lines, { header, from: index });
		}
		if (opened || /[;}]$/.test(code)) {
			return index;
		}
		const next = lines[index + 1] ?? '';
		// The body begins on the next line, or the statement goes on there.
		if (/^\s*\{/.test(next) || /^\s*(?:[.?:+|&]|=>|where\b|throws\b)/.test(next) || /(?:=>?|[,+|&(])$/.test(code)) {
			continue;
		}
		return indentOf(next).length > indentOf(lines[header] ?? '').length && !isBlank(next)
			? indentedEnd(lines, { header, from: index })
			: index;
	}
	return undefined;
}

/** A body that is told by its indentation, with an `end` below it where the language has one. */
function indentedEnd(lines: readonly string[], { header, from }: { readonly header: number; readonly from: number }) {
	const depth = indentOf(lines[header] ?? '').length;
	let last = from;
	for (let index = from + 1; index < lines.length; index++) {
		const line = lines[index] ?? '';
		if (isBlank(line)) {
			continue;
		}
		if (indentOf(line).length <= depth) {
			return /^\s*end\b/.test(line) && indentOf(line).length === depth ? index : last;
		}
		last = index;
	}
	return last;
}

/** Counts brackets outside strings and comments; strings over several lines only in back quotes. */
class BracketScan {
	depth = 0;
	/** In a comment or a string that goes on in the next line. */
	inside: '*/' | '`' | undefined;

	/** @returns whether a curly bracket was closed at the outermost level */
	line(line: string): boolean {
		let closed = false;
		for (let at = 0; at < line.length; at++) {
			const rest = line.slice(at, at + 2);
			if (this.inside) {
				if (line.startsWith(this.inside, at)) {
					at += this.inside.length - 1;
					this.inside = undefined;
				} else if (line[at] === '\\') {
					at++;
				}
			} else if (rest === '//' || (line[at] === '#' && /^\s*$/.test(line.slice(0, at)))) {
				break;
			} else if (rest === '/*') {
				this.inside = '*/';
				at++;
			} else if (line[at] === '`') {
				this.inside = '`';
			} else if (line[at] === '"' || line[at] === "'") {
				at = endOfString(line, at);
			} else if (/[([{]/.test(line[at] ?? '')) {
				this.depth++;
			} else if (/[)\]}]/.test(line[at] ?? '')) {
				this.depth--;
				closed ||= this.depth === 0 && line[at] === '}';
			}
		}
		return closed;
	}
}

/** The closing quote; the opening one itself where none follows, as in `'a` of Rust or an apostrophe. */
function endOfString(line: string, open: number): number {
	for (let at = open + 1; at < line.length; at++) {
		if (line[at] === '\\') {
			at++;
		} else if (line[at] === line[open]) {
			return at;
		}
	}
	return open;
}
