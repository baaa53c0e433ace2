// Makes a thing at its first use, once, so that starting the extension does not pay for it.

/** A failed making is tried again at the next use. */
export function lazy<T>(make: () => Promise<T>): () => Promise<T> {
	let made: Promise<T> | undefined;
	return () => {
		made ??= make().catch((error: unknown) => {
			made = undefined;
			throw error;
		});
		return made;
	};
}
