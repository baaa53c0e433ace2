// Bytes to text: decodes UTF-8 across cuts and drops a byte order mark.

export class TextReader {
	// The mark is dropped here: the decoder would look for it at its own first bytes, which may stand in the middle of the body.
	readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });
	/** Whether the decoder may hold the beginning of a letter. */
	#pending = false;
	#atStart = true;

	read(piece: Uint8Array | string): string {
		const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
		return this.#withoutMark(this.#decode(bytes));
	}

	/** What is left of a letter that was cut off. */
	end(): string {
		return this.#decoder.decode();
	}

	#decode(bytes: Uint8Array): string {
		const endsWhole = (bytes[bytes.length - 1] ?? 0) < 0x80;
		// A piece that ends in a whole letter needs no state, and a buffer decodes it several times as fast.
		if (endsWhole && !this.#pending && Buffer.isBuffer(bytes)) return bytes.toString('utf8');
		this.#pending = !endsWhole;
		return this.#decoder.decode(bytes, { stream: true });
	}

	#withoutMark(text: string): string {
		if (!this.#atStart || text === '') return text;
		this.#atStart = false;
		return text.startsWith('\ufeff') ? text.slice(1) : text;
	}
}
