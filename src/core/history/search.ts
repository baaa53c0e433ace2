// Full-text search over conversations. A bundle of its own (esbuild.js), loaded with the first search.
import MiniSearch from 'minisearch';
import { differentWords, isWhole } from './words';

export interface Searched {
	readonly id: string;
	readonly title: string;
	readonly text: string;
}

export interface SearchIndex {
	/** Adds a conversation, or takes what is new of it. */
	put(document: Searched): void;
	remove(id: string): void;
	/** The ids of those that hold every word, or for the last a word that begins so; the best first. A few letters that nothing has are taken for a word just begun. */
	find(query: string): readonly string[];
}

/** Shortest word that also finds longer ones, in letters: shorter beginnings are those of too many. */
const minPrefix = 4;

export function createSearch(): SearchIndex {
	const index = new MiniSearch<Searched>({
		fields: ['title', 'text'],
		// What counts is whether a conversation has a word.
		tokenize: differentWords,
		// The index looks through what follows a beginning one by one: written as hexadecimal digits, a thousand signs of a script begin alike.
		processTerm: term => (isWhole(term) ? `\0${term.codePointAt(0)?.toString(16)}` : term),
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
			const found = index.search(query);
			const [last = '', ...before] = differentWords(query).reverse();
			const isBegun = last.length < minPrefix && !isWhole(last) && before.length > 0;
			const results = found.length === 0 && isBegun ? index.search(before.join(' ')) : found;
			return results.map(({ id }) => String(id));
		},
	};
}
