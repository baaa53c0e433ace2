// Tells whether the bracket that an answer begins with is the one that stands before the cursor, said again, or one within that.
import { closerOf, Nesting } from '../code/nesting';
import type { Surroundings } from '../code/surroundings';

/** Languages in which brackets around a list make a value. */
const tuples: ReadonlySet<string> = new Set([
	'python',
	'rust',
	'swift',
	'csharp',
	'scala',
	'haskell',
	'fsharp',
	'julia',
	'elm',
]);

/** Languages in which two braces have a meaning of their own, and those in which a list within braces stands in braces again. */
const doubleBraces: ReadonlySet<string> = new Set([
	'html',
	'vue',
	'handlebars',
	'jinja',
	'yaml',
	'latex',
	'plaintext',
	'markdown',
	'java',
]);

/** The beginning of an object, not of a block or expression. */
const beginsObject = /^\{\s*(\.\.\.|([\w$-]+|'[^']*'|"[^"]*"|\[[^\]]*\])\s*:|[\w$]+\s*[,}])/;

/** What may follow a bracket that takes in all of an answer. */
const onlyEnds = /^[^\S\n]*($|[\n)\]};])/;

/** Follows an answer that begins with the bracket before the cursor. */
export class Reopened {
	readonly #around: Surroundings;
	readonly #opener: string;
	readonly #nesting: Nesting;
	#taken = 0;
	/** Where in the answer the bracket is closed. */
	#end: number | undefined;
	#hasList = false;

	constructor(around: Surroundings, opener: string) {
		this.#around = around;
		this.#opener = opener;
		this.#nesting = new Nesting(around.languageId);
	}

	/** Whether the bracket is the one before the cursor; undefined while that is not known. @param answer all of it so far */
	isSame(answer: string, over: boolean): boolean | undefined {
		while (this.#end === undefined && this.#taken < answer.length) {
			const character = answer.charAt(this.#taken++);
			this.#nesting.take(character);
			this.#hasList ||= character === ',' && this.#nesting.depth === 1 && this.#nesting.quote === undefined;
			this.#end = this.#nesting.depth === 0 ? this.#taken : undefined;
		}
		if (this.#end === undefined) {
			// One bracket that is never closed is closed by the document.
			return over ? this.#nesting.open.join('') === closerOf[this.#opener] : undefined;
		}
		const rest = answer.slice(this.#end);
		if (rest.trimStart() === '' && !rest.includes('\n') && !over) {
			return undefined;
		}
		return onlyEnds.test(rest) && !this.#isWithin(answer);
	}

	/** Whether the two brackets make sense one within the other. */
	#isWithin(answer: string): boolean {
		const { languageId, lineBefore } = this.#around;
		const before = lineBefore.trimEnd().slice(0, -1);
		switch (this.#opener) {
			case '(':
				return this.#hasList && tuples.has(languageId);
			case '[':
				return /[\w)\](]$/.test(before);
			default:
				return (before.endsWith('=') && beginsObject.test(answer)) || doubleBraces.has(languageId);
		}
	}
}
