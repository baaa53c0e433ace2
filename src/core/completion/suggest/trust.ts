// Whether the typist takes what is suggested: then to ask for more than is shown is rarely in vain.

/** The suggestions that are looked at, and how many of them were to be accepted. */
const enough = { of: 5, accepted: 3 };

export class Trust {
	/** Whether each of the last suggestions was accepted, oldest first. */
	#fates: boolean[] = [];

	/** The next suggestion is likely to be accepted. */
	get given(): boolean {
		return this.#fates.filter(Boolean).length >= enough.accepted;
	}

	/** Another suggestion, or the next part of one, is in sight. */
	shown(): void {
		this.#fates = [...this.#fates, false].slice(-enough.of);
	}

	/** The one in sight was accepted. */
	accepted(): void {
		this.#fates = [...this.#fates.slice(0, -1), true];
	}
}
