// Words at the end of an answer: more of them only lengthen the last text on the page, so nothing has to be parsed for them.

/** Characters that never change what stands before them; marks count only between letters, where they begin nothing. */
const plain = /^(?:[\p{L}\p{N} ,;?'"]|(?<=\p{L})[.:()!](?=[\p{L}\p{N} ]|$)|(?<=\p{L})-(?=\p{L}))*$/u;

/** More than this of plain words without anything else is seldom; then the parser has a look again. */
const maxLength = 2_000;

/** Characters at the end of the text in which the last word is looked for. */
const mostLookedAt = 80;

export class OpenText {
	readonly #node: Text;
	/** The text on the page up to the last letter that the parser saw, and where that letter ends in the whole text. */
	readonly #base: string;
	readonly #end: number;

	constructor(node: Text, base: string, end: number) {
		this.#node = node;
		this.#base = base;
		this.#end = end;
	}

	/** Follows the last text inside `tail`, what was made of `text`'s end; undefined when more words could change more than it. */
	static in(text: string, tail: Element): OpenText | undefined {
		const node = lastText(tail, text);
		if (node === undefined) return undefined;
		const seen = text.slice(-mostLookedAt);
		const [word = '', letters = '', rest = ''] = /(\p{L}+)([^\p{L}\n]*)$/u.exec(seen) ?? [];
		if (letters === '' || !plain.test(letters.slice(-1) + rest)) return undefined;
		// The page shows no blanks at the end of a line.
		if (!node.data.endsWith(word.trimEnd())) return undefined;
		// A closing bracket would end this target.
		if (node.data.includes('](')) return undefined;
		const base = node.data.slice(0, node.data.length - rest.trimEnd().length);
		return new OpenText(node, base, text.length - rest.length);
	}

	/** Shows the words that came; false when they need the parser. */
	update(text: string): boolean {
		const words = text.slice(this.#end);
		if (words.length > maxLength || !plain.test(this.#base.slice(-1) + words)) return false;
		const shown = this.#base + words.trimEnd();
		if (shown.length > this.#node.length) this.#node.appendData(shown.slice(this.#node.length));
		return true;
	}
}

/** The text that ends what is shown of an open block: what words go on in, unless something else takes them. */
function lastText(tail: Element, text: string): Text | undefined {
	let node: Node | undefined = tail;
	while (node?.lastChild) {
		node = node instanceof HTMLTableRowElement ? openCell(node, text) : node.lastChild;
		if (node instanceof Element && node.matches('a, .code-block, code, [data-formula]')) return undefined;
	}
	return node instanceof Text ? node : undefined;
}

/** The cell that is being written: those after it are empty, and there may be one too many, which is not shown. */
function openCell(row: HTMLTableRowElement, text: string): Element | undefined {
	const line = text.slice(text.lastIndexOf('\n') + 1);
	// A bar that is text, or a row without its first bar, or inside something else: the parser knows.
	if (line.includes('\\') || !line.startsWith('|')) return undefined;
	return row.cells[line.split('|').length - 2];
}
