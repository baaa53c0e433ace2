// What was asked and answered lately, found again by the text before the cursor: typed-through suggestions, answers under way, empty answers.
import { wordCharacters } from '../code/surroundings';
import type { CursorContext } from '../context';
import type { Answer } from './answer';
import { follow } from './follow';
import { PrefixTrie } from './trie';

/** A few minutes of work; the texts before the cursor share most of their memory in the trie. */
const mostAnswers = 100;

/** What follows the cursor is compared this far, closers aside: enough to know the place. UTF-16 units. */
const comparedSuffix = 120;

export interface Compared {
	/** Where in the answer the rest begins; `open`: all that came so far is typed, and more may come. */
	readonly fit: { readonly at: number; readonly outdent: number } | 'open';
	/** What follows the cursor has changed since, by closers or lines that the editor put there. */
	readonly moved: boolean;
}

/** How an answer fits a place that begins with the text it was asked after; undefined when it does not. */
export function compare(answer: Answer, context: CursorContext): Compared | undefined {
	const before = answer.context;
	if (placeOf(before.suffix) !== placeOf(context.suffix)) {
		return undefined;
	}
	const followed = follow(answer.text, context.prefix.slice(before.prefix.length), answer.over);
	if (followed.kind === 'off') {
		return undefined;
	}
	const moved = before.suffix.slice(0, comparedSuffix) !== context.suffix.slice(0, comparedSuffix);
	return { fit: followed.kind === 'open' ? 'open' : followed, moved };
}

export class SuggestionMemory {
	readonly #trie = new PrefixTrie<Answer>(mostAnswers);

	add(document: string, answer: Answer): void {
		this.#trie.set(keyOf(document, answer.context), answer);
	}

	/** The answer that goes along with what was typed since it was asked for; of several, the one that was asked for last. */
	recall(document: string, context: CursorContext): Answer | undefined {
		for (const { key, value: answer } of this.#trie.matches(keyOf(document, context))) {
			if (answer.state === 'failed' || answer.state === 'dropped') {
				this.#trie.delete(key);
			} else if (compare(answer, context) !== undefined) {
				this.#trie.touch(key);
				return answer;
			}
		}
		return undefined;
	}

	/**
	 * Whether the cursor stands within an answer that was accepted, where nothing is missing: the user went back, or the editor has asked for a place
	 * that it was about to leave.
	 */
	stands(document: string, context: CursorContext): boolean {
		for (const { value: answer } of this.#trie.matches(keyOf(document, context))) {
			const typed = context.prefix.slice(answer.context.prefix.length);
			const followed = follow(answer.text, typed, answer.over);
			const rest = followed.kind === 'fits' ? answer.text.slice(followed.at) : '';
			if (wordCharacters(rest) > 0 && context.suffix.startsWith(rest)) {
				return true;
			}
		}
		return false;
	}

	/** Whether exactly here the model had nothing to say. */
	wasEmpty(document: string, context: CursorContext): boolean {
		const key = keyOf(document, context);
		const [found] = this.#trie.matches(key);
		return (
			found?.key === key &&
			found.value.state === 'over' &&
			found.value.text.trim() === '' &&
			placeOf(found.value.context.suffix) === placeOf(context.suffix)
		);
	}
}

function keyOf(document: string, context: CursorContext): string {
	return `${document}\n${context.prefix}`;
}

/** Closers, ends of comments, and closing tags. */
const whatCloses = /^(?:[\s)\]}>"'`;,]|\*\/|-->|\/>|<\/[\w:.-]*>)*/;

/** What follows the cursor apart from what closes, which comes and goes while one types. */
function placeOf(suffix: string): string {
	const start = whatCloses.exec(suffix)?.[0].length ?? 0;
	return suffix.slice(start, start + comparedSuffix);
}
