// The first step of a suggestion: whether this place and moment may have one at all. A pure function over what the editor says.
import { isWordCharacter } from '../code/surroundings';
import type { GateReason, Trigger } from './reasons';

export type CompletionMode = 'automatic' | 'manual' | 'off';

/** What the editor knows at a trigger. */
export interface Situation {
	readonly trigger: Trigger;
	readonly mode: CompletionMode;
	/** The day's tokens are used up; automatic requests pause. */
	readonly overLimit: boolean;
	/** `editor.inlineSuggest.enabled` */
	readonly inlineSuggest: boolean;
	/** The value of `openmind.completion.languages`. */
	readonly languages: Readonly<Record<string, boolean>>;
	readonly languageId: string;
	readonly trusted: boolean;
	readonly excluded: boolean;
	readonly writable: boolean;
	readonly cursors: number;
	readonly selectionEmpty: boolean;
	/** An input method composes the text before the cursor. */
	readonly composing: boolean;
	readonly lineBefore: string;
	readonly lineAfter: string;
	/** The entry that is selected in the list of suggestions, and what of it is typed. */
	readonly selected?: { readonly text: string; readonly typed: string };
}

/**
 * Text that may follow the cursor: what closes or ends something, a comment or tags among it, and then calls it (`}()`), up to the block that a line like `if (…) {` opens or to
 * the end of the element whose tag ends there.
 */
const closing = /^(?:[\s)\]}>"'`;,:]|\(\))*(\{|\*\/|-->|\/>|(>[^<>]*)?(<\/[\w:.-]*>\s*)+)?$/;

/**
 * `ask`: a request may be made. `reuse`: only what is known already may be shown, as when the user types through a suggestion that was asked
 * for by hand. `nothing`: not even that.
 */
export interface Verdict {
	readonly allow: 'ask' | 'reuse' | 'nothing';
	readonly reason?: GateReason;
}

export function judgeSituation(situation: Situation): Verdict {
	const never = neverReason(situation);
	if (never !== undefined) {
		return { allow: 'nothing', reason: never };
	}
	if (situation.trigger === 'manual') {
		return { allow: 'ask' };
	}
	const unasked = automaticReason(situation);
	return unasked === undefined ? { allow: 'ask' } : { allow: 'reuse', reason: unasked };
}

function neverReason(situation: Situation): GateReason | undefined {
	const { selected } = situation;
	if (situation.mode === 'off') {
		return 'off';
	}
	if (!situation.inlineSuggest) {
		return 'inlineSuggestOff';
	}
	if (situation.excluded) {
		return 'excluded';
	}
	if (!situation.writable) {
		return 'readOnly';
	}
	if (situation.cursors > 1) {
		return 'severalCursors';
	}
	if (!situation.selectionEmpty) {
		return 'selection';
	}
	// VS Code shows no text that does not go on from the selected entry.
	return selected !== undefined && !selected.text.startsWith(selected.typed) ? 'suggestWidget' : undefined;
}

function automaticReason(situation: Situation): GateReason | undefined {
	const { mode, languages, languageId, lineAfter } = situation;
	if (mode === 'manual') {
		return 'manualMode';
	}
	if (!(languages[languageId] ?? languages['*'] ?? true)) {
		return 'language';
	}
	if (!situation.trusted) {
		return 'untrusted';
	}
	if (situation.overLimit) {
		return 'dailyLimit';
	}
	if (situation.composing) {
		return 'composing';
	}
	if (isWordCharacter(lineAfter.charAt(0))) {
		return 'midWord';
	}
	return closing.test(lineAfter.trimEnd()) ? undefined : 'midLine';
}
