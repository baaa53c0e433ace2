// Code with parts left out ("// ... existing code ..."): merged into the file where every part has one certain place, else refused.
import { openingsOf } from './definitions';
import { leavesOut } from './losses';
import { isBlank, lineBreakOf, linesOf, replaceLines, trimBlank, type Line, type TextEdit } from './lines';

const leader = String.raw`(?:\/\/+|#+|--|;+|%|\/\*+|<!--|\{\/\*|\*)`;
const dots = String.raw`(?:\.{3,}|…)`;
/** Words with which models say that code goes on: said alone in a comment, without dots. */
const words = String.raw`(?:(?:the )?(?:existing|remaining|previous|other|rest of(?: the)?|unchanged|same|omitted)\b.{0,60}\b(?:code|file|function|class|methods?|imports?|unchanged|same|before|here|above|implementation|logic)\b|unchanged|omitted)`;
const elisions = [
	new RegExp(String.raw`^\s*${leader}\s*${dots}`, 'i'),
	new RegExp(String.raw`^\s*${leader}.*${dots}\s*(?:\*\/\}?|-->)?\s*$`, 'i'),
	new RegExp(String.raw`^\s*${leader}\s*\W*${words}\W*$`, 'i'),
	new RegExp(String.raw`^\s*[[(<]?${dots}[\])>]?\s*$`),
];

/** Python's `...` is a statement; on a line of its own under a header it may be meant, so it counts as left out: refusing loses nothing. */
export function isElision(line: string): boolean {
	return elisions.some(pattern => pattern.test(line));
}

/**
 * Each part between the gaps replaces the lines from its first to its last in the file; both must be there exactly once, in order, and no more may be
 * lost between them than a rewrite may drop.
 * @returns undefined when any place is uncertain. Text in the gaps stays.
 */
export function mergeElided(text: string, block: readonly string[]): readonly TextEdit[] | undefined {
	const file = linesOf(text);
	const lineBreak = lineBreakOf(text);
	const edits: TextEdit[] = [];
	let from = 0;
	for (const part of partsOf(block)) {
		const first = lineOnce(file, part[0]);
		const last = lineOnce(file, part.at(-1));
		if (first === undefined || last === undefined || first < from || last < first) {
			return undefined;
		}
		const replaced = file.slice(first, last + 1).map(line => line.text);
		if (leavesOut(part, replaced, { ours: openingsOf(part), theirs: openingsOf(replaced) })) {
			return undefined;
		}
		edits.push(replaceLines(file, { first, last }, { lines: part, lineBreak }));
		from = last + 1;
	}
	return edits.length > 0 ? edits : undefined;
}

/** The parts that say something: closing brackets after a gap only show where the code ends. */
function partsOf(block: readonly string[]): readonly (readonly string[])[] {
	const parts: string[][] = [[]];
	for (const line of block) {
		if (isElision(line)) {
			parts.push([]);
		} else {
			parts.at(-1)?.push(line);
		}
	}
	return parts.map(trimBlank).filter(part => part.some(line => /[\p{L}\p{N}]/u.test(line)));
}

function lineOnce(file: readonly Line[], line: string | undefined): number | undefined {
	if (line === undefined || isBlank(line)) {
		return undefined;
	}
	const found = file.flatMap(({ text }, index) => (text.trimEnd() === line.trimEnd() ? [index] : []));
	return found.length === 1 ? found[0] : undefined;
}
