// What was asked and answered lately, found again by the text before the cursor: typed-through suggestions, answers under way, empty answers.
import { formatModelRef } from '../../models/modelRef';
import type { ModelRef } from '../../ports';
import { wordCharacters } from '../code/surroundings';
import type { CursorContext } from '../context';
import type { Answer } from './answer';
import { follow } from './follow';
import { PrefixTrie } from './trie';

/** A few minutes of work; the texts before the cursor share most of their memory in the trie. */
const mostPlaces = 100;

/** What follows the cursor is compared this far, closers aside: enough to know the place. UTF-16 units. */
const comparedSuffix = 120;

/** Where an answer is wanted, and whose. */
export interface Place {
	/** Names the document within this session. */
	readonly document: string;
	readonly context: CursorContext;
	readonly model: ModelRef;
}

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
	readonly #trie = new PrefixTrie<readonly Answer[]>(mostPlaces);

	/** @param answers what there is to choose from at the place, asked for there or before it; the first is shown first */
	set(place: Place, answers: readonly Answer[]): void {
		this.#trie.set(keyOf(place), answers);
	}

	/** The answers that go along with what was typed since they were asked for; of several places, those of the last. */
	recall(place: Place): readonly Answer[] {
		for (const { key, value } of this.#trie.matches(keyOf(place))) {
			const usable = value.filter(({ state }) => state !== 'failed' && state !== 'dropped');
			const fitting = usable.filter(answer => compare(answer, place.context) !== undefined);
			if (usable.length === 0) {
				this.#trie.delete(key);
			} else if (fitting.length > 0) {
				this.#trie.touch(key);
				return fitting;
			}
		}
		return [];
	}

	/**
	 * Whether the cursor stands within an answer that was accepted, where nothing is missing: the user went back, or the editor has asked for a place
	 * that it was about to leave.
	 */
	stands(place: Place): boolean {
		const { prefix, suffix } = place.context;
		const answers = this.#trie.matches(keyOf(place)).flatMap(({ value }) => value);
		return answers.some(answer => {
			const typed = prefix.slice(answer.context.prefix.length);
			const followed = follow(answer.text, typed, answer.over);
			const rest = followed.kind === 'fits' ? answer.text.slice(followed.at) : '';
			return wordCharacters(rest) > 0 && suffix.startsWith(rest);
		});
	}

	/** Whether exactly here the model had nothing to say. */
	wasEmpty(place: Place): boolean {
		const key = keyOf(place);
		const [found] = this.#trie.matches(key);
		return (
			found?.key === key &&
			found.value.every(
				answer =>
					answer.state === 'over' &&
					answer.text.trim() === '' &&
					placeOf(answer.context.suffix) === placeOf(place.context.suffix),
			)
		);
	}
}

/** Names a place. */
export function keyOf({ document, context, model }: Place): string {
	return `${formatModelRef(model)} ${context.languageId} ${document}\n${context.prefix}`;
}

/** Closers, ends of comments, and closing tags. */
const whatCloses = /^(?:[\s)\]}>"'`;,]|\*\/|-->|\/>|<\/[\w:.-]*>)*/;

/** What follows the cursor apart from what closes, which comes and goes while one types. */
function placeOf(suffix: string): string {
	const start = whatCloses.exec(suffix)?.[0].length ?? 0;
	return suffix.slice(start, start + comparedSuffix);
}
