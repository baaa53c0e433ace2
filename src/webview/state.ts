// What the page shows, as a pure function of what the host said. Messages about a turn or an answer that is not there are late: they are ignored.
import { assertNever } from '../shared/assertNever';
import type {
	AnswerView,
	AttachmentView,
	ConversationView,
	HistoryView,
	ModelView,
	ProgressView,
	QueuedView,
	TurnView,
	WindowView,
} from '../shared/chat';
import type { FailureView } from '../shared/failures';
import type { KeyState, ToPage } from '../shared/protocol';

export interface Rejection {
	readonly turnId: string;
	readonly text: string;
	readonly failure: Pick<FailureView, 'text' | 'actions'>;
}

export interface PageState {
	/** False until the host's first full state: nothing is shown that would be taken back a moment later. */
	readonly ready: boolean;
	readonly conversation: ConversationView;
	readonly attachments: readonly AttachmentView[];
	readonly model: ModelView | undefined;
	/** How full the model's window is. */
	readonly window: WindowView | undefined;
	readonly keyState: KeyState;
	/** What an answer without text is waiting for. */
	readonly progress: (ProgressView & { readonly answerId: string }) | undefined;
	/** The last message that did not become a turn, until the next one does. */
	readonly rejection: Rejection | undefined;
	/** The last failure that came while the page was there: no news are those that came with a whole state. */
	readonly newFailure: FailureView | undefined;
	/** Messages that wait for an answer to end. */
	readonly queue: readonly QueuedView[];
	/** The list of conversations, while it has the place of the chat. */
	readonly history: HistoryView | 'loading' | undefined;
	/** Counts the host's wishes to have the message box focused. */
	readonly focusRequests: number;
}

export const emptyState: PageState = {
	ready: false,
	conversation: { id: '', turns: [] },
	attachments: [],
	model: undefined,
	window: undefined,
	keyState: 'stored',
	progress: undefined,
	rejection: undefined,
	newFailure: undefined,
	queue: [],
	history: undefined,
	focusRequests: 0,
};

export function reduce(state: PageState, message: ToPage): PageState {
	switch (message.type) {
		case 'state': {
			const { focusRequests, history, window } = state;
			const queue = message.conversation.queue ?? [];
			const { sending: _, ...said } = withoutType(message);
			return { ...emptyState, focusRequests, history, window, ready: true, queue, ...said };
		}
		case 'turnAdded':
			return addTurn(state, message.turn);
		case 'turnChanged':
			return withTurn(state, message.turn.id, () => message.turn);
		case 'queue':
			return { ...state, queue: message.queue };
		case 'showHistory':
		case 'showChat':
		case 'history':
			return reduceHistory(state, message);
		case 'answerStarted':
			return withTurn(state, message.turnId, turn => putAnswer(turn, message.answer));
		case 'delta':
			return withAnswer(state, message, answer => ({
				...answer,
				text: answer.text + message.text,
				reasoning: answer.reasoning + message.reasoning,
			}));
		case 'progress':
			return findAnswer(state, message) === undefined
				? state
				: { ...state, progress: { answerId: message.answerId, ...message.progress } };
		case 'answeredBy':
			return withAnswer(state, message, answer => ({ ...answer, answeredBy: message.model }));
		case 'finished':
			return endAnswer(state, message);
		case 'failed':
			return { ...endAnswer(state, message), newFailure: message.failure };
		case 'attachments':
		case 'model':
		case 'window':
		case 'keyState':
			return { ...state, ...withoutType(message) };
		case 'filePicked':
			return { ...state, focusRequests: state.focusRequests + 1 };
		case 'filesFound':
		case 'showRequest':
			return state; // Dealt with at once, outside of what is kept.
		case 'rejected':
			return { ...state, rejection: withoutType(message) };
		case 'focusInput':
			return { ...state, history: undefined, focusRequests: state.focusRequests + 1 };
		default:
			return assertNever(message);
	}
}

/** The page's own decision: something was not even sent to the host. */
export function refuseLocally(state: PageState, text: string): PageState {
	return { ...state, rejection: { turnId: '', text: '', failure: { text, actions: [] } } };
}

/** The page's own decision: the reader closed the reason why a message was refused. */
export function dismissRejection(state: PageState): PageState {
	return { ...state, rejection: undefined };
}

/** What a message brings. */
function withoutType<Said extends ToPage>({ type: _, ...rest }: Said): Omit<Said, 'type'> {
	return rest;
}

type HistoryMessage = Extract<ToPage, { type: 'showHistory' | 'showChat' | 'history' }>;

function reduceHistory(state: PageState, message: HistoryMessage): PageState {
	switch (message.type) {
		case 'showHistory':
			return { ...state, history: state.history ?? 'loading' };
		case 'showChat':
			return closeHistory(state);
		case 'history':
			// The reader may have gone back to the chat meanwhile.
			return state.history === undefined ? state : { ...state, history: message.history };
		default:
			return assertNever(message);
	}
}

/** The page's own decision: the reader went back to the chat. */
export function closeHistory(state: PageState): PageState {
	return { ...state, history: undefined };
}

/** The answer of a turn that is shown: the one chosen, else the last one asked for. */
export function shownAnswer(turn: TurnView): AnswerView | undefined {
	return turn.answers.find(({ id }) => id === turn.shownAnswerId) ?? turn.answers.at(-1);
}

/** The turn whose answer is still coming, if any. */
export function streamingTurn(state: PageState): TurnView | undefined {
	return state.conversation.turns.findLast(turn => turn.answers.some(({ status }) => status === 'streaming'));
}

/** The answer that is still coming, if any. */
export function streamingAnswer(state: PageState): AnswerView | undefined {
	return streamingTurn(state)?.answers.find(({ status }) => status === 'streaming');
}

/** Whether a message waits for an answer to end: it goes out by itself, whatever the reader does then. */
export function isQueued({ queue }: PageState, id: string): boolean {
	return queue.some(({ turnId }) => turnId === id);
}

function addTurn(state: PageState, turn: TurnView): PageState {
	const others = state.conversation.turns.filter(other => other.id !== turn.id);
	return {
		...state,
		rejection: undefined,
		history: isQueued(state, turn.id) ? state.history : undefined,
		queue: state.queue.filter(({ turnId }) => turnId !== turn.id),
		conversation: { ...state.conversation, turns: [...others, turn] },
	};
}

function putAnswer(turn: TurnView, answer: AnswerView): TurnView {
	const at = turn.answers.findIndex(other => other.id === answer.id);
	if (at >= 0) {
		// One that was cut goes on.
		return { ...turn, answers: turn.answers.with(at, answer) };
	}
	const { shownAnswerId: _, ...rest } = turn;
	return { ...rest, answers: [...turn.answers, answer] };
}

interface AnswerAddress {
	readonly turnId: string;
	readonly answerId: string;
}

function findAnswer(state: PageState, { turnId, answerId }: AnswerAddress): AnswerView | undefined {
	return state.conversation.turns.find(turn => turn.id === turnId)?.answers.find(answer => answer.id === answerId);
}

function withTurn(state: PageState, turnId: string, change: (turn: TurnView) => TurnView): PageState {
	// The turn that changes is nearly always the last.
	const index = state.conversation.turns.findLastIndex(turn => turn.id === turnId);
	const turn = state.conversation.turns[index];
	if (turn === undefined) return state;
	return {
		...state,
		conversation: { ...state.conversation, turns: state.conversation.turns.with(index, change(turn)) },
	};
}

function withAnswer(state: PageState, address: AnswerAddress, change: (answer: AnswerView) => AnswerView): PageState {
	const answer = findAnswer(state, address);
	// An answer that ended does not change any more, whatever still arrives.
	if (answer?.status !== 'streaming') return state;
	return withTurn(state, address.turnId, turn => ({
		...turn,
		answers: turn.answers.map(other => (other.id === address.answerId ? change(other) : other)),
	}));
}

function endAnswer(state: PageState, message: Extract<ToPage, { type: 'finished' | 'failed' }>): PageState {
	const end =
		message.type === 'failed' ? { status: message.type, failure: message.failure } : { status: message.status };
	return endProgress(withAnswer(state, message, answer => ({ ...answer, ...end, ...endOf(message) })));
}

function endProgress(state: PageState): PageState {
	return streamingTurn(state) === undefined ? { ...state, progress: undefined } : state;
}

type Ending = Pick<AnswerView, 'usage' | 'timing' | 'cost' | 'notice'>;

/** What an ending message says beyond the status; absent stays absent. */
function endOf(message: Ending): Ending {
	return {
		...(message.usage && { usage: message.usage }),
		...(message.timing && { timing: message.timing }),
		...(message.cost !== undefined && { cost: message.cost }),
		...(message.notice && { notice: message.notice }),
	};
}
