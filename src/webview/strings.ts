// The words of the page: the host's translation, over English where it has none.
import { englishPageStrings, fill, type PageStrings } from '../shared/strings';

/** Reads the words that the host put on the page as data. */
export function readStrings(attribute: string | null | undefined): PageStrings {
	let given: unknown;
	try {
		given = JSON.parse(attribute ?? '{}');
	} catch {
		given = {};
	}
	const words: Record<string, string> = { ...englishPageStrings };
	for (const [name, word] of Object.entries(typeof given === 'object' && given !== null ? given : {})) {
		if (name in words && typeof word === 'string') words[name] = word;
	}
	// The loop only replaces values of names that are there.
	return words as PageStrings;
}

/** One page, one language: read once, when the bundle starts. */
export const strings: PageStrings = readStrings(
	typeof document === 'undefined' ? undefined : document.getElementById('openmind-page')?.dataset['strings'],
);

/** A BCP 47 tag. */
export const language = (typeof document === 'undefined' ? '' : document.documentElement.lang) || 'en';

const counts = new Intl.NumberFormat(language);

/** Says how many there are, in the words for one or in those for another number. */
export function countOf(count: number, one: string, several: string): string {
	return fill(count === 1 ? one : several, counts.format(count));
}
