// What the clean-up needs to know about the text around the cursor, worked out once per answer. Line ends are `\n` throughout.
import type { CursorContext } from '../context';
import { endsInBlockComment, endsInComment } from './comments';

export interface Surroundings {
	readonly languageId: string;
	readonly prefix: string;
	/** The cursor's line before and after the cursor. */
	readonly lineBefore: string;
	readonly lineAfter: string;
	/** The first line below the cursor's that is not blank. */
	readonly nextLine: string | undefined;
	/** A few more of those, in order. */
	readonly furtherLines: readonly string[];
	/** The lines above the cursor's end within a docstring. */
	readonly inDocstring: boolean;
	/** Sentences are to be expected: a text document, or a cursor in a comment or docstring. */
	readonly prose: boolean;
	readonly insertSpaces: boolean;
	readonly tabSize: number;
}

/** As many lines as may lead to one that says something: a comment or annotation, the next, the declaration. */
const mostFurtherLines = 5;

/** Whether sentences make up the document. */
export function isTextDocument(languageId: string): boolean {
	return proseLanguages.has(languageId);
}

/** As far back as a comment is looked for that the cursor stands in. */
const mostCommentCharacters = 4000;

const proseLanguages: ReadonlySet<string> = new Set([
	'markdown',
	'plaintext',
	'latex',
	'restructuredtext',
	'asciidoc',
	'git-commit',
	'scminput',
]);

/** Whether a text ends within a docstring; three quotes are hardly used for anything else that ends a sentence. */
function endsInDocstring(text: string): boolean {
	return (text.match(/"""/g)?.length ?? 0) % 2 === 1;
}

export function surroundingsOf(context: CursorContext): Surroundings {
	const prefix = context.prefix.replaceAll('\r', '');
	const [lineAfter = '', ...below] = context.suffix.replaceAll('\r', '').split('\n');
	const [nextLine, ...furtherLines] = said(below, 1 + mostFurtherLines);
	const lineStart = prefix.lastIndexOf('\n') + 1;
	const lineBefore = prefix.slice(lineStart);
	const inDocstring = context.languageId === 'python' && endsInDocstring(prefix.slice(0, lineStart));
	return {
		languageId: context.languageId,
		prefix,
		lineBefore,
		lineAfter,
		nextLine,
		furtherLines,
		inDocstring,
		prose:
			isTextDocument(context.languageId) ||
			endsInComment(lineBefore, context.languageId) ||
			endsInBlockComment(prefix.slice(-mostCommentCharacters), context.languageId) ||
			(context.languageId === 'python' && inDocstring !== endsInDocstring(lineBefore)),
		insertSpaces: context.insertSpaces,
		tabSize: Math.max(1, context.tabSize),
	};
}

/** The first lines that are not blank. */
function said(lines: readonly string[], most: number): string[] {
	const found: string[] = [];
	for (let index = 0; index < lines.length && found.length < most; index++) {
		const line = lines[index] ?? '';
		if (!isBlank(line)) {
			found.push(line);
		}
	}
	return found;
}

export function isBlank(text: string): boolean {
	return text.trim() === '';
}

export function leadingSpace(line: string): string {
	return /^[^\S\n]*/.exec(line)?.[0] ?? '';
}

/** The columns that leading white space takes. */
export function columnsOf(space: string, tabSize: number): number {
	let columns = 0;
	for (const character of space) {
		columns += character === '\t' ? tabSize - (columns % tabSize) : 1;
	}
	return columns;
}

/** The columns that a line's block takes: the lines of a comment that begin with a star stand one column deeper. */
export function blockColumnOf(line: string, tabSize: number): number {
	const columns = columnsOf(leadingSpace(line), tabSize);
	return /^\s+\*/.test(line) ? columns - 1 : columns;
}

/** White space that takes as many columns, as the document writes it. */
export function spaceOf(columns: number, { insertSpaces, tabSize }: Surroundings): string {
	return insertSpaces
		? ' '.repeat(columns)
		: '\t'.repeat(Math.floor(columns / tabSize)) + ' '.repeat(columns % tabSize);
}

/** Letters and digits of any script: what tells a telling piece of text from mere punctuation. */
export function wordCharacters(text: string): number {
	return text.match(/[\p{L}\p{N}_]/gu)?.length ?? 0;
}

export function isWordCharacter(character: string): boolean {
	return /[\p{L}\p{N}_$]/u.test(character);
}

/** Languages with a preprocessor, and with labels. */
const preprocessed: ReadonlySet<string> = new Set(['c', 'cpp', 'objective-c', 'objective-cpp', 'cuda-cpp', 'csharp']);

/** Whether a line, or the beginning of one, is a directive of a preprocessor, which stands at the margin wherever it is. */
export function isDirective(line: string, languageId: string): boolean {
	return /^\s*#/.test(line) && preprocessed.has(languageId);
}

/** Whether a line is a label, which stands left of the code around it. */
export function isLabel(line: string, languageId: string): boolean {
	return /^\s*\w+:\s*$/.test(line) && (preprocessed.has(languageId) || languageId === 'go');
}
