// Code from elsewhere that helps at the cursor: passages of open files that share words with it, and what was edited last.
import type { CursorContext } from '../context';
import type { Excerpt } from '../prompt';

/** Windows of this many lines are compared. */
const windowLines = 24;

/** What is looked at of each file, and of how many files: a few milliseconds at most, and only when a request is made. */
const mostCharacters = 20_000;
export const mostFiles = 12;

/** Words around the cursor that are compared. */
const cursorCharacters = 1500;

/** Shared words among all words from which on a passage is more help than noise. */
const leastSimilarity = 0.16;

/** The most similar passages, best first, each file once. @param characters the most that they have together */
export function similarExcerpts(context: CursorContext, files: readonly Excerpt[], characters: number): Excerpt[] {
	const here = wordsOf(context.prefix.slice(-cursorCharacters) + context.suffix.slice(0, cursorCharacters / 2));
	const scored = files.slice(0, mostFiles).flatMap(file => bestWindow(here, file));
	scored.sort((a, b) => b.score - a.score);
	let left = characters;
	return scored.flatMap(({ path, text }) => {
		if (text.length > left) {
			return [];
		}
		left -= text.length;
		return [{ path, text }];
	});
}

function bestWindow(here: ReadonlySet<string>, { path, text }: Excerpt): (Excerpt & { score: number })[] {
	const lines = text.slice(0, mostCharacters).split(/\r?\n/);
	let best = { score: leastSimilarity, from: -1 };
	for (let from = 0; from < lines.length; from += windowLines / 2) {
		const score = similarity(here, wordsOf(lines.slice(from, from + windowLines).join('\n')));
		best = score > best.score ? { score, from } : best;
	}
	const window = lines
		.slice(best.from, best.from + windowLines)
		.join('\n')
		.trim();
	return best.from < 0 ? [] : [{ path, text: window, score: best.score }];
}

/** Jaccard: the words both have among those that either has. */
function similarity(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
	let both = 0;
	for (const word of b) {
		both += a.has(word) ? 1 : 0;
	}
	return both === 0 ? 0 : both / (a.size + b.size - both);
}

/** Names of three letters and more, split where they change case, so that `getUser` and `userName` have something in common. */
function wordsOf(text: string): ReadonlySet<string> {
	const names = text.replace(/([a-z\d])([A-Z])/g, '$1 $2').toLowerCase();
	return new Set(names.match(/[\p{L}_][\p{L}\p{N}_]{2,}/gu) ?? []);
}

/** Places are few: what was edited longer ago is rarely related. */
const mostEdits = 6;

/** A line that was edited; lines of one place count once. */
interface Edit {
	readonly document: string;
	readonly line: number;
}

/** Where the user edited last, by line numbers; the text is read when it is needed. */
export class RecentEdits {
	#edits: Edit[] = [];

	/** Latest first. */
	get places(): readonly Edit[] {
		return this.#edits;
	}

	add(document: string, line: number): void {
		const near = (edit: Edit): boolean =>
			edit.document === document && Math.abs(edit.line - line) <= windowLines / 2;
		this.#edits = [{ document, line }, ...this.#edits.filter(edit => !near(edit))].slice(0, mostEdits);
	}
}
