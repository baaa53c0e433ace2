// Ends an answer where it runs into what already stands after the cursor: a closer that the document has, the rest of the line, or the next
// line. Nothing beyond that point can belong in the gap.
import { Brackets } from '../code/brackets';
import { closers } from '../code/nesting';
import { NextCloser, NextLines, type Candidate } from './nextLine';
import type { Stage } from './stage';
import { isBlank, isWordCharacter, wordCharacters, type Surroundings } from '../code/surroundings';

/** A rest of a line that only leads on to the one below, as any line of the answer may. */
const onlyLeadsOn = /^(&&|\|\|?)?\s*\\$/;

const onlyCloses = /^[)\]}"'`;,]+$/;

/** Word characters that make half a repetition at the end of an answer telling. */
const tellingPart = 3;

export class RepeatedSuffixStage implements Stage {
	readonly #around: Surroundings;
	/** What follows the cursor on its line, without outer white space. */
	readonly #rest: string;
	/** The end of the tag that the cursor stands in, and of the attribute. */
	readonly #endOfTag: string | undefined;
	readonly #brackets: Brackets;
	#candidates: Candidate[] = [];
	#held = '';
	#last = '';
	#atLineStart: boolean;
	#firstLine = true;
	/** Type arguments that the answer has opened. */
	#angles = 0;
	#done = false;

	constructor(around: Surroundings) {
		this.#around = around;
		this.#rest = around.lineAfter.trim();
		this.#endOfTag = /^(["']\/?>|\/>|>(?=\s*<\/))/.exec(this.#rest)?.[0];
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
		this.#countAngle(character);
		const { inCursorString } = this.#brackets;
		if (this.#brackets.feed(character) === 'leavesGap') {
			met.push(this.#held.length);
		}
		if (inCursorString && !this.#brackets.inCursorString && character === this.#rest.charAt(0)) {
			this.#candidates.push(new EndOfString(this.#held.length, this.#brackets));
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
		const { lineBefore, nextLine, furtherLines, tabSize } = this.#around;
		if (this.#atLineStart && nextLine !== undefined && this.#brackets.closed) {
			const below = { target: nextLine, indent: this.#firstLine ? lineBefore : '', tabSize };
			this.#open(new NextLines(start, below, furtherLines), character);
			this.#open(new NextCloser(start, below, this.#brackets), character);
		}
		this.#atLineStart = character === '\n';
		this.#firstLine &&= !this.#atLineStart;
		const first = this.#rest.charAt(0);
		const withinWord =
			isWordCharacter(first) && isWordCharacter(this.#last) && !isWordCharacter(lineBefore.slice(-1));
		// Closing brackets are counted, not compared: the same characters may close what the answer opened.
		const closesOwn = character === '>' && this.#angles > 0;
		if (character === first && !withinWord && !closesOwn && !closers.has(first) && this.#brackets.atCursorLevel) {
			this.#open(new RestOfLine(start, this.#rest, nextLine ?? ''), character);
			if (this.#endOfTag !== undefined) {
				this.#open(new EndOfTag(start, this.#endOfTag), character);
			}
		}
	}

	#countAngle(character: string): void {
		if (character === '<' && isWordCharacter(this.#last)) {
			this.#angles++;
		} else if (character === '>' && !/[-=]/.test(this.#last)) {
			this.#angles = Math.max(0, this.#angles - 1);
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

/** The rest of the cursor's line, said again at the end of a line of the answer; one that only leads on, with the line below or as the last of it. */
class RestOfLine implements Candidate {
	start: number;
	readonly #rest: string;
	#matched = 0;
	/** The line of the answer below that, and the one that the document has there. */
	#below: string | undefined;
	readonly #next: string;

	constructor(start: number, rest: string, next: string) {
		this.start = start;
		this.#rest = rest;
		this.#next = next.trim();
	}

	accept(character: string): 'open' | 'dead' | 'met' {
		if (this.#matched < this.#rest.length) {
			return this.#rest[this.#matched++] === character ? 'open' : 'dead';
		}
		if (character === '\n') {
			const isMet = this.#below === undefined ? !onlyLeadsOn.test(this.#rest) : this.#saysBelow();
			this.#below ??= '';
			return isMet ? 'met' : 'open';
		}
		if (this.#below !== undefined) {
			this.#below += character;
			return this.#next.startsWith(this.#below.trim()) ? 'open' : 'dead';
		}
		// After the closers that the editor made, an answer may say more that only closes.
		return isBlank(character) || (onlyCloses.test(this.#rest) && onlyCloses.test(character)) ? 'open' : 'dead';
	}

	#saysBelow(): boolean {
		return this.#below?.trim() === this.#next;
	}

	/** Half of it counts when it ends at the border of a word and says enough, or is nothing but punctuation. */
	metAtEnd(): boolean {
		if (this.#below !== undefined) {
			return isBlank(this.#below) || this.#saysBelow();
		}
		const part = this.#rest.slice(0, this.#matched);
		const words = wordCharacters(part);
		const wholeWord = !(isWordCharacter(part.slice(-1)) && isWordCharacter(this.#rest.charAt(this.#matched)));
		return part === this.#rest || (wholeWord && (words === 0 || words >= tellingPart));
	}
}

/** The end of the tag around the cursor, said again: what the answer says behind it has no place within the tag. */
class EndOfTag implements Candidate {
	start: number;
	readonly #end: string;
	#matched = 0;

	constructor(start: number, end: string) {
		this.start = start;
		this.#end = end;
	}

	accept(character: string): 'open' | 'dead' | 'met' {
		if (this.metAtEnd()) {
			return 'met';
		}
		return this.#end[this.#matched++] === character ? 'open' : 'dead';
	}

	metAtEnd(): boolean {
		return this.#matched === this.#end.length;
	}
}

/** The end of the string around the cursor, which the document has: unless the answer begins a string again, the rest of it has no place. */
class EndOfString implements Candidate {
	start: number;
	readonly #brackets: Brackets;

	/** @param brackets follows the answer, one character behind `accept` */
	constructor(start: number, brackets: Brackets) {
		this.start = start;
		this.#brackets = brackets;
	}

	accept(): 'open' | 'dead' {
		return this.#brackets.inCursorString ? 'dead' : 'open';
	}

	metAtEnd(): boolean {
		return !this.#brackets.inCursorString;
	}
}
