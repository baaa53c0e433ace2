// Plain text that grows at its end, in boxes of whole lines: those that are full stay as they are, and cost no layout out of sight.

/** Characters after which a box takes no further line: about two screenfuls. */
const boxLength = 4_000;

export class GrowingText {
	readonly #root: Element;
	#text = '';
	/** Of the last box. */
	#open: Text | undefined;

	/** @param root is filled by this object alone. */
	constructor(root: Element) {
		this.#root = root;
	}

	/** Shows `text`, which starts over unless it continues the former one. */
	update(text: string): void {
		if (!text.startsWith(this.#text)) {
			this.#root.replaceChildren();
			this.#text = '';
			this.#open = undefined;
		}
		for (let at = this.#text.length; at < text.length;) at += this.#append(text.slice(at));
		this.#text = text;
	}

	/** Adds to the last box what it takes of `fresh`, and gives how much that is. */
	#append(fresh: string): number {
		const box = (this.#open ??= this.#addBox());
		const newline = fresh.indexOf('\n', boxLength - box.length);
		const part = newline < 0 ? fresh : fresh.slice(0, newline + 1);
		box.appendData(part);
		if (newline >= 0) this.#open = undefined;
		return part.length;
	}

	#addBox(): Text {
		const box = document.createElement('div');
		const text = document.createTextNode('');
		box.append(text);
		this.#root.append(box);
		return text;
	}
}
