// Makes the item that the editor shows: what it inserts, and which characters around the cursor it takes the place of.
import { RepeatedSuffixStage } from '../clean/repeatedSuffix';
import { Chain } from '../clean/stage';
import { isBlank, surroundingsOf } from '../code/surroundings';
import { TrailStage } from '../clean/trail';
import type { CursorContext } from '../context';
import { coveredClosers, withoutClosers } from './closers';
import { bracketDepth } from './parts';

export interface SuggestionItem {
	readonly text: string;
	/** Characters directly before the cursor that the text replaces: indentation only. */
	readonly replaceBefore: number;
	/** Characters directly after the cursor that the text replaces: closers only, each of which the text holds itself. */
	readonly replaceAfter: number;
}

interface Fitting {
	readonly outdent: number;
	readonly moved: boolean;
	readonly goesOn: boolean;
	readonly further: string;
	readonly closing: string;
}

/**
 * The item for a part of an answer at the place where the cursor is now; undefined when nothing of it is news there.
 * @param moved what follows the cursor is no longer what the answer was cleaned for
 * @param goesOn what the answer says before the part stands before the cursor, so the two belong together
 * @param further what the answer says after the part
 * @param closing what has to stand between the part and a closer that follows the cursor, unless the part brings that along
 */
export function makeItem(
	part: string,
	context: CursorContext,
	{ outdent, moved, goesOn, further, closing }: Fitting,
): SuggestionItem | undefined {
	const fitted = moved ? refitted(part, further, context) : part;
	const { lineBefore, lineAfter, nextLine } = surroundingsOf(context);
	const replaceAfter = coveredClosers(fitted, context);
	const ends = replaceAfter === 0 && closing !== '';
	const text = ends ? fitted.trimEnd() + closing.replace('\n', context.eol) : fitted;
	const said = text.trim();
	const stands = !isBlank(lineAfter) ? lineAfter.trim() : isBlank(further) ? nextLine?.trim() : undefined;
	const standsThere = said === stands && !text.trimEnd().includes('\n');
	const nests = said.startsWith('<') && !isBlank(further);
	const repeats = !goesOn && !nests && isBlank(lineBefore) && said.length > 3 && said === lastLine(context.prefix);
	if (said === '' || standsThere || repeats) {
		return undefined;
	}
	if (outdent > 0) {
		const indent = lineBefore.slice(0, lineBefore.length - outdent);
		return { text: indent + text, replaceBefore: lineBefore.length, replaceAfter };
	}
	return { text, replaceBefore: 0, replaceAfter };
}

/** The part as far as it does not run into what follows the cursor now; what comes after it shows whether it only seems to. */
function refitted(part: string, further: string, context: CursorContext): string {
	const around = surroundingsOf(withoutClosers(context));
	const chain = new Chain([new RepeatedSuffixStage(around), new TrailStage(around)]);
	const plain = part.replaceAll('\r', '');
	const all = chain.push(plain + further.replaceAll('\r', '')) + (chain.done ? '' : chain.end());
	const text = isBlank(all.slice(plain.length)) ? all : all.slice(0, plain.length);
	return context.eol === '\n' ? text : text.replaceAll('\n', context.eol);
}

function lastLine(prefix: string): string | undefined {
	return prefix
		.slice(-2000)
		.split('\n')
		.slice(0, -1)
		.findLast(line => !isBlank(line))
		?.trim();
}

/** Best first: those that leave no bracket open, then the longer. */
export function ranked(items: readonly SuggestionItem[]): SuggestionItem[] {
	const different = items.filter((item, index) => items.findIndex(other => other.text === item.text) === index);
	const isOpen = ({ text }: SuggestionItem): boolean => bracketDepth(text) > 0;
	return [...different].sort((a, b) => Number(isOpen(a)) - Number(isOpen(b)));
}
