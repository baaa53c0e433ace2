// Where text that streams into a document goes while the user edits the same document, and how much of it goes in at once.

/** One replacement in a document, in UTF-16 units; the offset is the one before the event that it belongs to. */
export interface TextChange {
	readonly offset: number;
	readonly removed: number;
	readonly text: string;
}

/** The stretch of a document that was inserted so far. */
export class Insertion {
	#start: number;
	#end: number;
	/** Our own edit that is under way. */
	#expected: string | undefined;

	constructor(offset: number) {
		this.#start = offset;
		this.#end = offset;
	}

	/** Where the next text goes. */
	get end(): number {
		return this.#end;
	}

	get length(): number {
		return this.#end - this.#start;
	}

	/** Whether the edit that was announced last has been seen in the document. */
	get arrived(): boolean {
		return this.#expected === undefined;
	}

	/** Announces an edit at `end`, so that it is told from the user's. */
	expect(text: string): void {
		this.#expected = text;
	}

	/** The announced edit was not made. */
	giveUp(): void {
		this.#expected = undefined;
	}

	/**
	 * Follows the changes of one event, which do not overlap each other. `touched`: the user edited the inserted text or typed at its end, so the two
	 * would mix; nothing more should be inserted.
	 */
	follow(changes: readonly TextChange[]): 'kept' | 'touched' {
		const [start, end] = [this.#start, this.#end];
		let touched = false;
		for (const change of changes) {
			const grown = change.text.length - change.removed;
			if (this.#isOwn(change, end)) {
				this.#expected = undefined;
				this.#end += grown;
			} else if (change.offset + change.removed <= start && (change.removed > 0 || change.offset < end)) {
				this.#start += grown;
				this.#end += grown;
			} else if (change.offset < end || (change.offset === end && change.removed === 0)) {
				touched = true;
			}
		}
		return touched ? 'touched' : 'kept';
	}

	#isOwn({ offset, removed, text }: TextChange, end: number): boolean {
		return removed === 0 && offset === end && text.replaceAll('\r', '') === this.#expected?.replaceAll('\r', '');
	}
}

/**
 * Text that waits while an edit is under way; all of it goes in with the next one. The last character stays back until it is known to be the
 * last of all, because the edit that brings it ends the undo step. Bounded by the longest answer that is taken.
 */
export class InsertQueue {
	#waiting = '';

	add(text: string): void {
		this.#waiting += text;
	}

	/** What to insert now, empty when there is nothing to do. @param last no more text will be added */
	take(last: boolean): string {
		const kept = last ? 0 : (/(?:\r\n|[\s\S])$/u.exec(this.#waiting)?.[0].length ?? 0);
		const text = this.#waiting.slice(0, this.#waiting.length - kept);
		this.#waiting = this.#waiting.slice(text.length);
		return text;
	}
}
