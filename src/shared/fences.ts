// Fenced code in Markdown, told line by line without a parser.

/** An open block of code. */
export interface Fence {
	/** What stands before the mark: blanks, and marks of the lists and quotations that the code is in. */
	readonly before: string;
	readonly mark: string;
}

/** Code may begin in a list or a quotation, after their marks, and however deep it is there. */
const opening = /^([\s>]*(?:(?:[-*+]|\d{1,9}[.)])\s[\s>]*)*)(`{3,}(?=[^`]*$)|~{3,})/;
const closing = /^([\s>]*)(`{3,}|~{3,})\s*$/;

/** A mark that is indented as much more than the code is part of it. */
const tooDeep = 4;

/** The block that begins with a line, if one does. */
export function openedBy(line: string): Fence | undefined {
	const [, before, mark] = opening.exec(line) ?? [];
	return before === undefined || mark === undefined ? undefined : { before, mark };
}

/** Whether a block is over: `with` this line, or `before` it, because its quotation is. */
export function endOf({ before, mark }: Fence, line: string): 'with' | 'before' | undefined {
	if (before.includes('>') && !/^\s*>/.test(line)) return 'before';
	const [, indent = '', last = ''] = closing.exec(line) ?? [];
	return last.startsWith(mark) && indent.length < before.length + tooDeep ? 'with' : undefined;
}
