// Functions, classes and the like, found by their header lines alone: no parser knows every language, and what is not certain is refused.
import { CodeScan, privateMember } from './codeScan';
import { indentOf, isBlank } from './lines';

type DefinitionKind = 'callable' | 'type' | 'value';

/** What begins a definition. */
export interface Opening {
	readonly kind: DefinitionKind;
	/** How its header is written: with `function`, as a method ... Only good for comparing. */
	readonly form: number;
	readonly name: string;
	/** Where the comments and decorators above the header begin. */
	readonly lead: number;
	readonly header: number;
	readonly indent: string;
	/** Undefined when its end is not certain. */
	readonly last: number | undefined;
}

export interface Definition extends Opening {
	readonly last: number;
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

type Headers = readonly (Pick<Definition, 'kind' | 'form' | 'name'> | undefined)[];

/** What a line begins to define, if anything. */
function headerOf(line: string): Pick<Definition, 'kind' | 'form' | 'name'> | undefined {
	for (const [form, [kind, pattern]] of headers.entries()) {
		const found = pattern.exec(line)?.[1];
		if (
			found !== undefined &&
			!notNames.test(found) &&
			!/^\s*(?:return|await|defer|else|go|new|raise|throw|yield)\b/.test(line)
		) {
			return { kind, form, name: found };
		}
	}
	return undefined;
}

/** All definitions, nested ones too. */
export function openingsOf(lines: readonly string[]): readonly Opening[] {
	const headers = lines.map(headerOf);
	return headers.flatMap((found, header) =>
		found
			? [
					{
						...found,
						header,
						last: endOf(lines, headers, header),
						lead: leadOf(lines, header),
						indent: indentOf(lines[header] ?? ''),
					},
				]
			: [],
	);
}

export const isCertain = (opening: Opening): opening is Definition => opening.last !== undefined;

/** Those that are not inside one whose end is certain. */
export function outermost(openings: readonly Opening[]): readonly Opening[] {
	const outer = openings.filter(isCertain);
	return openings.filter(
		inner => !outer.some(({ header, last }) => header < inner.header && (inner.last ?? inner.header) <= last),
	);
}

const commentStart = new RegExp(
	String.raw`^\s*(?:\/\/|\/\*|\*|(?!${privateMember})#(?!\[|include|define|if|end)|--\s|<!--|""")`,
	'u',
);

export const isComment = (line: string): boolean => commentStart.test(line);

export const isDecorator = (line: string): boolean => /^\s*(?:@\w|#\[|\[\w[^\]]*\]\s*$)/.test(line);

function leadOf(lines: readonly string[], header: number): number {
	let lead = header;
	while (lead > 0 && (isComment(lines[lead - 1] ?? '') || isDecorator(lines[lead - 1] ?? ''))) {
		lead--;
	}
	return lead;
}

/** The last line of what begins at `header`; undefined when that is not certain. */
function endOf(lines: readonly string[], headers: Headers, header: number): number | undefined {
	const last = bodyEnd(lines, header);
	return last !== undefined && isApart(lines, headers, { header, last }) ? last : undefined;
}

function bodyEnd(lines: readonly string[], header: number): number | undefined {
	const scan = new CodeScan();
	const depth = indentOf(lines[header] ?? '').length;
	for (let index = header; index < lines.length; index++) {
		const line = lines[index] ?? '';
		const isText = scan.isInText;
		const code = scan.line(line).trimEnd();
		if (!scan.isCertain || scan.strays > 0) {
			return undefined;
		}
		if (scan.isOpen) {
			// Its own bracket would have closed here.
			if (!isText && /^\}[;)]*$/.test(code.trimStart()) && indentOf(line).length <= depth) {
				return undefined;
			}
			continue;
		}
		if (index > header && !isText && indentOf(line).length < depth) {
			return undefined;
		}
		if (code.endsWith(':')) {
			return indentedEnd(lines, { depth, from: index, scan });
		}
		const next = lines[nextCode(lines, index)] ?? '';
		if (code.endsWith(';') || ((scan.closedBody || code.endsWith('}')) && !/^\s*(?:\??\.[\w$]|[|&?])/.test(next))) {
			return index;
		}
		// The body begins below, or the statement goes on there.
		if (/^\s*\{/.test(next) || /^\s*(?:[.?:+|&]|=>|where\b|throws\b)/.test(next) || /(?:=>?|[,+|&(])$/.test(code)) {
			continue;
		}
		return indentOf(next).length > depth && !isBlank(next)
			? indentedEnd(lines, { depth, from: index, scan })
			: index;
	}
	return undefined;
}

/** The next line that is no comment. */
function nextCode(lines: readonly string[], from: number): number {
	let index = from + 1;
	while (isComment(lines[index] ?? '')) index++;
	return index;
}

/** A body that is told by its indentation, with an `end` below it where the language has one. Without any body it was cut off. */
function indentedEnd(
	lines: readonly string[],
	{ depth, from, scan }: { readonly depth: number; readonly from: number; readonly scan: CodeScan },
): number | undefined {
	let last: number | undefined;
	for (let index = from + 1; index < lines.length; index++) {
		const line = lines[index] ?? '';
		const goesOn = scan.isOpen;
		const indent = indentOf(line).length;
		const isRemark = /^\s*(?:#|--\s|\/\/)/.test(line) && isComment(line);
		if (!goesOn && (isBlank(line) || (indent <= depth && isRemark))) {
			continue;
		}
		if (!goesOn && indent <= depth) {
			return /^\s*end\b/.test(line) && indent === depth ? index : last;
		}
		scan.line(line);
		if (!scan.isCertain || scan.strays > 0) {
			return undefined;
		}
		last = index;
	}
	return scan.isOpen ? undefined : last;
}

/** A statement that may have deeper lines below it. */
const opensBlock =
	/(?:[:{([,=+|&\\<>*/?.~^%-]|\b(?:do|then|else|begin|try|ensure|finally|rescue|loop|where|of|return|as|is|repeat|case|select|in))$|^\s*(?:@|(?:if|elsif|elif|else|unless|while|until|for|foreach|case|when|begin|rescue|ensure|try|catch|switch|do|loop|with|describe|it|context|impl|mod|match|select|private|protected|public)\b)/;
const restStart = /^\s*[{.,)\]}|&>=?:]/;
const goesOnBelow = /^\s*(?:[{.?:+|&=,)\]}<*/-]|(?:and|or|extends|implements|where|throws)\b)/;

/** Whether what follows, up to the next definition, is no rest of this one: whole by its brackets, and no deeper than it may be. */
function isApart(
	lines: readonly string[],
	headers: Headers,
	{ header, last }: { readonly header: number; readonly last: number },
): boolean {
	const depth = indentOf(lines[header] ?? '').length;
	const scan = new CodeScan();
	let outermostDepth = depth;
	let above: { readonly depth: number; readonly opens: boolean } | undefined;
	for (let index = last + 1; index < lines.length; index++) {
		const line = lines[index] ?? '';
		const indent = indentOf(line).length;
		const isStatement = !scan.isOpen && !isBlank(line) && !isComment(line);
		if (isStatement && indent <= depth && headers[index]) {
			return true;
		}
		const isRest = above
			? indent > above.depth && !above.opens && !goesOnBelow.test(line)
			: indent > depth || (indent === depth && restStart.test(line));
		const code = scan.line(line).trimEnd();
		if (!scan.isCertain || (isStatement && isRest) || (scan.strays > 0 && indent >= outermostDepth)) {
			return false;
		}
		if (isStatement) {
			outermostDepth = Math.min(outermostDepth, indent);
			above = { depth: indent, opens: opensBlock.test(code) || headers[index] !== undefined };
		}
	}
	return !scan.isOpen;
}
