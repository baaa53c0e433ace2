// Full-text search over conversations. A bundle of its own (esbuild.js), loaded with the first search.
import MiniSearch from 'minisearch';

export interface Searched {
	readonly id: string;
	readonly title: string;
	readonly text: string;
}

export interface SearchIndex {
	/** Adds a conversation, or takes what is new of it. */
	put(document: Searched): void;
	remove(id: string): void;
	/** The ids of those that hold every word, or a word that begins so; the best first. */
	find(query: string): readonly string[];
}

/** Shortest word that also finds longer ones: shorter beginnings are those of too many. */
const minPrefix = 4;

/** Each word once: what counts is whether a conversation has it. */
function wordsOf(text: string): string[] {
	return [...new Set(text.toLowerCase().match(/[\p{L}\p{N}_]+/gu))];
}

export function createSearch(): SearchIndex {
	const index = new MiniSearch<Searched>({
		fields: ['title', 'text'],
		tokenize: wordsOf,
		processTerm: term => term,
		searchOptions: {
			boost: { title: 3 },
			combineWith: 'AND',
			// The word that is being typed; those before it are whole.
			prefix: (term, index, terms) => index === terms.length - 1 && term.length >= minPrefix,
		},
	});
	return {
		put(document) {
			if (index.has(document.id)) {
				index.discard(document.id);
			}
			index.add(document);
		},
		remove(id) {
			if (index.has(id)) {
				index.discard(id);
			}
		},
		find(query) {
			return index.search(query).map(({ id }) => String(id));
		},
	};
}
