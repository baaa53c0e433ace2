// A unified diff as models write it: the line numbers of its hunks are mostly wrong, so a hunk goes where its lines are found, once.
import { lineBreakOf, linesOf, replaceLines, type Line, type TextEdit } from './lines';

interface Hunk {
	/** What the file must hold: context and removed lines. */
	readonly before: readonly string[];
	readonly steps: readonly { readonly sign: ' ' | '-' | '+'; readonly text: string }[];
}

/** Whether a block of code is a diff, by its language or by its hunk headers. */
export function isDiff(block: string, language: string): boolean {
	const hasChange = /^[+-]/m.test(block);
	return hasChange && (/^(diff|patch|udiff)$/.test(language) || /^@@ .*@@/m.test(block));
}

/** The path that a diff names for its new file. */
export function diffPath(block: string): string | undefined {
	const lines = block.split('\n');
	const at = firstChange(lines);
	const path = isPair(lines, at) ? /^\+\+\+ (?:b\/)?([^\t\r]+)/.exec(lines[at + 1] ?? '')?.[1]?.trim() : undefined;
	return path === '/dev/null' ? undefined : path;
}

const firstChange = (lines: readonly string[]): number => lines.findIndex(line => /^(?:@@|[-+])/.test(line));

/** Names a file when it is the first change, or before a hunk. Else it removes "-- ..." and adds "++ ...". */
function isPair(lines: readonly string[], at: number): boolean {
	return /^--- /.test(lines[at] ?? '') && /^\+\+\+ /.test(lines[at + 1] ?? '');
}

/** Whether another file begins after the first change. */
function hasMoreFiles(lines: readonly string[]): boolean {
	const first = firstChange(lines);
	return lines.some(
		(line, at) =>
			at > first && (line.startsWith('diff ') || (isPair(lines, at) && lines[at + 2]?.startsWith('@@'))),
	);
}

/** @returns undefined when a hunk is not found, or found at more than one place, or when there is more than one file in it */
export function applyDiff(text: string, block: string): readonly TextEdit[] | undefined {
	const hunks = parseHunks(block);
	const file = linesOf(text);
	const edits: TextEdit[] = [];
	let from = 0;
	for (const hunk of hunks ?? []) {
		const at = hunk.before.length === 0 ? undefined : findOnce(file, hunk.before, from);
		if (at === undefined) {
			return undefined;
		}
		edits.push(...hunkEdits(file, hunk, { at, lineBreak: lineBreakOf(text) }));
		from = at + hunk.before.length;
	}
	return edits.length > 0 ? edits : undefined;
}

/** Only the lines that change: what stays is not even written again. */
function hunkEdits(file: readonly Line[], { steps }: Hunk, { at, lineBreak }: { at: number; lineBreak: string }) {
	const edits: TextEdit[] = [];
	let line = at;
	let first = at;
	let added: string[] = [];
	const close = () => {
		if (added.length > 0 || line > first) {
			edits.push(replaceLines(file, { first, last: line - 1 }, { lines: added, lineBreak }));
		}
		added = [];
	};
	for (const { sign, text } of steps) {
		if (sign === ' ') {
			close();
			first = ++line;
		} else if (sign === '-') {
			line++;
		} else {
			added.push(text);
		}
	}
	close();
	return edits;
}

function parseHunks(block: string): readonly Hunk[] | undefined {
	const lines = block.replace(/\n$/, '').split('\n');
	if (hasMoreFiles(lines)) {
		return undefined;
	}
	const first = firstChange(lines);
	const header = isPair(lines, first) ? [first, first + 1] : [];
	const hunks: Hunk[] = [];
	let steps: { sign: ' ' | '-' | '+'; text: string }[] = [];
	const close = () => {
		if (steps.some(({ sign }) => sign !== ' ')) {
			hunks.push({ steps, before: steps.filter(({ sign }) => sign !== '+').map(({ text }) => text) });
		}
		steps = [];
	};
	for (const [at, line] of lines.entries()) {
		if (header.includes(at) || /^(@@|diff |index |new file|deleted file|similarity |rename )/.test(line)) {
			close();
		} else if (!line.startsWith('\\')) {
			const sign = line[0] === '+' || line[0] === '-' ? line[0] : ' ';
			// Editors and models strip the space of an empty context line.
			steps.push({ sign, text: line === '' ? '' : line.slice(1) });
		}
	}
	close();
	return hunks;
}

/** Where the lines stand, when that is exactly one place from `from` on. Spaces at the end of a line do not count. */
function findOnce(file: readonly Line[], lines: readonly string[], from: number): number | undefined {
	const found: number[] = [];
	for (let at = from; at + lines.length <= file.length && found.length < 2; at++) {
		if (lines.every((line, index) => file[at + index]?.text.trimEnd() === line.trimEnd())) {
			found.push(at);
		}
	}
	return found.length === 1 ? found[0] : undefined;
}
