// Follows an answer until enough of it is there to show at the cursor, or it turns out not to go along with what was typed.
import type { Clock } from '../../ports';
import { isBlank, surroundingsOf, type Surroundings } from '../code/surroundings';
import { spaceBeforeCloser } from '../clean/trail';
import type { CursorContext } from '../context';
import type { Answer } from './answer';
import { makeItem, type SuggestionItem } from './item';
import { compare } from './memory';
import { firstPart } from './parts';
import type { NoSuggestion } from './reasons';
import { firstOf } from './wait';

/** After this long, what is there is shown although it is not a whole line, unless more is just coming. Milliseconds, stretched for a slow service. */
const showAfter = 1500;

/** How long the rest of a block is waited for once its first line is there: a pause in typing is hardly longer. Milliseconds. */
const blockPatience = 150;

/** An answer that has not grown for this long is not about to finish its line. Milliseconds. */
const stallsAfter = 150;

export interface Settling {
	readonly clock: Clock;
	/** What time limits are multiplied by. */
	readonly stretch: number;
	readonly answer: Answer;
	/** Where the cursor is now: at the place that was asked for, or typed on from there. */
	readonly context: CursorContext;
	readonly signal: AbortSignal;
	readonly extent: Extent;
}

/** `next`: what was shown before, else the next line or block. `line`: that line or block again. `whole`: all of the answer, once it is there. */
export type Extent = 'next' | 'line' | 'whole';

export type Settled = { readonly item: SuggestionItem } | { readonly none: NoSuggestion };

export async function settle(settling: Settling): Promise<Settled> {
	const { clock, answer, signal, stretch } = settling;
	let firstLineAt: number | undefined;
	let grown = { length: 0, at: clock.now() };
	for (;;) {
		const view = viewOf(settling);
		if ('none' in view) {
			return view;
		}
		const now = clock.now();
		const showAt = answer.startedAt + showAfter * stretch;
		firstLineAt ??= view.text.trim() === '' ? undefined : now;
		const { length } = answer.text;
		grown = length === grown.length ? grown : { length, at: now };
		const waitsUntil =
			firstLineAt === undefined ? Math.max(showAt, grown.at + stallsAfter) : firstLineAt + blockPatience;
		if (view.complete || (firstLineAt !== undefined && now >= waitsUntil)) {
			return show(settling, view);
		}
		const partial = now >= waitsUntil ? partialView(settling) : undefined;
		if (partial !== undefined) {
			return show(settling, partial);
		}
		if (signal.aborted) {
			return { none: 'typedOn' };
		}
		const ms = now < waitsUntil ? waitsUntil - now : Infinity;
		await firstOf(clock, ms, signal, callback => answer.watch(callback));
	}
}

interface View {
	readonly text: string;
	readonly complete: boolean;
	/** Where in the answer the text begins. */
	readonly at: number;
	readonly outdent: number;
	readonly moved: boolean;
}

/** What of the answer could be shown now, or why nothing of it can. */
function viewOf({ answer, context, extent }: Settling): View | { readonly none: NoSuggestion } {
	if (answer.state === 'failed' || answer.state === 'dropped') {
		return { none: answer.state === 'failed' ? 'failed' : 'tooSlow' };
	}
	const compared = compare(answer, context);
	if (compared === undefined) {
		return { none: answer.text.trim() === '' ? 'emptyAnswer' : 'nothingNew' };
	}
	if (compared.fit === 'open') {
		return { text: '', complete: false, at: 0, outdent: 0, moved: false };
	}
	const { at, outdent } = compared.fit;
	const place = { at, outdent, moved: compared.moved };
	if (at < answer.shownUpTo && extent === 'next') {
		return { text: answer.text.slice(at, answer.shownUpTo), complete: true, ...place };
	}
	const rest = answer.text.slice(at);
	const part =
		extent === 'whole'
			? { text: answer.over ? rest : '', complete: answer.over }
			: firstPart(rest, answer.over, surroundingsOf(context));
	return part.complete && part.text.trim() === '' ? { none: 'nothingNew' } : { ...part, ...place };
}

/** The unfinished line that is there so far. */
function partialView({ answer, context }: Settling): View | undefined {
	const compared = compare(answer, context);
	if (compared === undefined || compared.fit === 'open') {
		return undefined;
	}
	const { at, outdent } = compared.fit;
	const text = answer.text.slice(at).trimEnd();
	return text.trim() === '' ? undefined : { text, complete: true, at, outdent, moved: compared.moved };
}

function show({ answer, context, extent }: Settling, view: View): Settled {
	const { at, outdent, moved } = view;
	// Blanks at the end of a line are not to be seen, so whoever typed up to them has typed it all.
	const endsLine = isBlank(surroundingsOf(context).lineAfter);
	const text = endsLine ? view.text.replace(/[^\S\r\n]+$/, '') : view.text;
	const end = at + text.length;
	const ends = extent === 'next' && end <= answer.shownUpTo ? answer.shownToEnd : isEnd(answer, end);
	const closing = ends ? spaceBeforeCloser(answer.text, placeOf(answer, context)) : '';
	const further = answer.text.slice(end);
	const item = makeItem(text, context, { outdent, moved, goesOn: at > 0, further, closing });
	if (item === undefined) {
		return { none: 'nothingNew' };
	}
	if (extent !== 'line' && end > answer.shownUpTo) {
		answer.shownUpTo = end;
		answer.shownToEnd = ends;
	}
	return { item };
}

function isEnd({ over, text }: Answer, at: number): boolean {
	return over && text.slice(at).trim() === '';
}

/** What the answer began behind, and what follows it now. */
function placeOf(answer: Answer, context: CursorContext): Surroundings {
	return { ...surroundingsOf(answer.context), lineAfter: surroundingsOf(context).lineAfter };
}
