// A text as lines that remember their offsets, so that an edit can say exactly which characters it replaces and leave every other one alone.

/** Replaces the characters from `start` up to `end` (UTF-16 offsets). */
export interface TextEdit {
	readonly start: number;
	readonly end: number;
	readonly text: string;
}

export interface Line {
	/** Without its line break. */
	readonly text: string;
	readonly start: number;
	/** Where its text ends and its line break begins. */
	readonly end: number;
}

export function linesOf(text: string): readonly Line[] {
	const lines: Line[] = [];
	for (let start = 0; start <= text.length;) {
		const found = text.indexOf('\n', start);
		const next = found < 0 ? text.length : found;
		const end = found > start && text[found - 1] === '\r' ? found - 1 : next;
		lines.push({ text: text.slice(start, end), start, end });
		start = next + 1;
	}
	return lines;
}

/** The line break that a text uses. */
export function lineBreakOf(text: string): '\r\n' | '\n' {
	return text.includes('\r\n') ? '\r\n' : '\n';
}

export const isBlank = (line: string): boolean => line.trim() === '';

export const indentOf = (line: string): string => /^[ \t]*/.exec(line)?.[0] ?? '';

/** The text after `edits`, which do not overlap; what they put at the same place stands in their order, and before what is replaced there. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
	return [...edits]
		.sort((a, b) => a.start - b.start || a.end - b.end)
		.reduceRight((whole, edit) => whole.slice(0, edit.start) + edit.text + whole.slice(edit.end), text);
}

/** Replaces the lines from `first` up to and including `last`, without the line break of the last. `first > last` puts them before `first`. */
export function replaceLines(
	file: readonly Line[],
	{ first, last }: { readonly first: number; readonly last: number },
	{ lines, lineBreak }: { readonly lines: readonly string[]; readonly lineBreak: string },
): TextEdit {
	const text = lines.join(lineBreak);
	if (first > last) {
		// Past the last line there is only the end of the text.
		const start = file[first]?.start ?? file.at(-1)?.end ?? 0;
		const atEnd = file[first] === undefined;
		return { start, end: start, text: lines.length === 0 ? '' : atEnd ? lineBreak + text : text + lineBreak };
	}
	const start = file[first]?.start ?? 0;
	if (lines.length === 0) {
		// The lines go with their line breaks.
		const next = file[last + 1];
		const before = file[first - 1];
		return next || !before
			? { start, end: next?.start ?? file[last]?.end ?? start, text }
			: { start: before.end, end: file[last]?.end ?? start, text };
	}
	return { start, end: file[last]?.end ?? start, text };
}

/** Moves lines from one base indentation to another; lines that do not have the first stay as they are. */
export function reindent(lines: readonly string[], from: string, to: string): readonly string[] {
	return lines.map(line => (isBlank(line) || !line.startsWith(from) ? line : to + line.slice(from.length)));
}

/** The indentation that all lines with text share. */
export function commonIndent(lines: readonly string[]): string {
	const indents = lines.filter(line => !isBlank(line)).map(indentOf);
	return indents.reduce((common, indent) => {
		let length = 0;
		while (length < common.length && common[length] === indent[length]) length++;
		return common.slice(0, length);
	}, indents[0] ?? '');
}

/** Without blank lines at both ends. */
export function trimBlank(lines: readonly string[]): readonly string[] {
	const first = lines.findIndex(line => !isBlank(line));
	const last = lines.findLastIndex(line => !isBlank(line));
	return first < 0 ? [] : lines.slice(first, last + 1);
}
