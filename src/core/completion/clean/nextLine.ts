// Tells where an answer runs into the next line of the document: it says that line again, or closes what that line closes.
import type { Brackets } from '../code/brackets';
import { closers } from '../code/nesting';
import { columnsOf, isBlank, leadingSpace, wordCharacters } from '../code/surroundings';

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
const closesBlock = /^((?!\/\/|#|--(?!>)|\||\*(?!\/))\W+|(end|fi|done|esac)\b.*|<\/.*)$/;

/** Lines that open or annotate what follows and say nothing of it, or part a comment: many a thing of one kind begins so. */
const leadsOn = /^(\/\*\*?|\*|\/\/[/!]?|#+|--|\/\/\/.*|@.*|#\[.*\]|\[.*\]|[{([]|<\w[^<>]*>|"""|'''|---)$/;

/** What a comment behind a closer says that it ends. */
const nameOfBlock = /^[)\]};,]+\s*(?:\/\/|\/\*|#|--)\s*(\S.*)$/;

/** Word characters that make a line telling by itself, unless it opens what others tell of. Another may well be there twice. */
const tellingLine = 8;
const opens = /[{([]$/;

/** The next lines of the document, said again as lines of the answer: the first that says something, and those that lead to it. */
export class NextLines implements Candidate {
	start: number;
	readonly #below: LineBelow;
	readonly #targets: readonly string[];
	/** Which of them is compared. */
	#at = 0;
	/** A line that says something, if not enough, has been said again. */
	#told = false;
	#line: string;

	/** @param further the lines below that one, blank ones left out */
	constructor(start: number, below: LineBelow, further: readonly string[]) {
		this.start = start;
		this.#below = below;
		this.#targets = [below.target, ...further].map(line => line.trim());
		this.#line = below.indent;
	}

	accept(character: string): 'open' | 'dead' | 'met' {
		if (character !== '\n') {
			this.#line += character;
			return this.#target.startsWith(this.#line.trim()) ? 'open' : 'dead';
		}
		if (this.#at > 0 && isBlank(this.#line)) {
			this.#line = '';
			return 'open';
		}
		if (!this.#saysSame()) {
			return 'dead';
		}
		if (this.#told || this.#isTelling() || this.#at === this.#targets.length - 1) {
			return 'met';
		}
		this.#told = !leadsOn.test(this.#target);
		this.#at++;
		this.#line = '';
		return 'open';
	}

	metAtEnd(): boolean {
		return this.#at > 0 || this.#saysSame();
	}

	get #target(): string {
		return this.#targets[this.#at] ?? '';
	}

	/** Whether the line compared is enough. What closes a block is, unless it opens another. */
	#isTelling(): boolean {
		const target = this.#target;
		const isEnough = wordCharacters(target) >= tellingLine || closesBlock.test(target);
		return isEnough && !opens.test(target) && !leadsOn.test(target);
	}

	#saysSame(): boolean {
		if (this.#line.trim() !== this.#target || this.#at > 0) {
			return this.#line.trim() === this.#target;
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
		const said = this.#line.trim();
		const closed = closersOf(said);
		const reopens = closed === this.#brackets.open && this.#target.startsWith(closed);
		return closed !== '' && !reopens && !this.#namesAnother(said);
	}

	/** Whether a comment behind the closer says that it ends another block than the one below. */
	#namesAnother(said: string): boolean {
		const name = nameOfBlock.exec(said)?.[1];
		const below = nameOfBlock.exec(this.#target)?.[1];
		return name !== undefined && below !== undefined && name !== below;
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
