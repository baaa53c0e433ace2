// Follows a text line by line through its literals of several lines: strings and here documents, whose white space is content.
import { nestingOf } from './brackets';
import type { Nesting } from './nesting';
import type { Surroundings } from './surroundings';

/** Here documents whose lines are taken as they are; the lines of `<<~` are indented like code. */
const hereDocuments: Readonly<Record<string, RegExp>> = {
	shellscript: /(?<!<|\(\(.*)<<-?\s*\\?(["']?)([A-Z_]\w*)\1/i,
	dockerfile: /<<-?(["']?)([A-Z_]\w*)\1/,
	ruby: /<<-?(["'`]?)([A-Z_]\w*)\1/,
	perl: /<<(["']?)([A-Z_]\w*)\1/,
	php: /<<<\s*(["']?)([A-Z_]\w*)\1\s*$/i,
	terraform: /<<()([A-Z_]\w*)\s*$/,
};

/** Strings that end with another mark than a quote. The text behind their beginning is the last group. */
const rawStrings: Readonly<Record<string, readonly [begin: RegExp, end: (found: RegExpExecArray) => string]>> = {
	c: [/R"([^()\\\s]{0,16})\((.*)$/, found => `)${found[1] ?? ''}"`],
	cpp: [/R"([^()\\\s]{0,16})\((.*)$/, found => `)${found[1] ?? ''}"`],
	rust: [/\b[bc]?r(#*)"(.*)$/, found => `"${found[1] ?? ''}`],
	csharp: [/@\$?()"(.*)$/, () => '"'],
};

const commentLine = /^\s*(\/\/|\/?\*|#|--)/;

export class Literals {
	readonly #languageId: string;
	readonly #nesting: Nesting;
	/** Tells the line that ends the literal, when that is none of quotes. */
	#ends: ((line: string) => boolean) | undefined;

	/** Stands at the beginning of the cursor's line. */
	constructor(around: Surroundings) {
		this.#languageId = around.languageId;
		this.#nesting = nestingOf({ ...around, lineBefore: '', lineAfter: '' });
	}

	/** Whether the next line begins within a literal. */
	get open(): boolean {
		return this.#ends !== undefined || this.#nesting.quote !== undefined;
	}

	/** @param line without its line break */
	take(line: string): void {
		if (this.#ends !== undefined) {
			this.#ends = this.#ends(line) ? undefined : this.#ends;
			return;
		}
		if (!this.open && commentLine.test(line)) {
			return;
		}
		for (const character of `${line}\n`) {
			this.#nesting.take(character);
		}
		this.#ends = this.open ? undefined : (this.#hereDocument(line) ?? this.#rawString(line));
	}

	#hereDocument(line: string): ((line: string) => boolean) | undefined {
		const word = hereDocuments[this.#languageId]?.exec(line)?.[2];
		return word === undefined ? undefined : next => new RegExp(`^\\s*${word}\\b`).test(next);
	}

	#rawString(line: string): ((line: string) => boolean) | undefined {
		const [begin, endOf] = rawStrings[this.#languageId] ?? [];
		const found = begin?.exec(line);
		if (found == null || endOf === undefined) {
			return undefined;
		}
		const end = endOf(found);
		return found[2]?.includes(end) ? undefined : next => next.includes(end);
	}
}
