// Follows the brackets of an answer far enough to know when it closes one that the document closes already.
import { isWordCharacter, type Surroundings } from './surroundings';

const closerOf: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
export const closers: ReadonlySet<string> = new Set(Object.values(closerOf));

/** Languages where a single quote is no string: lifetimes, apostrophes, quoting of symbols. */
const singleQuoteIsNoString: ReadonlySet<string> = new Set([
	'rust',
	'markdown',
	'plaintext',
	'latex',
	'html',
	'clojure',
	'lisp',
	'scheme',
	'haskell',
	'ocaml',
]);

export class Brackets {
	readonly #rest: string;
	readonly #singleQuotes: boolean;
	/** Closers still owed on the cursor's line beyond those that follow the cursor; the answer may write that many of each. */
	readonly #owed: Map<string, number>;
	/** Closers of the brackets that the answer has opened. */
	#open: string[] = [];
	#quote: string | undefined;
	/** The string that the cursor stands in. */
	readonly #cursorQuote: string | undefined;
	#last: string;

	constructor(around: Surroundings) {
		this.#rest = around.lineAfter.trim();
		this.#singleQuotes = !singleQuoteIsNoString.has(around.languageId);
		const line = new LineScan(around.lineBefore, this.#singleQuotes);
		this.#cursorQuote = line.quote;
		this.#quote = line.quote;
		this.#owed = owed(line.open, this.#rest);
		this.#last = around.lineBefore.slice(-1);
	}

	/** Whether the answer has left all brackets that it opened itself. */
	get closed(): boolean {
		return this.#open.length === 0;
	}

	/** Whether the answer is back in what the cursor stands in: no bracket more open, and the same string, if any. */
	get atCursorLevel(): boolean {
		return this.closed && this.#quote === this.#cursorQuote;
	}

	/** Whether the next character stands in a string. */
	get inString(): boolean {
		return this.#quote !== undefined;
	}

	/** Takes the answer's next character; `leavesGap` when it is the closer that follows the cursor already. */
	feed(character: string): 'leavesGap' | 'stays' {
		const last = this.#last;
		this.#last = character;
		if (character === '\n') {
			// Most strings end with their line; a wrong guess must not blind the rest of the answer.
			this.#quote = this.#quote === '`' ? '`' : undefined;
		} else if (this.#quote !== undefined) {
			this.#quote = character === this.#quote && last !== '\\' ? undefined : this.#quote;
		} else if (opensQuote(character, last, this.#singleQuotes)) {
			this.#quote = character;
		} else if (closerOf[character] !== undefined) {
			this.#open.push(closerOf[character]);
		} else if (closers.has(character)) {
			return this.#close(character);
		}
		return 'stays';
	}

	#close(closer: string): 'leavesGap' | 'stays' {
		const own = this.#open.lastIndexOf(closer);
		if (own >= 0) {
			this.#open.length = own;
			return 'stays';
		}
		const owed = this.#owed.get(closer) ?? 0;
		this.#owed.set(closer, owed - 1);
		return owed <= 0 && this.#rest.startsWith(closer) ? 'leavesGap' : 'stays';
	}
}

function opensQuote(character: string, last: string, singleQuotes: boolean): boolean {
	return character === '"' || character === '`' || (character === "'" && singleQuotes && !isWordCharacter(last));
}

/** The brackets and the string that a line leaves open. */
class LineScan {
	readonly open: string[] = [];
	quote: string | undefined;

	constructor(line: string, singleQuotes: boolean) {
		let last = '';
		for (const character of line) {
			if (this.quote !== undefined) {
				this.quote = character === this.quote && last !== '\\' ? undefined : this.quote;
			} else if (opensQuote(character, last, singleQuotes)) {
				this.quote = character;
			} else if (closerOf[character] !== undefined) {
				this.open.push(closerOf[character]);
			} else if (closers.has(character)) {
				this.open.length = Math.max(0, this.open.lastIndexOf(character));
			}
			last = character;
		}
	}
}

function owed(open: readonly string[], rest: string): Map<string, number> {
	const counts = new Map<string, number>();
	for (const closer of open) {
		counts.set(closer, (counts.get(closer) ?? 0) + 1);
	}
	for (const character of rest) {
		const opened = closerOf[character];
		if (opened !== undefined) {
			counts.set(opened, (counts.get(opened) ?? 0) + 1);
		} else if (closers.has(character)) {
			counts.set(character, (counts.get(character) ?? 0) - 1);
		}
	}
	return counts;
}
