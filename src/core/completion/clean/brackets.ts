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
	/** Closers still owed on the cursor's line beyond those that follow the cursor; the answer may write that many of each. */
	readonly #owed: Map<string, number>;
	/** Closers of the brackets that the answer has opened. */
	#open: string[] = [];
	readonly #quotes: Quotes;
	/** What ends the string that the cursor stands in. */
	readonly #cursorQuote: string | undefined;

	constructor(around: Surroundings) {
		this.#rest = around.lineAfter.trim();
		this.#quotes = new Quotes(!singleQuoteIsNoString.has(around.languageId));
		this.#owed = owed(leftOpen(around.lineBefore, this.#quotes), this.#rest);
		this.#cursorQuote = this.#quotes.current;
	}

	/** Whether the answer has left all brackets that it opened itself. */
	get closed(): boolean {
		return this.#open.length === 0;
	}

	/** The closers of those that it has not, in the order in which they would come. */
	get open(): string {
		return this.#open.toReversed().join('');
	}

	/** What the answer has opened is closed by the document. */
	lend(): void {
		this.#open = [];
	}

	/** Whether the answer is back in what the cursor stands in: no bracket more open, and the same string, if any. */
	get atCursorLevel(): boolean {
		return this.closed && this.quote === this.#cursorQuote;
	}

	/** What ends the string that the next character stands in; undefined outside strings. */
	get quote(): string | undefined {
		return this.#quotes.current;
	}

	/** Takes the answer's next character; `leavesGap` when it is the closer that follows the cursor already. */
	feed(character: string): 'leavesGap' | 'stays' {
		if (!this.#quotes.take(character)) {
			if (closerOf[character] !== undefined) {
				this.#open.push(closerOf[character]);
			} else if (closers.has(character)) {
				return this.#close(character);
			}
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

/** Follows a text through its strings. Three quotes begin a string of several lines. */
class Quotes {
	readonly #singleQuotes: boolean;
	#current: string | undefined;
	#last = '';
	/** Quotes in a row that may end a string of several lines. */
	#run = 0;
	/** The last two characters were an empty string. */
	#wasEmpty = false;

	constructor(singleQuotes: boolean) {
		this.#singleQuotes = singleQuotes;
	}

	/** What ends the string at hand. */
	get current(): string | undefined {
		return this.#current;
	}

	/** Takes the next character; true when it belongs to a string. */
	take(character: string): boolean {
		const last = this.#last;
		const inside = this.#current !== undefined;
		const wasEmpty = this.#wasEmpty;
		this.#last = character;
		this.#wasEmpty = false;
		if (inside) {
			this.#goOn(character, last);
		} else if (this.#opens(character, last)) {
			this.#current = wasEmpty && character === last ? character.repeat(3) : character;
			this.#run = 0;
			return true;
		}
		return inside;
	}

	#opens(character: string, last: string): boolean {
		return (
			character === '"' ||
			character === '`' ||
			(character === "'" && this.#singleQuotes && !isWordCharacter(last))
		);
	}

	#goOn(character: string, last: string): void {
		const quote = this.#current ?? '';
		const isLine = quote.length === 1 && quote !== '`';
		this.#run = quote.startsWith(character) && last !== '\\' ? this.#run + 1 : 0;
		// Most strings end with their line; a wrong guess must not blind the rest.
		if (this.#run === quote.length || (isLine && character === '\n')) {
			this.#current = undefined;
			this.#wasEmpty = isLine && last === character;
		}
	}
}

/** The closers of the brackets that a line leaves open. */
function leftOpen(line: string, quotes: Quotes): string[] {
	const open: string[] = [];
	for (const character of line) {
		if (quotes.take(character)) {
			continue;
		}
		if (closerOf[character] !== undefined) {
			open.push(closerOf[character]);
		} else if (closers.has(character)) {
			open.length = Math.max(0, open.lastIndexOf(character));
		}
	}
	return open;
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
