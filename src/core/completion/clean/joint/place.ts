// What is asked about the place of an answer that begins without a line break, and what can be said of it.
import { Nesting } from '../../code/nesting';
import { isBlank, type Surroundings } from '../../code/surroundings';

/**
 * `here`: in the cursor's line; `line`: in one that is indented like that; `block`: one step deeper; `outer`: one step less deep; `comment`: as
 * the lines of a comment are, which begin with a star; `behindComment`: as its first is.
 */
export type Place = 'here' | 'line' | 'block' | 'outer' | 'comment' | 'behindComment';

export interface Question {
	readonly around: Surroundings;
	/** The cursor's line, without blanks at its end. */
	readonly line: string;
	/** What follows the cursor on it. */
	readonly rest: string;
	readonly content: string;
	/** No more of the answer will come. */
	readonly over: boolean;
}

/** What an answer says in its first line, and whether it leaves what it began in. */
export function firstLine({
	around,
	rest,
	content,
	over,
}: Question): { readonly text: string; readonly leaves: boolean; readonly more: boolean } | undefined {
	const end = content.indexOf('\n');
	const isClosed = /^[)\]}]|<\//.test(rest);
	if (end < 0 && !over) {
		return undefined;
	}
	const text = end < 0 ? content : content.slice(0, end);
	const nesting = new Nesting(around.languageId);
	const leaves = [...text].some(character => nesting.take(character).unmatched);
	const ends = end >= 0 && isBlank(content.slice(end));
	if (ends && !over && !isClosed) {
		return undefined;
	}
	return { text, leaves, more: end >= 0 && (isClosed || !ends) };
}
