// A conversation and the events that make it. The events are what is stored (core/chat/journal.ts), so applying them again restores it.
import type { AnswerStatus, AnswerTiming, AttachmentView, FinishReason, Usage } from '../../shared/chat';
import type { Failure } from '../../shared/failures';
import { assertNever } from '../../shared/assertNever';

/** A piece of context with the text that is sent. */
export interface Attachment extends AttachmentView {
	readonly text: string;
	/** Where it came from, so that it can be read again before it is sent. */
	readonly uri: string;
}

export interface Answer {
	readonly id: string;
	/** `provider/model` that was asked for. */
	readonly model: string;
	/** `provider/model` that answered in its place, when the one asked for was down. */
	readonly answeredBy?: string;
	readonly status: AnswerStatus;
	readonly text: string;
	readonly reasoning: string;
	readonly refusal: string;
	readonly finishReason?: FinishReason;
	readonly usage?: Usage;
	readonly timing?: AnswerTiming;
	readonly failure?: Failure;
}

export interface Turn {
	readonly id: string;
	readonly text: string;
	readonly attachments: readonly Attachment[];
	/** Oldest first; the last one counts. */
	readonly answers: readonly Answer[];
}

export interface Conversation {
	readonly id: string;
	readonly turns: readonly Turn[];
}

/** How an answer ended. */
export interface AnswerEnd {
	readonly status: Exclude<AnswerStatus, 'streaming'>;
	readonly finishReason?: FinishReason;
	readonly usage?: Usage;
	readonly timing?: AnswerTiming;
	readonly failure?: Failure;
}

export type ConversationEvent =
	| { readonly type: 'turnAdded'; readonly turn: Omit<Turn, 'answers'> }
	| { readonly type: 'answerStarted'; readonly turnId: string; readonly answerId: string; readonly model: string }
	| {
			readonly type: 'answerGrew';
			readonly answerId: string;
			readonly text: string;
			readonly reasoning: string;
			readonly refusal: string;
	  }
	| { readonly type: 'answerRerouted'; readonly answerId: string; readonly model: string }
	| ({ readonly type: 'answerEnded'; readonly answerId: string } & AnswerEnd);

export function emptyConversation(id: string): Conversation {
	return { id, turns: [] };
}

/** The conversation after `event`. An event about a turn or an answer that is not there changes nothing. */
export function applyEvent(conversation: Conversation, event: ConversationEvent): Conversation {
	switch (event.type) {
		case 'turnAdded':
			return { ...conversation, turns: [...conversation.turns, { ...event.turn, answers: [] }] };
		case 'answerStarted': {
			const { answerId: id, model } = event;
			const answer: Answer = { id, model, status: 'streaming', text: '', reasoning: '', refusal: '' };
			return mapTurns(conversation, turn =>
				turn.id === event.turnId ? { ...turn, answers: [...turn.answers, answer] } : turn,
			);
		}
		case 'answerGrew':
			return mapAnswer(conversation, event.answerId, answer => ({
				...answer,
				text: answer.text + event.text,
				reasoning: answer.reasoning + event.reasoning,
				refusal: answer.refusal + event.refusal,
			}));
		case 'answerRerouted':
			return mapAnswer(conversation, event.answerId, answer => ({ ...answer, answeredBy: event.model }));
		case 'answerEnded': {
			const { type: _, answerId, ...end } = event;
			return mapAnswer(conversation, answerId, answer => ({ ...answer, ...end }));
		}
		default:
			return assertNever(event);
	}
}

/** Answers that were streaming when the extension host ended can never go on: they count as stopped. */
export function settle(conversation: Conversation): Conversation {
	return mapTurns(conversation, turn => ({
		...turn,
		answers: turn.answers.map(answer =>
			answer.status === 'streaming' ? { ...answer, status: 'stopped' } : answer,
		),
	}));
}

export function findTurn(conversation: Conversation, turnId: string): Turn | undefined {
	return conversation.turns.find(({ id }) => id === turnId);
}

/** The answer of a turn that counts: the last one asked for. */
export function currentAnswer(turn: Turn): Answer | undefined {
	return turn.answers.at(-1);
}

function mapTurns(conversation: Conversation, change: (turn: Turn) => Turn): Conversation {
	return { ...conversation, turns: conversation.turns.map(change) };
}

function mapAnswer(conversation: Conversation, answerId: string, change: (answer: Answer) => Answer): Conversation {
	return mapTurns(conversation, turn =>
		turn.answers.some(({ id }) => id === answerId)
			? { ...turn, answers: turn.answers.map(answer => (answer.id === answerId ? change(answer) : answer)) }
			: turn,
	);
}
