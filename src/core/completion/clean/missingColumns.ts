// Judges by the second line of an answer how many columns the model left out of every line after the first, or put in.
import {
	closesBlock,
	endsElement,
	hasKnownOpeners,
	isStatementHead,
	isTagged,
	leavesBlock,
	needsBracketToLeave,
	opensBlock,
	opensOneStep,
	stepOf,
} from '../code/blocks';
import { nestingOf } from '../code/brackets';
import { Nesting } from '../code/nesting';
import { columnsOf, isBlank, isTextDocument, leadingSpace, type Surroundings } from '../code/surroundings';

/** Languages in which a line's indentation cannot be told from the one above it. */
const freelyIndented: ReadonlySet<string> = new Set(['markdown', 'plaintext']);

/** Whether the columns of a line are left as they are, but for those that all of them lack. */
export function isFreelyIndented(languageId: string): boolean {
	return freelyIndented.has(languageId) || loose.has(languageId);
}

/** Languages whose statements may go on in deeper lines that nothing marks. */
const loose: ReadonlySet<string> = new Set([
	'sql',
	'haskell',
	'fsharp',
	'ocaml',
	'elm',
	'latex',
	'makefile',
	'dockerfile',
	'perl',
	'r',
]);

/** Ends of lines that go on below. */
const unfinished = /[=+\-*/%&|?<^\\,:~.(]$|\b(and|or|not|in|is|return|as|else)$/;

/** Beginnings of lines that go on with the one above. */
const continuation =
	/^([.?&|+\-*/%=<>:,)\]}]|(and|or|in|is|as|instanceof|extends|implements|throws|where|noexcept|override|requires)\b)/;

/** Ends a block that began within the answer or above the cursor, in the column of its head. */
const onlyCloses = /^\s*[)\]}]+;?\s*$/;

/** A value, a call, an operator: no closer, comment or annotation of what may begin further left. */
const beginsWithSign = /^[^\w\s@#/)\]}<]/;

/** What such a line says opens nothing. */
const commentLine = /^\s*(\/\/|#|--)/;

/** Statements that another follows without a bracket. */
const header = /^\s*[)}\s]*(if|else|for|while|foreach|switch|do)\b/;

/** Lists that go on below each other's first. */
const listing = /^\s*(const|let|var|import|from|return)\b|^\s*\w+\s+\w+\s*=/;

/** How far above the cursor the beginning of its block is looked for. */
const mostCharacters = 16_000;

export interface SecondLine {
	/** The columns that it is given. */
	readonly columns: number;
	/** How it begins. */
	readonly word: string;
	/** The line above it, and the columns of that one. */
	readonly above: string;
	readonly column: number;
	readonly afterBlankLine: boolean;
	readonly inDocstring: boolean;
}

/** The columns that are missing, negative when there are too many. */
export function missingColumns(second: SecondLine, around: Surroundings): number {
	const { languageId, prose } = around;
	const { columns, column, word, above } = second;
	if (!isTextDocument(languageId) && /^\s*\*(\s|$)/.test(around.lineBefore) && word.startsWith('*')) {
		return columnsOf(leadingSpace(around.lineBefore), around.tabSize) - columns;
	}
	if (/^\s*\*/.test(above)) {
		return 0;
	}
	if (languageId === 'yaml' || languageId === 'dockercompose') {
		return missingInYaml(second);
	}
	if (second.inDocstring && word.startsWith('"') && columns === columnOfDocstring(around)) {
		return 0;
	}
	if (column > 0 && second.inDocstring) {
		return prose ? missingInDocstring(second, around.tabSize) : columns < column ? column : 0;
	}
	if (prose || freelyIndented.has(languageId)) {
		return 0;
	}
	if (columns > column) {
		return isTooDeep(second, around) ? column - columns : 0;
	}
	if (column === 0 || closesBlock(word) || (columns === column && /^begin\b/i.test(word))) {
		return 0;
	}
	if (!word.startsWith('{') && !commentLine.test(above) && (opensBlock(above) || opensOneStep(above, languageId))) {
		return column;
	}
	return isTooShallow(second, around) ? column - columns : 0;
}

function isTooShallow({ columns, column, word, above, afterBlankLine }: SecondLine, around: Surroundings): boolean {
	const { languageId, tabSize } = around;
	if (/^\s*\./.test(above) && word.startsWith('.')) {
		return columns < column;
	}
	if (beginsWithSign.test(word) && columns < Math.min(column, leastColumns(around))) {
		return true;
	}
	const inBrackets = needsBracketToLeave(languageId) && !word.endsWith(':') && isInBrackets(around, column);
	if (word.startsWith('{')) {
		// The block of the line above, unless that only ends its statement.
		return columns < column && isHead(above, around);
	}
	if (endsWithCursor(around, columns)) {
		return false;
	}
	const leaves = !inBrackets && (leavesBlock(word, languageId) || afterBlankLine);
	if (leaves || (!onlyCloses.test(above) && endsContinuation(above, languageId))) {
		return false;
	}
	// Only a closer leads further left, so the model counted from a block that is further out.
	const isShort =
		inBrackets || (languageId !== 'sql' && (above.endsWith(';') || columns % tabSize !== 0) && !word.endsWith(':'));
	return columns === 0 || (isShort && columns < column);
}

/** The columns below which the lines at the cursor cannot stand, as the next line of the document shows. */
function leastColumns(around: Surroundings): number {
	const { nextLine, tabSize } = around;
	if (nextLine === undefined) {
		return 0;
	}
	const columns = columnsOf(leadingSpace(nextLine), tabSize);
	return /^\s*[)\]}]/.test(nextLine) ? columns + stepOf(around) : columns;
}

/** Whether a line of the answer is all of what a block in braces belongs to: nothing is closed in it that was opened above. */
function isHead(line: string, { languageId, prefix, lineBefore }: Surroundings): boolean {
	const nesting = new Nesting(languageId);
	const goesOn = /[,:&|+(]$/.test(prefix.slice(-mostCharacters, prefix.length - lineBefore.length).trimEnd());
	if (goesOn || !needsBracketToLeave(languageId)) {
		return false;
	}
	const isWhole = ![...line].some(character => nesting.take(character).unmatched) && nesting.depth === 0;
	return isWhole && /[\w)\]>"']\s*$/.test(line) && !/^\s*[:?&|+]/.test(line);
}

/** Whether the cursor's line ends a statement that began right above, in those columns. */
function endsWithCursor({ prefix, lineBefore, languageId, tabSize }: Surroundings, columns: number): boolean {
	const above = prefix.slice(-mostCharacters, prefix.length - lineBefore.length).trimEnd();
	const line = above.slice(above.lastIndexOf('\n') + 1);
	const isOpen =
		/[\w)\]"'`\s]([=+&|\\]|&&|\|\|)$/.test(line) ||
		isStatementHead(line, languageId) ||
		(languageId === 'sql' && /[\w)]$/.test(line) && !/\bBEGIN$/i.test(line));
	return isOpen && columnsOf(leadingSpace(line), tabSize) === columns;
}

/** Whether the block that the cursor's line stands in was opened by a bracket, so that the line does not merely go on with one further left. */
function isInBrackets({ prefix, tabSize }: Surroundings, column: number): boolean {
	const above = prefix.slice(-mostCharacters).split('\n').slice(0, -1);
	const opener = above.findLast(line => !isBlank(line) && columnsOf(leadingSpace(line), tabSize) < column);
	return opener === undefined || /[[{(]\s*$/.test(opener);
}

/** Whether a line stands deeper than one that is complete. */
function isTooDeep({ columns, column, word, above }: SecondLine, { languageId, lineAfter }: Surroundings): boolean {
	const line = above.trimEnd();
	const code = above.replace(/\s(#|\/\/).*$/, '');
	const nesting = nestingOf({ languageId, lineBefore: above, lineAfter, inDocstring: false });
	const isOpen =
		nesting.depth > 0 || nesting.quote !== undefined || opensBlock(above) || opensOneStep(code, languageId);
	if (column === 0 || !hasKnownOpeners(languageId) || isOpen || header.test(above) || closesBlock(word)) {
		return false;
	}
	if (/^\s*\./.test(above) && word.startsWith('.')) {
		return true;
	}
	if (isTagged(languageId) && (word.startsWith('<') || !/react$/.test(languageId))) {
		return word.startsWith('<') && endsElement(above);
	}
	if (
		word.startsWith('{') ||
		continuation.test(word) ||
		endsContinuation(above, languageId) ||
		/^\s*template\s*<.*>$/.test(line)
	) {
		return false;
	}
	if (line.endsWith(',')) {
		return columns === 2 * column && !listing.test(above) && !/css|less/.test(languageId);
	}
	return !unfinished.test(line);
}

/** The columns of the line that the docstring around the cursor begins in. */
function columnOfDocstring({ prefix, tabSize }: Surroundings): number {
	const line = prefix.slice(prefix.lastIndexOf('\n', prefix.lastIndexOf('"""')) + 1);
	return columnsOf(leadingSpace(line), tabSize);
}

/** The sections of a docstring are counted from its margin. */
function missingInDocstring({ columns, column, above }: SecondLine, tabSize: number): number {
	const deeper = above.trimEnd().endsWith(':') ? tabSize : 0;
	if (columns === 2 * column + deeper) {
		return -column;
	}
	return columns < column + deeper && columns <= column && deeper > 0 ? column : columns === 0 ? column : 0;
}

/** Of the pairs of YAML, none stands deeper than the one above that has its value. */
function missingInYaml({ columns, column, word, above }: SecondLine): number {
	if (/:\s*$/.test(above)) {
		return columns < column ? column : 0;
	}
	const key = leadingSpace(above).length + (/^\s*((?:- +)+)/.exec(above)?.[1]?.length ?? 0);
	const isPair = /^\s*(- +)*[\w."'/-]+:\s+[^|>\s&*!]/.test(above);
	return isPair && columns > key && !isBlank(word) && !word.startsWith('-') ? key - columns : 0;
}

/** Whether a line goes on with a statement that began further left: it closes what was opened above, or begins with a member or an operator. */
function endsContinuation(line: string, languageId: string): boolean {
	const nesting = new Nesting(languageId);
	return /^\s*[.?&|+]/.test(line) || [...line].some(character => nesting.take(character).unmatched);
}
