// Text that grows, with every line break as `\n`, as the parser reads it.

export class LineBreaks {
	/** What was given, and what became of it: one string as long as nothing differs. */
	#given = '';
	#text = '';

	/** `text` with its line breaks made one kind; a `\r` at its end waits for what follows, which may be the other half. */
	unify(text: string): string {
		const whole = text.endsWith('\r') ? text.slice(0, -1) : text;
		if (!whole.startsWith(this.#given)) this.#given = this.#text = '';
		const fresh = whole.slice(this.#given.length);
		const same = this.#text === this.#given && !fresh.includes('\r');
		this.#text = same ? whole : this.#text + fresh.replace(/\r\n?/g, '\n');
		this.#given = whole;
		return this.#text;
	}
}
