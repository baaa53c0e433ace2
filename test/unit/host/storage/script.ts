// What the answer of the kill test says: each piece tells where it stands, so that a gap or a repetition shows.

/** The piece that begins at a character of the whole. */
export function wordAt(position: number): string {
	return `<${position}>`;
}

/** Whether a text is an unbroken beginning of the whole. */
export function isBeginning(text: string): boolean {
	let at = 0;
	while (at < text.length) {
		const word = wordAt(at);
		if (!text.startsWith(word, at)) {
			return false;
		}
		at += word.length;
	}
	return true;
}
