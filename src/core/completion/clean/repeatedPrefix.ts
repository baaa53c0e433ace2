// Drops the beginning of an answer that says again what stands before the cursor: the word, the line or the lines that end there.
// White space does not count in the comparison, since models change it when they repeat.
import type { Stage } from './stage';
import { isBlank, isWordCharacter, wordCharacters, type Surroundings } from '../code/surroundings';

/** How far back a repetition may begin: the most that is held back of an answer, and more than a model was ever sent. */
const mostLines = 400;
const mostCharacters = 16_000;

/**
 * Word characters that make a repetition telling: fewer may well be meant (`}` after `}`, `next();` after `next();`). What opens a block is hardly
 * ever meant twice, nor are the two letters that a word begins with (`el`, `elif`).
 */
const telling = { closers: 0, tag: 1, begun: 1, word: 3, call: 4, line: 3, wordEnd: 2, blockAbove: 3, linesAbove: 6 };

/** Ends of lines that say what is to follow: hardly anything begins with the same again, be it as short as `x = `. */
const begunEnd = /[=:('"{,[]$|[-=]>$/;

/** Beginnings of such lines: a short keyword, a tag that is not complete. */
const begunStart = /^\s*(?:[}\s]*(?:if|do|fn|go)\b|<[a-z][\w.-]*(?![^<>]*>\s*$))/i;

/** A line of closers and an opener, of three signs or more. */
const closersAndOpener = /^\s*(?=(?:\S\s*){3})[)\]}][^\p{L}\p{N}_]*[({[]\s*$/u;

/** Ends of lines that, with more right behind them, are another word or operator, and what is more. */
const openEnds: readonly (readonly [end: RegExp, more: RegExp])[] = [
	[/[\p{L}\p{N}_$]\s+$/u, /^[\p{L}\p{N}_$]/u],
	[/[=:]\s+$/, /^[=:>~]/],
];

/** A word of which two letters are typed, or one with a sign that it begins with. */
const begunWord = /(?<![\w$#@])(?:[a-z]{2}|[$#@]\w+)$/i;

/** What a member is taken of, when it is none itself. */
const accessedRoot = /(?<![\w$.)\]>:])[a-z_$][\w$]*(?:\.|->|::|\?\.)$/i;

/** One way the answer could repeat the prefix: where in it, white space left out, the repeated tail begins, and how much of that came already. */
interface Candidate {
	readonly start: number;
	/** It is less than the cursor's line. */
	readonly inLine: boolean;
	matched: number;
}

export class RepeatedPrefixStage implements Stage {
	readonly done = false;
	/** The prefix without its white space. */
	readonly #prefix: string;
	#candidates: Candidate[];
	#held = '';
	/** Line breaks at the end of the prefix that the answer may still say again, and white space that may lead to one. */
	#breaks: number;
	#space = '';
	#through = false;
	/** What directly behind the repetition would make it none. */
	readonly #goesOn: RegExp | undefined;
	/** Characters of what is held that repeat the prefix, by the longest repetition completed so far. */
	#repeated = 0;

	constructor(around: Surroundings) {
		this.#prefix = squeezed(around.prefix.slice(-mostCharacters));
		this.#goesOn = openEnds.find(([end]) => end.test(around.lineBefore))?.[1];
		this.#breaks = (/\s*$/.exec(around.prefix)?.[0].match(/\n/g) ?? []).length;
		const { length } = this.#prefix;
		this.#candidates = [...tailsOf(around)].map(([tail, inLine]) => ({ start: length - tail, inLine, matched: 0 }));
	}

	push(text: string): string {
		if (this.#through) {
			return this.#behind(text);
		}
		let index = 0;
		while (index < text.length && this.#candidates.length > 0) {
			this.#compare(text.charAt(index++));
		}
		return this.#candidates.length === 0 ? this.#release() + this.#behind(text.slice(index)) : '';
	}

	end(): string {
		const text = (this.#through ? '' : this.#release()) + this.#space;
		this.#space = '';
		return text;
	}

	#release(): string {
		if (this.#isWhole) {
			this.#repeated = this.#held.length;
		}
		const text = this.#held.slice(this.#repeated);
		this.#breaks = this.#repeated > 0 ? this.#breaks : 0;
		this.#through = true;
		this.#held = '';
		this.#repeated = 0;
		this.#candidates = [];
		return this.#behind(text);
	}

	/** The text behind what was said again, without the line breaks that the document has there. */
	#behind(text: string): string {
		let rest = this.#space + text;
		for (let at = rest.search(/\S|\n/); this.#breaks > 0 && rest.charAt(at) === '\n'; at = rest.search(/\S|\n/)) {
			rest = rest.slice(at + 1);
			this.#breaks--;
		}
		this.#space = this.#breaks > 0 && isBlank(rest) ? rest : '';
		this.#breaks = this.#space === '' && rest !== '' ? 0 : this.#breaks;
		return this.#space === '' ? rest : '';
	}

	/** Whether all that stands before the cursor has been said again, if nothing goes on there. */
	get #isWhole(): boolean {
		return this.#candidates.some(({ start, matched }) => start + matched === this.#prefix.length);
	}

	#compare(character: string): void {
		if (this.#isWhole) {
			this.#repeated = this.#goesOn?.test(character) === true ? this.#repeated : this.#held.length;
			this.#candidates = this.#candidates.filter(({ start, matched }) => start + matched < this.#prefix.length);
		}
		this.#held += character;
		if (isBlank(character)) {
			return;
		}
		const prefix = this.#prefix;
		// What begins a new line goes on with none.
		const breaks = this.#held.trim() === character && this.#held.includes('\n');
		this.#candidates = this.#candidates.filter(({ inLine }) => !(breaks && inLine));
		this.#candidates = this.#candidates.filter(({ start, matched }) => prefix[start + matched] === character);
		for (const candidate of this.#candidates) {
			candidate.matched++;
		}
		if (this.#isWhole && this.#goesOn === undefined) {
			this.#repeated = this.#held.length;
			this.#candidates = this.#candidates.filter(({ start, matched }) => start + matched < prefix.length);
		}
	}
}

/** The lengths, white space not counted, of every tail of the prefix whose repetition would be a mistake, and whether that is less than a line. */
function tailsOf(around: Surroundings): ReadonlyMap<number, boolean> {
	const { prefix, lineBefore } = around;
	const above = /[{([:]\s*$/.test(prefix.slice(-mostCharacters)) ? telling.blockAbove : telling.linesAbove;
	const inLine = [
		...(begunWord.exec(lineBefore) ?? []).map(({ length }) => length),
		...(accessedRoot.exec(lineBefore) ?? []).map(({ length }) => length),
		...tailsFrom(wordsBack(lineBefore), isWordCharacter(lineBefore.slice(-1)) ? telling.word : telling.call),
	];
	const lines = tailsFrom(linesBack(around), isBlank(lineBefore) ? above : tellingOfLine(lineBefore));
	return new Map([...inLine.map(tail => [tail, true] as const), ...lines.map(tail => [tail, false] as const)]);
}

/** Word characters that the cursor's line needs. No tag stands directly in another of its kind, and no word directly behind one. */
function tellingOfLine(line: string): number {
	if (/^\s*<\w[^<>]*>$/.test(line)) {
		return telling.tag;
	}
	if (closersAndOpener.test(line)) {
		return telling.closers;
	}
	if (begunStart.test(line) || (begunEnd.test(line.trimEnd()) && /[\p{L}_$]/u.test(line))) {
		return telling.begun;
	}
	return isWordCharacter(line.slice(-1)) ? telling.wordEnd : telling.line;
}

/** Lengths of the tails that begin with each of the pieces, of which the last of the text comes first. Each piece is looked at once. */
function tailsFrom(pieces: Iterable<string>, needed: number): number[] {
	const tails: number[] = [];
	let length = 0;
	let words = 0;
	for (const piece of pieces) {
		length += squeezed(piece).length;
		words += words < needed ? wordCharacters(piece) : 0;
		if (words >= needed) {
			tails.push(length);
		}
	}
	return tails;
}

function* linesBack({ prefix, lineBefore }: Surroundings): Generator<string> {
	let end = prefix.length;
	let start = end - lineBefore.length;
	for (let lines = 0; lines < mostLines && prefix.length - start <= mostCharacters; lines++) {
		yield prefix.slice(start, end);
		if (start === 0) {
			return;
		}
		end = start;
		start = prefix.lastIndexOf('\n', start - 2) + 1;
	}
}

/** Each word of the line with what stands behind it. */
function wordsBack(line: string): string[] {
	const pieces = line.slice(-mostCharacters).split(/(?<![\p{L}\p{N}_$])(?=[\p{L}\p{N}_$])/u);
	return pieces.filter(piece => isWordCharacter(piece.charAt(0))).reverse();
}

function squeezed(text: string): string {
	return text.replace(/\s+/g, '');
}
