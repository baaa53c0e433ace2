// Cuts an answer that grows into what a screen reader is told: whole sentences in plain words, and code as its size.
import { endOf, openedBy, type Fence } from '../shared/fences';

/** What may become code, a row of a table or the number of an item: not before it is complete. */
const undecided = /^ {0,3}(?:[`~|]|\d+[.)]?\s*$)|^[\s>]*(?:(?:[-*+]|\d{1,9}[.)])\s[\s>]*)*(?:```|~~~)/;

/** A sentence ends before white space; `e.g. this` costs a pause, nothing else. */
const sentenceEnd = /[.!?…:][)"'”’*_`\]]*(?=\s)|[。！？]/g;

export class Sentences {
	readonly #codeBlock: (lines: number) => string;
	#text = '';
	/** Characters that were told, or are not to be told. */
	#told = 0;
	/** The code block one is in, and how many lines it has. */
	#code: { readonly fence: Fence; lines: number } | undefined;

	/** @param codeBlock says that there are so many lines of code. */
	constructor(codeBlock: (lines: number) => string) {
		this.#codeBlock = codeBlock;
	}

	/** What became complete in `text` since the last call; `ended` says that no more will come. */
	take(text: string, ended: boolean): string[] {
		this.#text = text;
		const spoken: string[] = [];
		for (let end = text.indexOf('\n', this.#told); end >= 0; end = text.indexOf('\n', this.#told)) {
			spoken.push(...this.#line(text.slice(this.#told, end)));
			this.#told = end + 1;
		}
		if (ended) {
			spoken.push(...this.#line(text.slice(this.#told)));
			if (this.#code !== undefined) spoken.push(this.#codeBlock(this.#code.lines));
			this.#code = undefined;
			this.#told = text.length;
		} else {
			spoken.push(...this.#sentences());
		}
		return spoken.filter(words => words !== '');
	}

	#line(line: string): string[] {
		const code = this.#code;
		if (code === undefined) {
			const fence = openedBy(line);
			if (fence === undefined) return [plainWords(line)];
			this.#code = { fence, lines: 0 };
			return [];
		}
		const end = endOf(code.fence, line);
		if (end === undefined) {
			code.lines++;
			return [];
		}
		this.#code = undefined;
		return [this.#codeBlock(code.lines), ...(end === 'before' ? this.#line(line) : [])];
	}

	/** Finished sentences of the line that is still being written. */
	#sentences(): string[] {
		const line = this.#text.slice(this.#told);
		if (this.#code !== undefined || undecided.test(line)) return [];
		// The number of a list item is no sentence.
		const marker = /^\s*\d+[.)]\s/.exec(line)?.[0].length ?? 0;
		const last = [...line.matchAll(sentenceEnd)].at(-1);
		if (last === undefined || last.index < marker) return [];
		const end = last.index + last[0].length;
		this.#told += end;
		return [plainWords(line.slice(0, end))];
	}
}

/** A line of Markdown without its marks. */
export function plainWords(line: string): string {
	if (/^[\s|:-]*$/.test(line)) return '';
	return line
		.replace(/^\s*(?:#{1,6}\s+|[-*+]\s+(?:\[[ xX]\]\s+)?|>\s?)+/, '')
		.replace(/^(\s*\d+[.)]\s+)\[[ xX]\]\s+/, '$1')
		.replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
		.replace(/(\*\*|__|~~|`+|\*)/g, '')
		.replace(/\s*\|\s*/g, ', ')
		.replace(/^, |, $/g, '')
		.replace(/\s+/g, ' ')
		.trim();
}
