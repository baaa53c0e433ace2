// Follows the blocks of an answer by its columns, and gives each line the columns that the document has for a block of that depth.
import { closesBlock, opensOneStep } from '../code/blocks';

/** Lines below which others stand level or one step deeper; what an answer has deeper is no other column. */
const opensCase = /^\s*((case\b.*|default\s*):(\s*\{)?|switch\b.*\{)\s*$/;

/** A line that others may stand level with: its columns in the answer, and in the document. */
interface Level {
	/** Undefined while only the first line, which begins at the cursor, stands there. */
	given: number | undefined;
	readonly placed: number;
}

export class Levels {
	readonly #languageId: string;
	readonly #steps: readonly [number, ...number[]];
	#levels: Level[];
	#opens = false;

	/**
	 * @param column of the answer's first line
	 * @param steps columns of a step in the document, the usual first
	 */
	constructor(languageId: string, column: number, steps: readonly [number, ...number[]]) {
		this.#languageId = languageId;
		this.#steps = steps;
		this.#levels = [{ given: undefined, placed: column }];
	}

	/** Takes a line that is complete. */
	below(line: string): void {
		this.#opens = opensOneStep(line, this.#languageId) || (opensCase.test(line) && this.#languageId !== 'python');
	}

	/**
	 * The columns for the next line.
	 * @param columns that the answer gives it
	 * @param word how it begins
	 */
	place(columns: number, word: string): number {
		const top = this.#top;
		const above = top.given ?? top.placed;
		if (columns > above) {
			const placed =
				top.placed +
				(this.#opens && !/^[)\]}]|^<\//.test(word) ? this.#stepFor(columns - above) : columns - above);
			this.#levels.push({ given: columns, placed });
			return placed;
		}
		while (this.#levels.length > 1 && (this.#top.given ?? 0) > columns) {
			this.#levels.pop();
		}
		const base = this.#top;
		if (this.#opens && this.#levels.length === 1 && columns > (base.given ?? base.placed) && !closesBlock(word)) {
			// The block of a head whose parameters stand deeper.
			const placed = base.placed + this.#steps[0];
			this.#levels.push({ given: columns, placed });
			return placed;
		}
		return this.#settle(columns);
	}

	/** The document's step for one of the answer: the same when the document has that, too. */
	#stepFor(given: number): number {
		return this.#steps.includes(given) ? given : this.#steps[0];
	}

	get #top(): Level {
		return this.#levels.at(-1) ?? { given: undefined, placed: 0 };
	}

	/** Places a line that stands no deeper than the one above it. */
	#settle(columns: number): number {
		const top = this.#top;
		if (top.given === columns) {
			return top.placed;
		}
		if (this.#levels.length > 1) {
			return top.placed;
		}
		if (top.given === undefined && columns >= top.placed) {
			top.given = columns;
			return top.placed;
		}
		// Further out than the answer began.
		this.#levels = [{ given: columns, placed: columns }];
		return columns;
	}
}
