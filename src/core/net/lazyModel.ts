// A model whose client is loaded with the first request. A generator that hands chunks through would cost several turns of the queue for each
// chunk; this hands the client's own iterator through.
import type { ChatChunk, ChatModel } from '../ports';

/** @param load makes the client, once or each time; what it rejects with is the failure of the request */
export function lazyModel(load: () => Promise<ChatModel>): ChatModel {
	return {
		stream: (request, signal, observer) => ({
			[Symbol.asyncIterator]: () =>
				lazyIterator(async () => (await load()).stream(request, signal, observer)[Symbol.asyncIterator]()),
		}),
	};
}

function lazyIterator(open: () => Promise<AsyncIterator<ChatChunk>>): AsyncIterator<ChatChunk> {
	let opening: Promise<AsyncIterator<ChatChunk>> | undefined;
	let inner: AsyncIterator<ChatChunk> | undefined;
	let left = false;
	const end: IteratorResult<ChatChunk> = { done: true, value: undefined };
	const first = async (): Promise<IteratorResult<ChatChunk>> => {
		inner = await (opening ??= open());
		return left ? end : inner.next();
	};
	return {
		next: () => {
			if (left) return Promise.resolve(end);
			return inner === undefined ? first() : inner.next();
		},
		return: async () => {
			left = true;
			await inner?.return?.();
			return end;
		},
	};
}
