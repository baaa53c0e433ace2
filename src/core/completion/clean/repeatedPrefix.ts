// Drops the beginning of an answer that says again what stands before the cursor: the word, the line or the lines that end there.
// White space does not count in the comparison, since models change it when they repeat.
import type { Stage } from './stage';
import { isBlank, isWordCharacter, wordCharacters, type Surroundings } from './surroundings';

/** How far back a repetition may begin: the most that is held back of an answer, and more than a model was ever sent. */
const mostLines = 400;
const mostCharacters = 16_000;

/**
 * Word characters that make a repetition telling: fewer may well be meant (`}` after `}`, `next();` after `next();`). What opens a block is hardly
 * ever meant twice.
 */
const telling = { word: 3, call: 4, line: 3, blockAbove: 3, linesAbove: 6 };

/** One way the answer could repeat the prefix: the tail of the prefix without white space, and how much of it came already. */
interface Candidate {
	readonly tail: string;
	matched: number;
}

export class RepeatedPrefixStage implements Stage {
	readonly done = false;
	#candidates: Candidate[];
	#held = '';
	/** Characters of what is held that repeat the prefix, by the longest repetition completed so far. */
	#repeated = 0;

	constructor(around: Surroundings) {
		this.#candidates = tailsOf(around).map(tail => ({ tail, matched: 0 }));
	}

	push(text: string): string {
		let index = 0;
		while (index < text.length && this.#candidates.length > 0) {
			this.#compare(text.charAt(index++));
		}
		return this.#candidates.length === 0 ? this.end() + text.slice(index) : '';
	}

	end(): string {
		const text = this.#held.slice(this.#repeated);
		this.#held = '';
		this.#repeated = 0;
		this.#candidates = [];
		return text;
	}

	#compare(character: string): void {
		this.#held += character;
		if (isBlank(character)) {
			return;
		}
		this.#candidates = this.#candidates.filter(candidate => candidate.tail[candidate.matched++] === character);
		const longer = this.#candidates.filter(candidate => candidate.matched < candidate.tail.length);
		if (longer.length < this.#candidates.length) {
			this.#repeated = this.#held.length;
			this.#candidates = longer;
		}
	}
}

/** Every tail of the prefix whose repetition would be a mistake, without its white space. */
function tailsOf(around: Surroundings): string[] {
	return [...new Set([...tailsOfLine(around.lineBefore), ...tailsOfLines(around)])];
}

function tailsOfLines({ prefix, lineBefore }: Surroundings): string[] {
	const tails: string[] = [];
	const above = /[{([:>]\s*$/.test(prefix) ? telling.blockAbove : telling.linesAbove;
	const needed = isBlank(lineBefore) ? above : telling.line;
	let start = prefix.length - lineBefore.length;
	for (let lines = 0; lines < mostLines && prefix.length - start <= mostCharacters; lines++) {
		const tail = prefix.slice(start);
		if (wordCharacters(tail) >= needed) {
			tails.push(squeezed(tail));
		}
		if (start === 0) {
			break;
		}
		start = prefix.lastIndexOf('\n', start - 2) + 1;
	}
	return tails;
}

/** The tails that begin at a word within the cursor's own line. */
function tailsOfLine(line: string): string[] {
	const tails: string[] = [];
	for (const { index } of line.slice(-mostCharacters).matchAll(/(?<![\p{L}\p{N}_$])[\p{L}\p{N}_$]/gu)) {
		const tail = line.slice(-mostCharacters).slice(index);
		const needed = isWordCharacter(tail.slice(-1)) ? telling.word : telling.call;
		if (wordCharacters(tail) >= needed) {
			tails.push(squeezed(tail));
		}
	}
	return tails;
}

function squeezed(text: string): string {
	return text.replace(/\s+/g, '');
}
