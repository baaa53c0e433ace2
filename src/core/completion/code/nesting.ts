// Follows a text through its brackets and strings, character by character, and knows what is open. Code within a string (`${name}`) counts as
// code, and a regular expression as a string.
import { interpolationOf, isPrefix, linesBetweenBackticks, singleQuoteIsNoString, slashBegins } from './quoting';
import { isBlank, isWordCharacter } from './surroundings';

export const closerOf: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
export const closers: ReadonlySet<string> = new Set(Object.values(closerOf));

interface Open {
	/** What ends it: a bracket or the quotes of a string, `/` for a regular expression. */
	readonly closer: string;
	/** What begins code within the string. */
	readonly interpolation?: string | undefined;
}

interface Taken {
	readonly ended?: string;
	readonly unmatched: boolean;
}

const nothing: Taken = { unmatched: false };

/** As much as a string's prefix, and what begins code within it, take at most. */
const rememberedCharacters = 3;

export class Nesting {
	readonly #languageId: string;
	#open: Open[] = [];
	/** The last characters. */
	#before = '';
	#lastSaid = '';
	/** The next character of the string is none of its end. */
	#escaped = false;
	/** Quotes in a row that may end a string of several lines. */
	#run = 0;
	/** The last two characters were an empty string. */
	#wasEmpty = false;
	/** Within the brackets of a regular expression. */
	#inClass = false;

	constructor(languageId: string) {
		this.#languageId = languageId;
	}

	/** What ends all that is open, the innermost last. */
	get open(): readonly string[] {
		return this.#open.map(({ closer }) => closer);
	}

	get depth(): number {
		return this.#open.length;
	}

	/** What ends the string that the next character stands in; undefined outside strings. */
	get quote(): string | undefined {
		const closer = this.#open.at(-1)?.closer;
		return closer === undefined || closers.has(closer) ? undefined : closer;
	}

	/** Takes the next character, and gives what it ends; `unmatched` when that is a bracket that was not opened. */
	take(character: string): Taken {
		const quote = this.quote;
		const wasEmpty = this.#wasEmpty;
		this.#wasEmpty = false;
		const taken =
			quote === undefined
				? this.#inCode(character, wasEmpty)
				: quote === '/'
					? this.#inPattern(character)
					: this.#inString(character, quote);
		if (character === '\n') {
			this.#endLine();
		}
		this.#before = (this.#before + character).slice(-rememberedCharacters);
		this.#lastSaid = isBlank(character) ? this.#lastSaid : character;
		return taken;
	}

	#inCode(character: string, wasEmpty: boolean): Taken {
		if (closers.has(character)) {
			return this.#close(character);
		}
		const isDoubled = this.#before.endsWith('{') && this.#open.at(-2)?.interpolation === '{';
		if (character === '{' && isDoubled) {
			// Two of them are one of the text.
			this.#open.pop();
		} else if (closerOf[character] !== undefined) {
			this.#open.push({ closer: closerOf[character] });
		} else if (this.#beginsString(character)) {
			const closer = wasEmpty && this.#before.endsWith(character) ? character.repeat(3) : character;
			this.#open.push({ closer, interpolation: interpolationOf(character, this.#before, this.#languageId) });
			this.#run = 0;
		}
		return nothing;
	}

	#close(closer: string): Taken {
		const at = this.#open.findLastIndex(open => open.closer === closer);
		const string = this.#open.findLastIndex(open => !closers.has(open.closer));
		const unmatched = at < 0 || at < string;
		if (!unmatched) {
			this.#open.length = at;
		}
		return { ended: closer, unmatched };
	}

	#beginsString(character: string): boolean {
		if (character === "'") {
			const isApostrophe = isWordCharacter(this.#before.slice(-1)) && !isPrefix(this.#before, this.#languageId);
			const isScript = this.#languageId === 'html' && /[=([{,:?+]/.test(this.#lastSaid);
			return !isApostrophe && (isScript || !singleQuoteIsNoString.has(this.#languageId));
		}
		const isQuote = character === '"' || character === '`';
		return isQuote || (character === '/' && slashBegins(this.#lastSaid, this.#languageId));
	}

	#inString(character: string, quote: string): Taken {
		const interpolation = this.#open.at(-1)?.interpolation;
		if (interpolation !== undefined && this.#beginsCode(character, interpolation)) {
			this.#open.push({ closer: interpolation.endsWith('(') ? ')' : '}' });
			this.#escaped = false;
			return nothing;
		}
		this.#run = quote.startsWith(character) && !this.#escaped ? this.#run + 1 : 0;
		const ends = this.#run === quote.length;
		if (ends) {
			this.#open.pop();
			this.#wasEmpty = quote !== '`' && quote.length === 1 && this.#before.endsWith(quote);
		}
		this.#escaped = character === '\\' && !this.#escaped;
		return ends ? { ended: quote, unmatched: false } : nothing;
	}

	#beginsCode(character: string, interpolation: string): boolean {
		const lead = interpolation.slice(0, -1);
		const literal = lead === '\\' ? !this.#escaped : this.#before.endsWith(`\\${lead}`);
		return !literal && (this.#before + character).endsWith(interpolation);
	}

	#inPattern(character: string): Taken {
		// `/>`, `//` and `/*` begin none.
		const ends = character === '/' || (this.#run === 0 && /[>*]/.test(character));
		this.#run++;
		if (ends && !this.#escaped && !this.#inClass) {
			this.#open.pop();
		}
		this.#inClass = !this.#escaped && (this.#inClass ? character !== ']' : character === '[');
		this.#escaped = character === '\\' && !this.#escaped;
		return nothing;
	}

	/** Most strings end with their line; a wrong guess must not blind the rest. */
	#endLine(): void {
		const oneLine = linesBetweenBackticks.has(this.#languageId) ? /^["'/]$/ : /^["'`/]$/;
		const at = this.#open.findIndex(({ closer }) => oneLine.test(closer));
		if (at >= 0) {
			this.#open.length = at;
		}
		this.#inClass = false;
		this.#escaped = false;
	}
}
