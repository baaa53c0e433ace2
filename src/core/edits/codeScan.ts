// What of a line is code, read line by line in whatever language: strings, comments and regular expressions are left out, brackets matched. What can be
// read in more than one way makes the scan uncertain.
import { isBlank } from './lines';

/** Longest line that is read, in UTF-16 units: longer ones are generated, and slow to search. */
const maxLineLength = 2_000;

interface Quoted {
	readonly close: string;
	readonly isLine?: boolean;
	/** A backslash takes the next character. */
	readonly escapes?: boolean;
	/** The closing quote, said twice, is a quote. */
	readonly doubles?: boolean;
}

/** A here document ends with a line of its own. */
type Inside = Quoted | { readonly lastLine: RegExp };

interface Text {
	/** Where it ends in the line, or where what is inside it begins. */
	readonly end: number;
	/** What is read in its place. */
	readonly code?: string;
	readonly inside?: Quoted;
	/** What the next line is inside of. */
	readonly below?: Inside;
}

/** A member of a JavaScript class, which looks like a comment of other languages. */
export const privateMember = String.raw`#[\p{L}_$][\p{L}\p{N}_$]*(?:[(<;]|[?!]?:.*[;={(\[|,<]\s*$|\s*=|\s+\(.*\{\s*$)`;

/** Nothing in them begins or ends a string, a comment or brackets. */
const plain = /[^#\-/<`"'()[\]{}]+/y;
const lineComment = /\/\/|(?<!\S)(?:#|--)(?!\S)/y;
const firstComment = new RegExp(
	String.raw`#(?:\s*(?:if|ifdef|ifndef|elif|else|endif|define|undef|include|pragma|region|endregion)\b|(?!${privateMember.slice(1)}))`,
	'uy',
);
const hereDocument = /(?<![\w<])<<(<\s?|[-~]?)(?:(["'])([A-Za-z_]\w*)\2|([A-Z_]\w*))/y;
const regex = /\/(?![/*])(?:\\.|\[(?:\\.|[^\]\\])*\]|[^\\/[])+\/[a-z]*/y;
/** Behind these no value has ended, so that a slash does not divide. */
const beforeRegex =
	/(?:^|[(,=:[!&|?{;+\-*%~^]|=>|\b(?:return|typeof|case|in|of|do|else|void|if|unless|while|when|and|or|not))\s*$/;
/** Raw strings, by what stands before their quote, in Rust, C++ and C#. */
const rust = /(?<![\p{L}\p{N}_])b?r(#+)$/u;
const cpp = /(?<![\p{L}\p{N}_])(?:u8|[uUL])?R$/u;
const cppOpening = /"([^\s()\\"]{0,16})\(/y;
const csharp = /(?:\$@|@\$?)$/;
/** As far back as what stands before is looked for. */
const contextLength = 16;
const openings: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

export class CodeScan {
	/** False once something was read that may be meant otherwise. */
	isCertain = true;
	/** Brackets closed in the last line that were not opened since the scan began. */
	strays = 0;
	/** Whether the last line closed a curly bracket at the outermost level. */
	closedBody = false;
	readonly #brackets: string[] = [];
	#inside: Inside | undefined;

	/** Whether the next line belongs to what began before: a bracket, a string, a comment. */
	get isOpen(): boolean {
		return this.#brackets.length > 0 || this.isInText;
	}

	get depth(): number {
		return this.#brackets.length;
	}

	get isInText(): boolean {
		return this.#inside !== undefined;
	}

	/** @returns the code of the next line, with `""` for each string */
	line(line: string): string {
		this.strays = 0;
		this.closedBody = false;
		this.isCertain &&= line.length <= maxLineLength;
		let code = '';
		let below: Inside | undefined;
		for (let at = 0; at < line.length && this.isCertain;) {
			if (this.#inside) {
				at = this.#leave(this.#inside, line, at);
				continue;
			}
			const skipped = matchAt(plain, line, at)?.[0];
			if (skipped !== undefined) {
				code += skipped;
				at += skipped.length;
				continue;
			}
			const text = textAt(line, at, code);
			const char = line[at] ?? '';
			if (text) {
				this.isCertain &&= !(below && text.below);
				below ??= text.below;
				this.#inside = text.inside;
			} else {
				this.#count(char);
			}
			code += text ? (text.code ?? '') : char;
			at = text?.end ?? at + 1;
		}
		if (this.#inside && 'close' in this.#inside && this.#inside.isLine) {
			this.isCertain = false;
		}
		this.#inside ??= below;
		return code;
	}

	/** @returns where the text ends, or the end of the line when it goes on */
	#leave(inside: Inside, line: string, from: number): number {
		if ('lastLine' in inside) {
			this.#inside = inside.lastLine.test(line) ? undefined : inside;
			return line.length;
		}
		const { close, escapes, doubles } = inside;
		for (let at = from; at < line.length; at++) {
			if (line.startsWith(close, at)) {
				if (!doubles || line[at + 1] !== close) {
					// Elsewhere than in C# the backslash takes the quote.
					this.isCertain &&= !(doubles && line[at - 1] === '\\');
					this.#inside = undefined;
					return at + close.length;
				}
				at++;
			} else if (escapes && line[at] === '\\') {
				at++;
			}
		}
		return line.length;
	}

	#count(char: string): void {
		if (/[([{]/.test(char)) {
			this.#brackets.push(char);
		}
		const opening = openings[char];
		if (opening === undefined) {
			return;
		}
		if (this.#brackets.length === 0) {
			this.strays++;
		} else if (this.#brackets.pop() !== opening) {
			this.isCertain = false;
		}
		this.closedBody ||= this.#brackets.length === 0 && char === '}';
	}
}

/** How many brackets are closed that were not opened, and left open; undefined when that is not certain. */
export function balanceOf(lines: readonly string[]): { readonly strays: number; readonly open: number } | undefined {
	const scan = new CodeScan();
	let strays = 0;
	for (const line of lines) {
		scan.line(line);
		strays += scan.strays;
	}
	return scan.isCertain && !scan.isInText ? { strays, open: scan.depth } : undefined;
}

/** The string, comment or regular expression that begins at this place. */
function textAt(line: string, at: number, code: string): Text | undefined {
	const before = code.slice(-contextLength);
	switch (line[at]) {
		case '#':
		case '-':
			return isLineComment(line, at) ? { end: line.length } : undefined;
		case '/': {
			if (line[at + 1] === '*') {
				return { end: at + 2, inside: { close: '*/' } };
			}
			if (isLineComment(line, at)) {
				return { end: line.length };
			}
			const found = beforeRegex.test(before) ? matchAt(regex, line, at) : undefined;
			return found && { end: at + found[0].length, code: '""' };
		}
		case '<': {
			const found = matchAt(hereDocument, line, at);
			return found && { end: at + found[0].length, code: '""', below: { lastLine: lastLineOf(found) } };
		}
		case '`':
			return { end: at + 1, code: '""', inside: { close: '`', escapes: true } };
		case '"':
		case "'":
			return stringAt(line, at, before);
		default:
			return undefined;
	}
}

function matchAt(pattern: RegExp, line: string, at: number): RegExpExecArray | undefined {
	pattern.lastIndex = at;
	return pattern.exec(line) ?? undefined;
}

function isLineComment(line: string, at: number): boolean {
	return (
		matchAt(lineComment, line, at) !== undefined ||
		(line[at] === '#' && isBlank(line.slice(0, at)) && matchAt(firstComment, line, at) !== undefined)
	);
}

function stringAt(line: string, at: number, before: string): Text | undefined {
	const quote = line[at] ?? '';
	if (quote === '"') {
		const hashes = rust.exec(before)?.[1];
		if (hashes !== undefined) {
			return { end: at + 1, code: '""', inside: { close: `"${hashes}` } };
		}
		const raw = cpp.test(before) ? matchAt(cppOpening, line, at) : undefined;
		if (raw) {
			return { end: at + raw[0].length, code: '""', inside: { close: `)${raw[1] ?? ''}"` } };
		}
		if (csharp.test(before)) {
			return { end: at + 1, code: '""', inside: { close: '"', doubles: true } };
		}
	}
	const triple = quote.repeat(3);
	if (line.startsWith(triple, at)) {
		return { end: at + 3, code: '""', inside: { close: triple, escapes: true } };
	}
	const isApostrophe = quote === "'" && !closes(line, at);
	return isApostrophe
		? undefined
		: { end: at + 1, code: '""', inside: { close: quote, escapes: true, isLine: true } };
}

/** Only `<<-`, `<<~` and PHP's `<<<` let it be indented. */
function lastLineOf([, kind, , quoted, bare]: RegExpExecArray): RegExp {
	return new RegExp(String.raw`^${kind ? String.raw`\s*` : ''}${quoted ?? bare ?? ''}[;,)\]]*\s*$`);
}

/** Whether the quote has a closing one in its line: the `'a` of Rust and an apostrophe have none. */
function closes(line: string, open: number): boolean {
	for (let at = open + 1; at < line.length; at++) {
		if (line[at] === '\\') {
			at++;
		} else if (line[at] === line[open]) {
			return true;
		}
	}
	return false;
}
