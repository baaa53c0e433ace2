// How much of an answer is shown at once: its first line, or the block that this line opens, or for a request by hand all of it.
import { Literals } from '../code/literals';
import { columnsOf, isBlank, leadingSpace, type Surroundings } from '../code/surroundings';

export interface Part {
	/** Without the line end after it. */
	readonly text: string;
	/** Nothing that may still come would change it. */
	readonly complete: boolean;
}

/** A block that is longer is shown in pieces: more lines than these are not read before they are accepted. */
export const mostShownLines = 10;

const closesLine = /^\s*([)\]}]|(end|fi|done|esac)\b|<\/)/;
const goesOnLine = /^\s*(else|elif|elsif|except|finally|catch|rescue|ensure|when|case|default)\b/;

/**
 * The part of `text` that is shown first. `over`: nothing more will come.
 * An incomplete part holds the lines that are finished, and is empty while the first is not.
 */
export function firstPart(text: string, over: boolean, around: Surroundings): Part {
	const { lineBefore, tabSize } = around;
	const lines = text.split('\n');
	const first = lines.findIndex(line => !isBlank(line));
	if (first < 0) {
		return { text: '', complete: over };
	}
	const known = over ? lines.length : lines.length - 1;
	const upTo = (count: number): string => lines.slice(0, count).join('\n').replace(/\r$/, '');
	const head = first === 0 ? lineBefore + (lines[0] ?? '') : (lines[first] ?? '');
	if (known <= first) {
		return { text: '', complete: false };
	}
	const indent = columnsOf(leadingSpace(head), tabSize);
	let depth = bracketDepth(lines[first] ?? '');
	const byIndent = depth <= 0 && /:\s*$/.test(head);
	if (depth <= 0 && !byIndent && !/(\b(then|do|begin|else)|=>|\bdo\s*\|[^|]*\|)\s*$/.test(head)) {
		return { text: upTo(first + 1), complete: true };
	}
	const literals = new Literals(around);
	literals.take(head);
	let end = first + 1;
	for (; end < known && end - first < mostShownLines; end++) {
		const line = lines[end] ?? '';
		const deeper = literals.open || isBlank(line) || columnsOf(leadingSpace(line), tabSize) > indent;
		literals.take(line);
		depth += bracketDepth(line);
		if (!deeper && !goesOnLine.test(line) && depth <= 0) {
			const last = closesLine.test(line) ? end + 1 : end;
			return { text: withoutBlankEnd(upTo(last)), complete: true };
		}
	}
	return { text: withoutBlankEnd(upTo(end)), complete: over || end - first >= mostShownLines };
}

/** Opening brackets less closing ones, strings left aside as far as one line shows them. */
export function bracketDepth(line: string): number {
	const code = line.replace(/"(\\.|[^"\\])*"|'(\\.|[^'\\])*'|`[^`]*`/g, '').replace(/(\/\/|#\s).*$/, '');
	return (code.match(/[([{]/g)?.length ?? 0) - (code.match(/[)\]}]/g)?.length ?? 0);
}

function withoutBlankEnd(text: string): string {
	return text.replace(/(\r?\n[^\S\n]*)+$/, '');
}
