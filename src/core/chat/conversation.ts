// A conversation and the events that make it. The events are what is stored (core/chat/journal.ts), so applying them again restores it.
import type { AnswerStatus, AnswerTiming, AttachmentView, FinishReason, Usage } from '../../shared/chat';
import type { Failure } from '../../shared/failures';
import { assertNever } from '../../shared/assertNever';

/** A piece of context with the text that is sent. */
export interface Attachment extends AttachmentView {
	/** Empty for an image. */
	readonly text: string;
	/** Where it came from, so that it can be read again before it is sent; empty for a pasted image. */
	readonly uri: string;
	/** An image as a `data:` URI. */
	readonly image?: string;
}

export interface Answer {
	readonly id: string;
	/** `provider/model` that was asked for. */
	readonly model: string;
	/** `provider/model` that answered in its place, when the one asked for was down. */
	readonly answeredBy?: string;
	readonly status: AnswerStatus;
	/** Read back without an end: its host was killed, or another window is still writing it. */
	readonly unended?: true;
	readonly text: string;
	readonly reasoning: string;
	readonly refusal: string;
	readonly finishReason?: FinishReason;
	readonly usage?: Usage;
	readonly timing?: AnswerTiming;
	/** In the service's credits. */
	readonly cost?: number;
	readonly failure?: Failure;
}

export interface Turn {
	readonly id: string;
	/** The turn that it follows; absent for a first message. Turns with the same one are versions of each other: an edited message is a new turn. */
	readonly parentId?: string;
	readonly text: string;
	readonly attachments: readonly Attachment[];
	/** Oldest first. */
	readonly answers: readonly Answer[];
	/** The answer that the reader chose; without one, the last counts. */
	readonly shownAnswerId?: string;
}

/** A turn before it is asked. */
export type Question = Pick<Turn, 'id' | 'text' | 'attachments'>;

export interface Conversation {
	readonly id: string;
	/** The turns in sight: one way through the tree of all turns. What is sent comes from these. */
	readonly turns: readonly Turn[];
	/** Every turn, in the order they came, with those of edited messages that are out of sight. */
	readonly all: readonly Turn[];
	/** Which turn follows a turn, or begins (under the empty key), where the reader chose another than the newest. */
	readonly chosen: ReadonlyMap<string, string>;
	/** Messages that wait for an answer to end. */
	readonly queue: readonly Question[];
	/** Milliseconds since 1970; absent in conversations of the first version. */
	readonly createdAt?: number;
	/** The workspace where it began, as a URI. */
	readonly workspace?: string;
	/** The conversation that it was forked from. */
	readonly forkedFrom?: string;
	/** The name that the reader gave it. */
	readonly name?: string;
	readonly pinned?: boolean;
	/** When it was deleted, in milliseconds since 1970. */
	readonly deletedAt?: number;
}

/** How an answer ended. */
export interface AnswerEnd {
	readonly status: Exclude<AnswerStatus, 'streaming'>;
	readonly finishReason?: FinishReason;
	readonly usage?: Usage;
	readonly timing?: AnswerTiming;
	readonly cost?: number;
	readonly failure?: Failure;
}

/** What happens to a conversation as a whole, in sight or not. */
export type FilingEvent =
	| { readonly type: 'renamed'; readonly name: string }
	| { readonly type: 'pinned'; readonly pinned: boolean }
	/** Without a time it was brought back. */
	| { readonly type: 'deleted'; readonly at?: number };

/** What came of an answer. A line of it says enough to stand for a start that was lost; lines of the first version have the text alone. */
export interface GrewEvent {
	readonly type: 'answerGrew';
	readonly answerId: string;
	readonly text: string;
	readonly reasoning: string;
	readonly refusal: string;
	readonly turnId?: string;
	readonly model?: string;
	/** How much there was before, in characters of all three together: what was written twice counts once. */
	readonly at?: number;
}

export type ConversationEvent =
	| FilingEvent
	| { readonly type: 'created'; readonly at: number; readonly workspace?: string; readonly forkedFrom?: string }
	/** `parentId` is null for a first message, and absent in lines of the first version: then it follows the last turn. */
	| { readonly type: 'turnAdded'; readonly turn: Question; readonly parentId?: string | null }
	| { readonly type: 'turnShown'; readonly turnId: string }
	| { readonly type: 'answerShown'; readonly turnId: string; readonly answerId: string }
	| { readonly type: 'queued'; readonly turn: Question }
	| { readonly type: 'unqueued'; readonly turnId: string }
	| { readonly type: 'answerStarted'; readonly turnId: string; readonly answerId: string; readonly model: string }
	/** An answer that was cut streams again; what comes is added to it. */
	| { readonly type: 'answerContinued'; readonly answerId: string }
	| GrewEvent
	| { readonly type: 'answerRerouted'; readonly answerId: string; readonly model: string }
	| ({ readonly type: 'answerEnded'; readonly answerId: string } & AnswerEnd);

export function emptyConversation(id: string): Conversation {
	return { id, turns: [], all: [], chosen: new Map(), queue: [] };
}

/**
 * The conversation after `event`. An event about a turn or an answer that is not there changes nothing, but what came of an answer is kept,
 * under a question without words when that was lost.
 */
export function applyEvent(conversation: Conversation, event: ConversationEvent): Conversation {
	switch (event.type) {
		case 'turnAdded':
			return addTurn(conversation, event);
		case 'turnShown':
			return showTurn(conversation, event.turnId);
		case 'answerShown': {
			const { turnId, answerId } = event;
			const turn = findTurn(conversation, turnId);
			const there = turn?.answers.some(({ id }) => id === answerId);
			return turn && there ? replaceTurn(conversation, { ...turn, shownAnswerId: answerId }) : conversation;
		}
		case 'queued':
			return { ...conversation, queue: [...withoutQueued(conversation, event.turn.id), event.turn] };
		case 'unqueued':
			return { ...conversation, queue: withoutQueued(conversation, event.turnId) };
		case 'answerStarted':
		case 'answerContinued':
		case 'answerGrew':
		case 'answerRerouted':
		case 'answerEnded':
			return applyToAnswer(conversation, event);
		default:
			return file(conversation, event);
	}
}

type AnswerEvent = Extract<
	ConversationEvent,
	{ type: `answer${'Started' | 'Continued' | 'Grew' | 'Rerouted' | 'Ended'}` }
>;

function applyToAnswer(conversation: Conversation, event: AnswerEvent): Conversation {
	switch (event.type) {
		case 'answerStarted':
			return startAnswer(conversation, event);
		case 'answerContinued':
			return mapAnswer(conversation, event.answerId, ({ finishReason: _, failure: __, ...answer }) => ({
				...answer,
				status: 'streaming',
			}));
		case 'answerGrew':
			return growAnswer(conversation, event);
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

function startAnswer(
	conversation: Conversation,
	{ turnId, answerId: id, model }: { readonly turnId: string; readonly answerId: string; readonly model: string },
): Conversation {
	const turn = findTurn(conversation, turnId);
	if (!turn) {
		const lost = addTurn(conversation, { turn: { id: turnId, text: '', attachments: [] } });
		return startAnswer(lost, { turnId, answerId: id, model });
	}
	// A write that failed half-way is made again.
	if (turn.answers.some(answer => answer.id === id)) {
		return conversation;
	}
	const answer: Answer = { id, model, status: 'streaming', text: '', reasoning: '', refusal: '' };
	const { shownAnswerId: _, ...rest } = turn;
	return replaceTurn(conversation, { ...rest, answers: [...turn.answers, answer] });
}

function growAnswer(conversation: Conversation, growth: GrewEvent): Conversation {
	const { answerId, turnId, model, at } = growth;
	const isLost = turnId !== undefined && model !== undefined && !findAnswer(conversation, turnId, answerId);
	const begun = isLost ? startAnswer(conversation, { turnId, answerId, model }) : conversation;
	return mapAnswer(begun, answerId, answer =>
		at !== undefined && at < sizeOf(answer)
			? answer
			: {
					...answer,
					text: answer.text + growth.text,
					reasoning: answer.reasoning + growth.reasoning,
					refusal: answer.refusal + growth.refusal,
				},
	);
}

/** How much there is of an answer, in characters of everything it says. */
export function sizeOf({ text, reasoning, refusal }: Pick<Answer, 'text' | 'reasoning' | 'refusal'>): number {
	return text.length + reasoning.length + refusal.length;
}

function file(conversation: Conversation, event: FilingEvent | Extract<ConversationEvent, { type: 'created' }>) {
	switch (event.type) {
		case 'created': {
			const { at: createdAt, workspace, forkedFrom } = event;
			const known = {
				...(workspace !== undefined && { workspace }),
				...(forkedFrom !== undefined && { forkedFrom }),
			};
			return { ...conversation, createdAt, ...known };
		}
		case 'renamed':
			return { ...conversation, name: event.name };
		case 'pinned':
			return { ...conversation, pinned: event.pinned };
		case 'deleted': {
			const { deletedAt: _, ...rest } = conversation;
			return event.at === undefined ? rest : { ...rest, deletedAt: event.at };
		}
		default:
			return assertNever(event);
	}
}

/** A turn whose predecessor was lost with a damaged line follows what is in sight, so that it is not lost too. */
function addTurn(
	conversation: Conversation,
	{ turn, parentId }: { readonly turn: Question; readonly parentId?: string | null },
): Conversation {
	if (findTurn(conversation, turn.id)) {
		return conversation;
	}
	const known = parentId === null || (parentId !== undefined && findTurn(conversation, parentId) !== undefined);
	const parent = known ? (parentId ?? undefined) : conversation.turns.at(-1)?.id;
	const added: Turn = { ...turn, answers: [], ...(parent !== undefined && { parentId: parent }) };
	const all = [...conversation.all, added];
	const queue = withoutQueued(conversation, turn.id);
	// Whoever writes on in a conversation wants to keep it, whatever another window did meanwhile.
	const { deletedAt: _, ...kept } = conversation;
	return parent === conversation.turns.at(-1)?.id
		? { ...kept, all, queue, turns: [...conversation.turns, added] }
		: showTurn({ ...kept, all, queue }, turn.id);
}

/** Brings a turn into sight, with what was last shown after it. */
function showTurn(conversation: Conversation, turnId: string): Conversation {
	const byId = new Map(conversation.all.map(turn => [turn.id, turn]));
	const newest = new Map(conversation.all.map(({ id, parentId = '' }) => [parentId, id]));
	const chosen = new Map(conversation.chosen);
	for (let turn = byId.get(turnId); turn; turn = turn.parentId === undefined ? undefined : byId.get(turn.parentId)) {
		const { id, parentId = '' } = turn;
		if (newest.get(parentId) === id) {
			chosen.delete(parentId);
		} else {
			chosen.set(parentId, id);
		}
	}
	const turns: Turn[] = [];
	const next = (id: string) => byId.get(chosen.get(id) ?? newest.get(id) ?? '');
	for (let turn = next(''); turn; turn = next(turn.id)) {
		turns.push(turn);
	}
	return { ...conversation, chosen, turns };
}

/** The turns that are versions of the same message, oldest first. */
export function versionsOf(conversation: Conversation, turn: Turn): readonly Turn[] {
	return conversation.all.filter(({ parentId }) => parentId === turn.parentId);
}

function withoutQueued({ queue }: Conversation, turnId: string): readonly Question[] {
	return queue.filter(({ id }) => id !== turnId);
}

/** Answers that nothing here streams: they count as stopped. */
export function settle(conversation: Conversation): Conversation {
	const settled = (turn: Turn): Turn => ({
		...turn,
		answers: turn.answers.map(answer =>
			answer.status === 'streaming' ? { ...answer, status: 'stopped', unended: true } : answer,
		),
	});
	return { ...conversation, turns: conversation.turns.map(settled), all: conversation.all.map(settled) };
}

/** A turn in sight or not. */
export function findTurn(conversation: Conversation, turnId: string): Turn | undefined {
	// Nearly always asked for one of the last.
	return conversation.all.findLast(({ id }) => id === turnId);
}

export function findAnswer(conversation: Conversation, turnId: string, answerId: string): Answer | undefined {
	return findTurn(conversation, turnId)?.answers.find(({ id }) => id === answerId);
}

/** The answer of a turn that counts: the one that is shown. */
export function currentAnswer(turn: Turn): Answer | undefined {
	return turn.answers.find(({ id }) => id === turn.shownAnswerId) ?? turn.answers.at(-1);
}

function replaceTurn(conversation: Conversation, turn: Turn): Conversation {
	const put = (turns: readonly Turn[]) => {
		const index = turns.findLastIndex(({ id }) => id === turn.id);
		return index < 0 ? turns : turns.with(index, turn);
	};
	return { ...conversation, turns: put(conversation.turns), all: put(conversation.all) };
}

function mapAnswer(conversation: Conversation, answerId: string, change: (answer: Answer) => Answer): Conversation {
	const turn = conversation.all.findLast(({ answers }) => answers.some(({ id }) => id === answerId));
	return turn
		? replaceTurn(conversation, {
				...turn,
				answers: turn.answers.map(answer => (answer.id === answerId ? change(answer) : answer)),
			})
		: conversation;
}
