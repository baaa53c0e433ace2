// A unified diff as models write it: the line numbers of its hunks are mostly wrong, so a hunk goes where its lines are found, once.
import { isElision } from './elisions';
import { lineBreakOf, linesOf, replaceLines, type Line, type TextEdit } from './lines';
import { dropsMore } from './losses';

interface Step {
	readonly sign: ' ' | '-' | '+';
	readonly text: string;
}

interface Hunk {
	/** What the file must hold: context and removed lines. */
	readonly before: readonly string[];
	readonly steps: readonly Step[];
}

/** How models write a line: as they should, all that stays without its sign, or every sign with a space behind it. Undefined where it is not so. */
const readings: readonly ((line: string) => string | undefined)[] = [
	line => (/^[ +-]/.test(line) ? line.slice(1) : line),
	line => (/^[+-]/.test(line) ? line.slice(1) : line),
	line => (/^[ +-](?: |$)/.test(line) ? line.slice(2) : undefined),
];

/** Whether a block of code is a diff, by its language or by its hunk headers. */
export function isDiff(block: string, language: string): boolean {
	return /^(diff|patch|udiff)$/.test(language) || (/^[+-]/m.test(block) && /^@@ .*@@/m.test(block));
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

/**
 * @returns why not: a hunk is not found, or found at more than one place, or there is more than one file in it (`diffMismatch`), or it writes that code
 * goes on in the place of this code (`leftOut`)
 */
export function applyDiff(text: string, block: string): readonly TextEdit[] | 'diffMismatch' | 'leftOut' {
	const file = linesOf(text);
	const own = new Set(file.map(line => line.text.trim()));
	for (const reading of readings) {
		const hunks = parseHunks(block, { reading, own });
		const edits = hunks && (text === '' ? fill(hunks) : placeHunks(file, hunks, lineBreakOf(text)));
		if (edits) {
			return hunks.some(hunk => leavesOut(hunk, own)) ? 'leftOut' : edits;
		}
	}
	return 'diffMismatch';
}

/** In an empty file. */
function fill(hunks: readonly Hunk[]): readonly TextEdit[] | undefined {
	const steps = hunks.flatMap(hunk => hunk.steps);
	const lines = steps.map(step => `${step.text}\n`);
	const isAll = lines.length > 0 && steps.every(({ sign }) => sign === '+');
	return isAll ? [{ start: 0, end: 0, text: lines.join('') }] : undefined;
}

function leavesOut({ steps }: Hunk, own: ReadonlySet<string>): boolean {
	const of = (sign: Step['sign']) => steps.filter(step => step.sign === sign).map(step => step.text);
	const fresh = of('+');
	return dropsMore({ lost: of('-'), fresh }) && fresh.some(line => isElision(line) && !own.has(line.trim()));
}

function placeHunks(file: readonly Line[], hunks: readonly Hunk[], lineBreak: string): readonly TextEdit[] | undefined {
	const edits: TextEdit[] = [];
	let from = 0;
	for (const hunk of hunks) {
		const at = hunk.before.length === 0 ? undefined : findOnce(file, hunk.before, from);
		if (at === undefined) {
			return undefined;
		}
		edits.push(...hunkEdits(file, hunk, { at, lineBreak }));
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

/** @returns undefined when it is not written as `reading` reads it, or has more than one file in it */
function parseHunks(
	block: string,
	{ reading, own }: { readonly reading: (line: string) => string | undefined; readonly own: ReadonlySet<string> },
): readonly Hunk[] | undefined {
	const lines = block.replace(/\n$/, '').split('\n');
	if (hasMoreFiles(lines)) {
		return undefined;
	}
	const first = firstChange(lines);
	const header = isPair(lines, first) ? [first, first + 1] : [];
	const hunks: Hunk[] = [];
	let steps: Step[] = [];
	const close = () => {
		// Blank lines before the next hunk belong to neither, and one that stays says little.
		const last = steps.findLastIndex(({ sign, text }) => sign !== ' ' || text !== '');
		steps = steps.slice(0, last + 1);
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
			const text = line === '' ? '' : reading(line);
			if (text === undefined) {
				return undefined;
			}
			if (sign === ' ' && isElision(text) && !own.has(text.trim())) {
				close();
			} else {
				steps.push({ sign, text });
			}
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
