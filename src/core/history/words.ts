// The words of a text as search compares them.

/** Scripts that put no blanks between words: each letter counts for itself, so that any part of a sentence is found. */
const unspaced = ['Han', 'Hiragana', 'Katakana', 'Thai', 'Lao', 'Khmer', 'Myanmar']
	.map(script => `\\p{Script=${script}}`)
	.join('');

const word = new RegExp(`[${unspaced}]|(?:(?![${unspaced}])[\\p{L}\\p{N}_])+`, 'gu');
const unspacedLetter = new RegExp(`^[${unspaced}]$`, 'u');

/** In lower case, each once. */
export function differentWords(text: string): string[] {
	return [...new Set(text.toLowerCase().match(word))];
}

/** Whether a word is nothing that a longer one may begin with. */
export function isWhole(word: string): boolean {
	return unspacedLetter.test(word);
}
