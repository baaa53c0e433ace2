// Tells from the changes of a document that an input method composes: no interface of VS Code says so.
import type { TextChange } from '../insertion';

/** A step of a composition adds a key or two; an accepted entry of a list adds the rest of a word. */
const mostGrowth = 2;

/** What input methods write before they are done: Hangul letters, kana, and the wide forms of Latin letters. */
const composedFirst = /^[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\uff21-\uff5a]$/;

/**
 * An input method writes a key, then replaces exactly what it wrote with more, again and again, and in the end with what was chosen. The end looks
 * like any step, so it counts as composing until the next change that is none.
 */
export class CompositionWatch {
	#last: TextChange | undefined;
	#composing = false;

	get composing(): boolean {
		return this.#composing;
	}

	/** @param changes of one event; `typed` is false for undo and redo */
	follow(changes: readonly TextChange[], typed = true): void {
		const [change, ...more] = changes;
		const [last, single] = [this.#last, more.length === 0 && typed];
		this.#last = single ? change : undefined;
		this.#composing = change !== undefined && single && (isStep(change, last) || isFirst(change));
	}
}

function isStep({ offset, removed, text }: TextChange, last: TextChange | undefined): boolean {
	const replacesLast = last !== undefined && removed > 0 && offset === last.offset && removed === last.text.length;
	const grows = text.length - removed <= mostGrowth && !/\n/.test(text);
	return replacesLast && text !== '' && (grows || !isPlain(text));
}

function isFirst({ removed, text }: TextChange): boolean {
	return removed === 0 && composedFirst.test(text);
}

function isPlain(text: string): boolean {
	return /^[\u0020-\u024f]*$/.test(text);
}
