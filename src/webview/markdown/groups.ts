// The outermost elements of an answer, some dozens to a group: what is out of sight costs no layout, and a growing answer only its last group.
import { morph } from './morph';

/** Elements of one group: about a screenful or two. */
const groupSize = 8;

/** An answer of fewer groups is hidden with its turn: each group that the browser watches costs time in every frame. */
const manyGroups = 4;

export class Groups {
	readonly #root: HTMLElement;

	/** @param root is filled by this object alone. */
	constructor(root: HTMLElement) {
		this.#root = root;
	}

	/** Makes the elements from `index` on equal to `nodes`, and gives how many there are in all. */
	replaceFrom(index: number, nodes: readonly ChildNode[]): number {
		let at = index;
		let taken = 0;
		while (taken < nodes.length) {
			const inGroup = at % groupSize;
			const part = nodes.slice(taken, taken + groupSize - inGroup);
			const group = this.#group(Math.floor(at / groupSize));
			morph(group, inGroup === 0 ? null : (group.childNodes[inGroup - 1] ?? null), part);
			taken += part.length;
			at += part.length;
		}
		this.#endAt(at);
		return at;
	}

	/** The element at `index`, counted over all groups. */
	at(index: number): Element | undefined {
		return this.#root.children[Math.floor(index / groupSize)]?.children[index % groupSize];
	}

	#group(number: number): Element {
		const known = this.#root.children[number];
		if (known !== undefined) return known;
		const made = document.createElement('div');
		made.className = 'group';
		this.#root.append(made);
		this.#root.classList.toggle('long', number + 1 >= manyGroups);
		return made;
	}

	#endAt(count: number): void {
		const groups = Math.ceil(count / groupSize);
		while (this.#root.children.length > groups) this.#root.lastElementChild?.remove();
		const last = this.#root.lastElementChild;
		const inLast = count - (groups - 1) * groupSize;
		while (last !== null && last.children.length > inLast) last.lastElementChild?.remove();
	}
}
