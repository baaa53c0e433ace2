// Follows the brackets of an answer far enough to know when it closes one that the document closes already.
import { closerOf, closers, Nesting } from './nesting';
import type { Surroundings } from './surroundings';

export class Brackets {
	readonly #rest: string;
	/** Closers still owed on the cursor's line beyond those that follow the cursor; the answer may write that many of each. */
	readonly #owed: Map<string, number>;
	readonly #nesting: Nesting;
	/** What ends the string that the cursor stands in, and how much is open there. */
	readonly #cursorQuote: string | undefined;
	readonly #cursorDepth: number;
	/** How much of what was open at the cursor still is; what is open beyond, the answer has opened. */
	#floor: number;

	constructor(around: Surroundings) {
		this.#rest = around.lineAfter.trim();
		this.#nesting = nestingOf(around);
		this.#owed = owedClosers(this.#nesting.open, this.#rest);
		this.#cursorQuote = this.#nesting.quote;
		this.#cursorDepth = this.#nesting.depth;
		this.#floor = this.#cursorDepth;
	}

	/** Whether the answer is in the string that the cursor stands in, or in one that takes its place. */
	get inCursorString(): boolean {
		const { quote, depth } = this.#nesting;
		return quote !== undefined && quote === this.#cursorQuote && depth === this.#cursorDepth;
	}

	/** Whether the answer has left all brackets that it opened itself. */
	get closed(): boolean {
		return this.open === '';
	}

	/** The closers of those that it has not, in the order in which they would come. */
	get open(): string {
		const own = this.#nesting.open.slice(this.#floor);
		return own
			.filter(closer => closers.has(closer))
			.reverse()
			.join('');
	}

	/** What the answer has opened is closed by the document. */
	lend(): void {
		this.#floor = this.#nesting.depth;
	}

	/** Whether the answer is back in what the cursor stands in, or around that: no bracket more open, and the same string, if any. */
	get atCursorLevel(): boolean {
		const { quote, depth } = this.#nesting;
		const isAround = quote !== undefined && depth <= this.#floor;
		return this.closed && (isAround || quote === this.#cursorQuote);
	}

	/** Takes the answer's next character; `leavesGap` when it is the closer that follows the cursor already. */
	feed(character: string): 'leavesGap' | 'stays' {
		const { unmatched } = this.#nesting.take(character);
		const { depth } = this.#nesting;
		const closesBelow = depth < this.#floor && closers.has(character);
		this.#floor = Math.min(this.#floor, depth);
		return closesBelow || unmatched ? this.#close(character) : 'stays';
	}

	#close(closer: string): 'leavesGap' | 'stays' {
		const owed = this.#owed.get(closer) ?? 0;
		this.#owed.set(closer, owed - 1);
		return owed <= 0 && this.#rest.startsWith(closer) ? 'leavesGap' : 'stays';
	}
}

/** The end of a string of several lines, directly behind the cursor. */
const endsLines = /^("""|'''|`)[)\]};,]*$/;

type Line = Pick<Surroundings, 'languageId' | 'lineBefore' | 'lineAfter' | 'inDocstring'>;

/** What is open at the cursor, as far as its line shows, and the string that began above. */
export function nestingOf({ languageId, lineBefore, lineAfter, inDocstring }: Line): Nesting {
	const nesting = nestingAfter((inDocstring ? '"""' : '') + lineBefore, languageId);
	const above = endsLines.exec(lineAfter.trim())?.[1];
	const isKnown = above === undefined || nesting.open.includes(above);
	return isKnown ? nesting : nestingAfter(above + lineBefore, languageId);
}

function nestingAfter(text: string, languageId: string): Nesting {
	const nesting = new Nesting(languageId);
	for (const character of text) {
		nesting.take(character);
	}
	return nesting;
}

/** How many of each closer a line still needs: those that are open before the cursor without those that stand after it. */
export function owedClosers(open: readonly string[], rest: string): Map<string, number> {
	const counts = new Map<string, number>();
	const count = (closer: string, more: number): unknown => counts.set(closer, (counts.get(closer) ?? 0) + more);
	for (const closer of open) {
		count(closer, 1);
	}
	for (const character of rest) {
		const opened = closerOf[character];
		if (opened !== undefined) {
			count(opened, 1);
		} else if (closers.has(character)) {
			count(character, -1);
		}
	}
	return counts;
}
