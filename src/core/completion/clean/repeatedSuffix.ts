// Ends an answer where it runs into what already stands after the cursor: a closer that the document has, the rest of the line, or the next
// line. Nothing beyond that point can belong in the gap.
import { Brackets, closers } from './brackets';
import type { Stage } from './stage';
import { columnsOf, isBlank, isWordCharacter, leadingSpace, wordCharacters, type Surroundings } from './surroundings';

/** A place from which on the answer may be repeating the document. */
interface Candidate {
	/** Index in what is held back. */
	start: number;
	/** Takes the next character. */
	accept(character: string): 'open' | 'dead' | 'met';
	/** Whether it counts as met when the answer ends here. */
	metAtEnd(): boolean;
}

/** Lines that close a block and say no more. */
const closesBlock = /^(\W+|(end|fi|done|esac)\b.*|<\/.*)$/;

const onlyCloses = /^[)\]}"'`;,]+$/;

/** Word characters that make half a repetition at the end of an answer telling. */
const tellingPart = 3;

export class RepeatedSuffixStage implements Stage {
	readonly #around: Surroundings;
	/** What follows the cursor on its line, without outer white space. */
	readonly #rest: string;
	readonly #brackets: Brackets;
	#candidates: Candidate[] = [];
	#held = '';
	#last = '';
	#atLineStart: boolean;
	#firstLine = true;
	#done = false;

	constructor(around: Surroundings) {
		this.#around = around;
		this.#rest = around.lineAfter.trim();
		this.#brackets = new Brackets(around);
		this.#last = around.lineBefore.slice(-1);
		this.#atLineStart = isBlank(around.lineBefore);
	}

	get done(): boolean {
		return this.#done;
	}

	push(text: string): string {
		let output = '';
		for (const character of text) {
			if (this.#done) {
				break;
			}
			output += this.#feed(character);
		}
		return output;
	}

	end(): string {
		const met = this.#done
			? []
			: this.#candidates.filter(candidate => candidate.metAtEnd()).map(candidate => candidate.start);
		const text = this.#held.slice(0, Math.min(this.#held.length, ...met));
		this.#held = '';
		return text;
	}

	#feed(character: string): string {
		const met: number[] = [];
		this.#candidates = this.#candidates.filter(candidate => {
			const state = candidate.accept(character);
			if (state === 'met') {
				met.push(candidate.start);
			}
			return state === 'open';
		});
		this.#begin(character);
		if (this.#brackets.feed(character) === 'leavesGap') {
			met.push(this.#held.length);
		}
		if (met.length > 0) {
			this.#done = true;
			const text = this.#held.slice(0, Math.min(...met));
			this.#held = '';
			return text;
		}
		this.#held += character;
		this.#last = character;
		return this.#release();
	}

	/** Starts the candidates that this character may be the first of. */
	#begin(character: string): void {
		const start = this.#held.length;
		const { lineBefore, nextLine, tabSize } = this.#around;
		if (this.#atLineStart && nextLine !== undefined && this.#brackets.closed) {
			const indent = this.#firstLine ? lineBefore : '';
			this.#open(new NextLine(start, { target: nextLine, indent, tabSize }), character);
		}
		this.#atLineStart = character === '\n';
		this.#firstLine &&= !this.#atLineStart;
		const first = this.#rest.charAt(0);
		const withinWord =
			isWordCharacter(first) && isWordCharacter(this.#last) && !isWordCharacter(lineBefore.slice(-1));
		// Closing brackets are counted, not compared: the same characters may close what the answer opened.
		if (character === first && !withinWord && !closers.has(first) && this.#brackets.atCursorLevel) {
			this.#open(new RestOfLine(start, this.#rest), character);
		}
	}

	#open(candidate: Candidate, character: string): void {
		if (candidate.accept(character) === 'open') {
			this.#candidates.push(candidate);
		}
	}

	#release(): string {
		const safe = Math.min(this.#held.length, ...this.#candidates.map(candidate => candidate.start));
		const text = this.#held.slice(0, safe);
		this.#held = this.#held.slice(safe);
		for (const candidate of this.#candidates) {
			candidate.start -= safe;
		}
		return text;
	}
}

/** The rest of the cursor's line, said again at the end of a line of the answer. */
class RestOfLine implements Candidate {
	start: number;
	readonly #rest: string;
	#matched = 0;

	constructor(start: number, rest: string) {
		this.start = start;
		this.#rest = rest;
	}

	accept(character: string): 'open' | 'dead' | 'met' {
		if (this.#matched < this.#rest.length) {
			return this.#rest[this.#matched++] === character ? 'open' : 'dead';
		}
		if (character === '\n') {
			return 'met';
		}
		// After the closers that the editor made, an answer may say more that only closes.
		return isBlank(character) || (onlyCloses.test(this.#rest) && onlyCloses.test(character)) ? 'open' : 'dead';
	}

	/** Half of it counts when it ends at the border of a word and says enough, or is nothing but punctuation. */
	metAtEnd(): boolean {
		const part = this.#rest.slice(0, this.#matched);
		const words = wordCharacters(part);
		const wholeWord = !(isWordCharacter(part.slice(-1)) && isWordCharacter(this.#rest.charAt(this.#matched)));
		return part === this.#rest || (wholeWord && (words === 0 || words >= tellingPart));
	}
}

interface LineBelow {
	readonly target: string;
	/** What stands before the answer's line in the document. */
	readonly indent: string;
	readonly tabSize: number;
}

/** The next line of the document, said again as a line of the answer, no deeper than it stands there. */
class NextLine implements Candidate {
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
		const { target, tabSize } = this.#below;
		const there = columnsOf(leadingSpace(target), tabSize);
		const here = columnsOf(leadingSpace(this.#line), tabSize);
		// What only closes a block says by its column which one.
		return closesBlock.test(this.#target) ? here === there : here <= there;
	}
}
