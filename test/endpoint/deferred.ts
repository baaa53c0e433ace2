// A promise and the function that settles it (Promise.withResolvers, which Node 20 lacks).

export interface Deferred {
	readonly promise: Promise<void>;
	readonly resolve: () => void;
}

export function defer(): Deferred {
	let resolve = (): void => undefined;
	const promise = new Promise<void>(settle => {
		resolve = settle;
	});
	return { promise, resolve };
}
