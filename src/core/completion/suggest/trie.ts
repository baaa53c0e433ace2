// A radix trie that finds all stored keys with which a text begins, and forgets what was used least recently.

interface Node<T> {
	/** The text on the way from the parent. */
	label: string;
	readonly children: Map<string, Node<T>>;
	value: { readonly key: string; readonly of: T } | undefined;
}

export interface Match<T> {
	readonly key: string;
	readonly value: T;
}

export class PrefixTrie<T> {
	readonly #root: Node<T> = { label: '', children: new Map(), value: undefined };
	readonly #cap: number;
	/** Keys from the least to the most recently used. */
	readonly #used = new Set<string>();

	/** @param cap the most keys that are kept */
	constructor(cap: number) {
		this.#cap = cap;
	}

	get size(): number {
		return this.#used.size;
	}

	set(key: string, value: T): void {
		let node = this.#root;
		let rest = key;
		while (rest !== '') {
			node = this.#stepInto(node, rest);
			rest = rest.slice(node.label.length);
		}
		node.value = { key, of: value };
		this.#touch(key);
		const oldest = this.#used.values().next().value;
		if (this.#used.size > this.#cap && oldest !== undefined) {
			this.delete(oldest);
		}
	}

	/** The stored keys that `text` begins with, longest first. */
	matches(text: string): Match<T>[] {
		const found: Match<T>[] = [];
		let node: Node<T> | undefined = this.#root;
		for (let at = 0; node !== undefined && text.startsWith(node.label, at);) {
			at += node.label.length;
			if (node.value !== undefined) {
				found.unshift({ key: node.value.key, value: node.value.of });
			}
			node = node.children.get(text.charAt(at));
		}
		return found;
	}

	/** Counts as a use of the key. */
	touch(key: string): void {
		if (this.#used.has(key)) {
			this.#touch(key);
		}
	}

	delete(key: string): void {
		const path: Node<T>[] = [this.#root];
		for (let at = 0; at < key.length;) {
			const next: Node<T> | undefined = path.at(-1)?.children.get(key.charAt(at));
			if (next === undefined || !key.startsWith(next.label, at)) {
				return;
			}
			at += next.label.length;
			path.push(next);
		}
		const end = path.pop();
		if (end?.value !== undefined) {
			end.value = undefined;
			this.#used.delete(key);
			tidy(end, path);
		}
	}

	#touch(key: string): void {
		this.#used.delete(key);
		this.#used.add(key);
	}

	/** The child that begins `rest`, made or split as needed. */
	#stepInto(node: Node<T>, rest: string): Node<T> {
		const child = node.children.get(rest.charAt(0));
		if (child === undefined) {
			const leaf: Node<T> = { label: rest, children: new Map(), value: undefined };
			node.children.set(rest.charAt(0), leaf);
			return leaf;
		}
		let common = 1;
		while (common < child.label.length && child.label[common] === rest[common]) {
			common++;
		}
		if (common === child.label.length) {
			return child;
		}
		const upper: Node<T> = { label: child.label.slice(0, common), children: new Map(), value: undefined };
		child.label = child.label.slice(common);
		upper.children.set(child.label.charAt(0), child);
		node.children.set(upper.label.charAt(0), upper);
		return upper;
	}
}

/** Takes nodes out that hold nothing, and joins those that only lead on, so that labels stay as long as they can be. */
function tidy<T>(end: Node<T>, path: Node<T>[]): void {
	const parent = path.at(-1);
	if (parent === undefined || end.value !== undefined) {
		return;
	}
	const [only] = end.children.values();
	if (only === undefined) {
		parent.children.delete(end.label.charAt(0));
		tidy(parent, path.slice(0, -1));
	} else if (end.children.size === 1) {
		only.label = end.label + only.label;
		parent.children.set(only.label.charAt(0), only);
	}
}
