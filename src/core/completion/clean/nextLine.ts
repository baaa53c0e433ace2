// Tells where an answer runs into the next line of the document: it says that line again, or closes what that line closes.
import { closers, type Brackets } from './brackets';
import { columnsOf, isBlank, leadingSpace } from './surroundings';

/** A place from which on the answer may be repeating the document. */
export interface Candidate {
	/** Index in what is held back. */
	start: number;
	/** Takes the next character. */
	accept(character: string): 'open' | 'dead' | 'met';
	/** Whether it counts as met when the answer ends here. */
	metAtEnd(): boolean;
}

export interface LineBelow {
	readonly target: string;
	/** What stands before the answer's line in the document. */
	readonly indent: string;
	readonly tabSize: number;
}

/** Lines that close a block and say no more. */
const closesBlock = /^(\W+|(end|fi|done|esac)\b.*|<\/.*)$/;

/** The next line of the document, said again as a line of the answer, no deeper than it stands there. */
export class NextLine implements Candidate {
	start: number;
	readonly #below: LineBelow;
	readonly #target: string;
	#line: string;

	constructor(start: number, below: LineBelow) {
		this.start = start;
		this.#below = below;
		this.#target = below.target.trim();
		this.#line = below.indent;
	}

	accept(character: string): 'open' | 'dead' | 'met' {
		if (character === '\n') {
			return this.metAtEnd() ? 'met' : 'dead';
		}
		this.#line += character;
		return this.#target.startsWith(this.#line.trim()) ? 'open' : 'dead';
	}

	metAtEnd(): boolean {
		if (this.#line.trim() !== this.#target) {
			return false;
		}
		const deeper = deeperBy(this.#line, this.#below);
		// What only closes a block says by its column which one.
		return closesBlock.test(this.#target) ? deeper === 0 : deeper <= 0;
	}
}

/**
 * The bracket that the next line of the document begins by closing, closed by a line of the answer: what this line says besides has no place. But
 * when it opens as much as it closes (`} else {`), the document's line closes that, and the answer may go on.
 */
export class NextCloser implements Candidate {
	start: number;
	readonly #below: LineBelow;
	readonly #target: string;
	readonly #brackets: Brackets;
	#line: string;

	/** @param brackets follows the answer, one character behind `accept` */
	constructor(start: number, below: LineBelow, brackets: Brackets) {
		this.start = start;
		this.#below = below;
		this.#target = below.target.trim();
		this.#brackets = brackets;
		this.#line = below.indent;
	}

	accept(character: string): 'open' | 'dead' | 'met' {
		const said = this.#line.trim();
		if (character === '\n') {
			if (this.metAtEnd()) {
				return 'met';
			}
			if (said !== '') {
				this.#brackets.lend();
			}
			return 'dead';
		}
		this.#line += character;
		return said !== '' || isBlank(character) || this.#closesSame(character) ? 'open' : 'dead';
	}

	metAtEnd(): boolean {
		const closed = closersOf(this.#line.trim());
		const reopens = closed === this.#brackets.open && this.#target.startsWith(closed);
		return closed !== '' && !reopens;
	}

	/** A closer that stands deeper is that of a block within. */
	#closesSame(character: string): boolean {
		return closers.has(character) && this.#target.startsWith(character) && deeperBy(this.#line, this.#below) <= 0;
	}
}

/** Columns by which a line stands deeper than the one below. */
function deeperBy(line: string, { target, tabSize }: LineBelow): number {
	return columnsOf(leadingSpace(line), tabSize) - columnsOf(leadingSpace(target), tabSize);
}

/** The closing brackets that a line begins with. */
function closersOf(line: string): string {
	return /^[)\]}]*/.exec(line)?.[0] ?? '';
}
