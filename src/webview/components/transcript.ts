// What the transcript holds: the turns of the conversation, or what an empty chat says.
import { html, noChange, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { ProgressView } from '../../shared/chat';
import type { Edit } from '../edits';
import { streamingTurn, type PageState } from '../state';
import type { TurnList } from '../turnList';
import { emptyChat, type EmptyChatActions } from './emptyChat';
import './turn';

export interface Transcript {
	readonly state: PageState;
	readonly edits: readonly Edit[];
	/** What of it is drawn already. */
	readonly list: TurnList<ProgressView>;
}

export function transcript({ state, edits, list }: Transcript, actions: EmptyChatActions): unknown {
	const { ready, conversation, keyState, progress } = state;
	if (!ready || conversation.turns.length === 0) list.clear();
	if (!ready) return nothing;
	if (conversation.turns.length === 0) return emptyChat(keyState, actions);
	const busy = streamingTurn(state) !== undefined;
	const listed = list.next(conversation.turns, turn => {
		const waiting = progress !== undefined && turn.answers.some(answer => answer.id === progress.answerId);
		return {
			turn,
			progress: waiting ? progress : undefined,
			busy,
			editing: edits.find(({ turnId }) => turnId === turn.id),
		};
	});
	return repeat(
		listed,
		({ turn }) => turn.id,
		({ turn, progress: waits, busy: isBusy, editing, isNew }) =>
			isNew
				? html`<openmind-turn
						.turn=${turn}
						.progress=${waits}
						.newFailure=${state.newFailure}
						.busy=${isBusy}
						.editing=${editing}
					></openmind-turn>`
				: noChange,
	);
}
