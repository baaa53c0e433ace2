// Which turns of a long conversation are drawn with this frame: what changed near its end, and of the rest so much that no frame takes long.
import type { TurnView } from '../shared/chat';
import type { Edit } from './edits';

/** Turns at the end that are drawn whatever it takes: where the reader is. */
const near = 2;

/** Other turns that are drawn in one frame: some milliseconds of work on a slow machine. */
const perFrame = 4;

/** What a turn is drawn from. */
export interface Drawn<Progress> {
	readonly turn: TurnView;
	readonly progress: Progress | undefined;
	readonly editing: Edit | undefined;
	readonly busy: boolean;
}

export interface Listed<Progress> extends Drawn<Progress> {
	/** It is not on the page like this yet. */
	readonly isNew: boolean;
}

export class TurnList<Progress> {
	#drawn: ReadonlyMap<string, Drawn<Progress>> = new Map();
	#complete = true;

	/** Whether the page shows all of it; else it is to be asked again with the next frame. */
	get complete(): boolean {
		return this.#complete;
	}

	/** The page shows none of it any more. */
	clear(): void {
		this.#drawn = new Map();
		this.#complete = true;
	}

	/** The turns that the page shows after this frame: those at the end, and before them one more of the earlier ones each time. */
	next(turns: readonly TurnView[], wish: (turn: TurnView) => Drawn<Progress>): readonly Listed<Progress>[] {
		const listed: Listed<Progress>[] = [];
		// Words that the reader waits for come before a button that is greyed out.
		const left = { words: perFrame, rest: perFrame };
		this.#complete = true;
		for (let index = turns.length - 1; index >= 0; index--) {
			const turn = turns[index];
			if (turn === undefined) continue;
			const wanted = wish(turn);
			const known = this.#drawn.get(turn.id);
			if (known && isSame(known, wanted)) {
				listed.push({ ...known, isNew: false });
				continue;
			}
			const kind = known && !isSame({ ...known, busy: wanted.busy }, wanted) ? 'words' : 'rest';
			if (index >= turns.length - near || left[kind]-- > 0) {
				listed.push({ ...wanted, isNew: true });
				continue;
			}
			this.#complete = false;
			if (known) listed.push({ ...known, isNew: false });
			// What comes before it is not shown before it is.
			else break;
		}
		listed.reverse();
		this.#drawn = new Map(listed.map(({ isNew: _, ...drawn }) => [drawn.turn.id, drawn]));
		return listed;
	}
}

function isSame<Progress>(a: Drawn<Progress>, b: Drawn<Progress>): boolean {
	return a.turn === b.turn && a.progress === b.progress && a.editing === b.editing && a.busy === b.busy;
}
