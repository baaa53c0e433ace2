// Which closers after the cursor an item brings along itself, so that it takes their place.
import { isBeforeCloser } from '../code/blocks';
import { nestingOf, owedClosers } from '../code/brackets';
import { closers, type Nesting } from '../code/nesting';
import { surroundingsOf, type Surroundings } from '../code/surroundings';
import type { CursorContext } from '../context';

/** What editors close on their own. */
const closersOnly = /^[)\]}"'`]+[;,]?\s*$/;

/**
 * The context as an answer is cleaned for: closers that the editor put after the cursor are taken away, so that the answer may run over them
 * and go on, unless they begin a line of their own. `coveredClosers` finds them again.
 */
export function withoutClosers(context: CursorContext): CursorContext {
	const lineAfter = /^[^\r\n]*/.exec(context.suffix)?.[0] ?? '';
	const stays = !closersOnly.test(lineAfter) || isBeforeCloser(surroundingsOf(context));
	return stays ? context : { ...context, suffix: context.suffix.slice(lineAfter.length) };
}

/** How many characters after the cursor the text brings along itself. */
export function coveredClosers(text: string, context: CursorContext): number {
	const around = surroundingsOf(context);
	const lineAfter = around.lineAfter.trimEnd();
	if (!closersOnly.test(lineAfter)) {
		return 0;
	}
	const ends = withoutOwed(endsOf(text, nestingOf(around)), around);
	let covered = 0;
	for (const [end] of lineAfter.matchAll(/"""|'''|[)\]}"'`;,]/g)) {
		// Behind three quotes that are typed one by one, an editor may have closed one of them.
		const at = ends.findIndex(each => each.startsWith(end));
		if (at < 0) {
			break;
		}
		ends.splice(0, at + 1);
		covered += end.length;
	}
	return covered;
}

/** What the text ends of that which was open before it, and the punctuation in between, in order. */
function endsOf(text: string, nesting: Nesting): string[] {
	const ends: string[] = [];
	/** What was open before the text and still is. */
	let floor = nesting.depth;
	for (const character of text) {
		const { ended, unmatched } = nesting.take(character);
		if (ended !== undefined && (unmatched || nesting.depth < floor)) {
			ends.push(ended);
		} else if (/[;,]/.test(character) && nesting.depth <= floor && nesting.quote === undefined) {
			ends.push(character);
		}
		floor = Math.min(floor, nesting.depth);
	}
	// What it opens again (`" + name + "`, `} else {`) is ended by what follows the cursor.
	for (const again of nesting.open.slice(floor)) {
		const at = ends.findLastIndex(end => !/[;,]/.test(end));
		if (at < 0 || ends[at] !== again) {
			break;
		}
		ends.length = at;
	}
	return ends;
}

/** Closers that the cursor's line owes come first, and take no place, unless the line below pays them. */
function withoutOwed(ends: readonly string[], around: Surroundings): string[] {
	const { lineAfter, nextLine = '' } = around;
	const owed = owedClosers(nestingOf(around).open, lineAfter);
	return ends.filter(end => {
		const count = closers.has(end) && !nextLine.trim().startsWith(end) ? (owed.get(end) ?? 0) : 0;
		owed.set(end, count - 1);
		return count <= 0;
	});
}
