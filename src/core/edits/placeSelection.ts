// Writes a block in the place of a selection: at its depth, and whole at its ends, where hands and models take a little too much or too little.
import { balanceOf } from './codeScan';
import { commonIndent, indentOf, isBlank, lineBreakOf, reindent, type TextEdit } from './lines';

interface Selected {
	readonly block: readonly string[];
	/** What is replaced. */
	readonly lines: readonly string[];
	/** What is before it in its first line. */
	readonly before: string;
	/** What comes behind it in the file. */
	readonly below: string;
}

/** @param start of the selection in the file */
export function placeSelection(
	file: string,
	block: readonly string[],
	{ start, text }: { readonly start: number; readonly text: string },
): TextEdit {
	const kept = /^(?:[ \t]*\r?\n)*/.exec(text)?.[0] ?? '';
	const end = start + text.length - keptAtEnd(text, block).length;
	const lines = file.slice(start + kept.length, end).split(/\r?\n/);
	const [head = ''] = lines;
	const before = kept === '' ? file.slice(file.lastIndexOf('\n', start - 1) + 1, start) : '';
	const whole = wholeAtEnds({ block, lines, before, below: file.slice(end) });
	// A selection that begins within a line has its indentation, or some of it, before it.
	const indent = indentOf(before + head);
	const moved = moveTo(indent, whole);
	const isInPlace = standsAt(indent, whole, lines) && sharedLines(whole, lines) > sharedLines(moved, lines);
	const written = (isInPlace ? whole : moved).join(lineBreakOf(file));
	const isLed = before !== '' || isInPlace;
	return {
		start: start + kept.length,
		end,
		text: isLed ? indentOf(head) + written.slice(indentOf(written).length) : written,
	};
}

/** With the first line at this indentation, and the others as they stand to it. */
function moveTo(indent: string, block: readonly string[]): readonly string[] {
	const common = commonIndent(block);
	const deeper = indentOf(block[0] ?? '').slice(common.length);
	const target = indent.endsWith(deeper) ? indent.slice(0, indent.length - deeper.length) : indent;
	return reindent(block, common, target);
}

/**
 * Whether the lines below the first may be written where they belong already: as deep as that, or just so in the selection, and deeper below one that
 * opens a body.
 */
function standsAt(indent: string, [first = '', ...below]: readonly string[], selection: readonly string[]): boolean {
	const known = new Set(selection);
	const depthOf = (line: string) => indentOf(line).length;
	const texts = below.filter(line => !isBlank(line));
	const isBodyDeeper =
		!/(?:[:=>]|\b(?:do|then|else|of|where))$/.test(first) || depthOf(texts[0] ?? '') > indent.length;
	return isBodyDeeper && texts.every(line => depthOf(line) >= indent.length || known.has(line));
}

/** How many lines with text below the first are in the selection as they are. */
function sharedLines(block: readonly string[], selection: readonly string[]): number {
	const known = new Set(selection.slice(1));
	return block.slice(1).filter(line => !isBlank(line) && known.has(line)).length;
}

/**
 * The end of a selection that is none of the block's business: the indentation of the line below, into which a selection by keyboard mostly reaches, and
 * closing brackets of what opens above it, when the block has none of these.
 */
function keptAtEnd(text: string, block: readonly string[]): string {
	const trimmed = text.trimEnd();
	const lines = trimmed.split('\n');
	const closing = closingLines(lines, surplusOf(lines, block).strays);
	const replaced = lines
		.slice(0, lines.length - closing)
		.join('\n')
		.trimEnd();
	return text.slice(isBlank(replaced) ? trimmed.length : replaced.length).replace(/^[ \t]+(?=\r?\n)/, '');
}

/** How many lines at the end close this many brackets and do nothing else; none when they do not come out even. */
function closingLines(lines: readonly string[], brackets: number): number {
	let rest = brackets;
	let count = 0;
	while (rest > 0) {
		const closing = /^\s*([)\]}]+)[;,]*\s*$/.exec(lines.at(-1 - count) ?? '')?.[1];
		if (closing === undefined || closing.length > rest) {
			return 0;
		}
		rest -= closing.length;
		count++;
	}
	return count;
}

/** How many brackets more the selection closes without opening them, and leaves open. Nothing when that is not certain. */
function surplusOf(selection: readonly string[], block: readonly string[]) {
	const [theirs, ours] = [balanceOf(selection), balanceOf(block)];
	return theirs && ours
		? { strays: theirs.strays - ours.strays, open: theirs.open - ours.open }
		: { strays: 0, open: 0 };
}

/** The block without what it repeats of the code around the selection, and with the comma that belongs to that. */
function wholeAtEnds(selected: Selected): readonly string[] {
	const block = [...withoutClosing(selected)];
	const lastLine = selected.lines.at(-1)?.trimEnd() ?? '';
	const behind = selected.below.split('\n', 1)[0]?.trim() ?? '';
	const [first = ''] = block;
	const statement = selected.before.trim();
	if (/(?:[=:]|=>|\breturn)$/.test(statement) && first.trimStart().startsWith(statement)) {
		block[0] = indentOf(first) + first.trimStart().slice(statement.length).trimStart();
	}
	const last = block.at(-1)?.trimEnd() ?? '';
	if (/^[;,]$/.test(behind) && last.endsWith(behind) && !lastLine.endsWith(behind)) {
		block.splice(-1, 1, last.slice(0, -1));
	} else if (lastLine.endsWith(',') && /[\p{L}\p{N}_)\]}"'`]$/u.test(last) && !/\/\/|\/\*|#|--/.test(last)) {
		block.splice(-1, 1, `${last},`);
	}
	return block;
}

/** What the selection leaves open may be closed in the block, and again below the selection. */
function withoutClosing({ block, lines, below }: Selected): readonly string[] {
	const closing = closingLines(block, surplusOf(lines, block).open);
	const brackets = (line: string) => line.replace(/[\s;,]/g, '');
	const [rest = '', ...next] = below.split('\n', closing + 1).map(brackets);
	const isRepeated = rest === '' && closing > 0 && next.join('\n') === block.slice(-closing).map(brackets).join('\n');
	return isRepeated ? block.slice(0, -closing) : block;
}
