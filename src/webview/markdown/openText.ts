// Words at the end of an answer: more of them only lengthen the last text on the page, so nothing has to be parsed for them.

/** Characters that never change what stands before them; marks count only between letters, where they begin nothing. */
const plain = /^(?:[\p{L}\p{N} ,;?'"]|(?<=\p{L})[.:()!](?=[\p{L}\p{N} ]|$)|(?<=\p{L})-(?=\p{L}))*$/u;

const endsInWord = /\p{L}$/u;

/** More than this of plain words without anything else is seldom; then the parser has a look again. */
const maxLength = 2_000;

export class OpenText {
	readonly #node: Text;
	/** The whole text's length when the node was made. */
	readonly #length: number;
	readonly #base: string;

	constructor(node: Text, length: number) {
		this.#node = node;
		this.#length = length;
		this.#base = node.data;
	}

	/** Follows the last text inside `tail`, what was made of `text`'s end; undefined when more words could change more than it. */
	static in(text: string, tail: Element): OpenText | undefined {
		let node: Node | null = tail;
		while (node?.lastChild) {
			node = node.lastChild;
			if (node instanceof Element && node.matches('a, .code-block, code, [data-formula]')) return undefined;
		}
		const lastWord = /\p{L}+$/u.exec(text.slice(-40))?.[0];
		if (!(node instanceof Text) || lastWord === undefined || !node.data.endsWith(lastWord)) return undefined;
		return new OpenText(node, text.length);
	}

	/** Shows the words that came; false when they need the parser. */
	update(text: string): boolean {
		const words = text.slice(this.#length);
		if (words.length > maxLength || !endsInWord.test(this.#base)) return false;
		if (!plain.test(this.#base.slice(-1) + words)) return false;
		const shown = this.#base + words.trimEnd();
		if (shown.length > this.#node.length) this.#node.appendData(shown.slice(this.#node.length));
		return true;
	}
}
