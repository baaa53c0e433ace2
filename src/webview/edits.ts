// Earlier messages while they are being changed: what the reader wrote stays, whatever else is begun.
import type { TurnView } from '../shared/chat';

/** An earlier message with other words. */
export interface Edit {
	readonly turnId: string;
	readonly text: string;
	/** Its attachments that are left out, by their ids. */
	readonly without: readonly string[];
}

/** Most edits that are kept: more than anybody leaves open. */
const maxEdits = 20;

/** Begins to change one of the turns, or goes on with it; others in which nothing was changed end. */
export function beginEdit(edits: readonly Edit[], turnId: string, turns: readonly TurnView[]): readonly Edit[] {
	if (edits.some(edit => edit.turnId === turnId)) return edits;
	const textOf = (id: string): string | undefined => turns.find(turn => turn.id === id)?.text;
	const changed = edits.filter(edit => edit.without.length > 0 || edit.text !== textOf(edit.turnId));
	return putEdit(changed, { turnId, text: textOf(turnId) ?? '', without: [] });
}

/** The edit as it is now. */
export function putEdit(edits: readonly Edit[], { turnId, text, without }: Edit): readonly Edit[] {
	return [...endEdit(edits, turnId), { turnId, text, without }].slice(-maxEdits);
}

/** The edit was sent or given up. */
export function endEdit(edits: readonly Edit[], turnId: string): readonly Edit[] {
	return edits.filter(edit => edit.turnId !== turnId);
}
