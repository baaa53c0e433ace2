// A conversation written as events again: to fork it, to export it, and to take an exported one in.
import type { Clock, MakeId } from '../ports';
import {
	currentAnswer,
	findTurn,
	type Answer,
	type AnswerEnd,
	type Conversation,
	type ConversationEvent,
	type Turn,
} from './conversation';
import { turnsUpTo } from './messages';

/** The events of an answer that has ended. */
export function answerEvents(turnId: string, answer: Answer): ConversationEvent[] {
	const {
		id: answerId,
		model,
		answeredBy,
		text,
		reasoning,
		refusal,
		status,
		finishReason,
		usage,
		timing,
		cost,
		failure,
	} = answer;
	const end: AnswerEnd = {
		// One that still streams is copied as far as it is.
		status: status === 'streaming' ? 'stopped' : status,
		...(finishReason && { finishReason }),
		...(usage && { usage }),
		...(timing && { timing }),
		...(cost !== undefined && { cost }),
		...(failure && { failure }),
	};
	return [
		{ type: 'answerStarted', turnId, answerId, model },
		...(answeredBy === undefined ? [] : [{ type: 'answerRerouted' as const, answerId, model: answeredBy }]),
		{ type: 'answerGrew', answerId, text, reasoning, refusal },
		{ type: 'answerEnded', answerId, ...end },
	];
}

function turnEvents(turn: Turn): ConversationEvent[] {
	const { id, text, attachments, parentId = null, answers, shownAnswerId } = turn;
	return [
		{ type: 'turnAdded', turn: { id, text, attachments }, parentId },
		...answers.flatMap(answer => answerEvents(id, answer)),
		...(shownAnswerId === undefined ? [] : [{ type: 'answerShown' as const, turnId: id, answerId: shownAnswerId }]),
	];
}

/** Events that make the same conversation, with everything that is out of sight, but not what waits to be sent, nor that it is pinned. */
export function eventsOf(conversation: Conversation): readonly ConversationEvent[] {
	const { createdAt, workspace, forkedFrom, name, all, turns } = conversation;
	const last = turns.at(-1);
	const known = { ...(workspace !== undefined && { workspace }), ...(forkedFrom !== undefined && { forkedFrom }) };
	return [
		...(createdAt === undefined ? [] : [{ type: 'created' as const, at: createdAt, ...known }]),
		...(name === undefined ? [] : [{ type: 'renamed' as const, name }]),
		...all.flatMap(turnEvents),
		...(last ? [{ type: 'turnShown' as const, turnId: last.id }] : []),
	];
}

/**
 * Events of a new conversation with what is in sight up to an answer, under new ids, so that nothing late of the old one reaches the new.
 * None when the answer is not there.
 */
export function forkEvents(
	conversation: Conversation,
	{ turnId, answerId }: { readonly turnId: string; readonly answerId: string },
	{ clock, makeId, workspace }: { readonly clock: Clock; readonly makeId: MakeId; readonly workspace?: string },
): readonly ConversationEvent[] {
	const last = findTurn(conversation, turnId);
	const answer = last?.answers.find(({ id }) => id === answerId);
	if (!last || !answer) {
		return [];
	}
	const { id: forkedFrom, name } = conversation;
	const events: ConversationEvent[] = [
		{ type: 'created', at: clock.now(), forkedFrom, ...(workspace !== undefined && { workspace }) },
		...(name === undefined ? [] : [{ type: 'renamed' as const, name }]),
	];
	let parentId: string | null = null;
	for (const turn of turnsUpTo(conversation, turnId)) {
		const { text, attachments } = turn;
		const id = makeId();
		const shown = turn.id === turnId ? answer : currentAnswer(turn);
		events.push({ type: 'turnAdded', turn: { id, text, attachments }, parentId });
		events.push(...(shown ? answerEvents(id, { ...shown, id: makeId() }) : []));
		parentId = id;
	}
	return events;
}
