import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { AnswerView, TurnView } from '../../../src/shared/chat';
import type { ToPage } from '../../../src/shared/protocol';
import {
	dismissRejection,
	emptyState,
	reduce,
	shownAnswer,
	streamingTurn,
	type PageState,
} from '../../../src/webview/state';

const address = { turnId: 't1', answerId: 'a1' };

function answer(change: Partial<AnswerView> = {}): AnswerView {
	return { id: 'a1', model: 'openai/gpt-4o', status: 'streaming', text: '', reasoning: '', ...change };
}

function turn(change: Partial<TurnView> = {}): TurnView {
	return { id: 't1', text: 'Why?', attachments: [], answers: [answer()], ...change };
}

function stateMessage(turns: readonly TurnView[]): Extract<ToPage, { type: 'state' }> {
	return {
		type: 'state',
		conversation: { id: 'c1', turns },
		attachments: [],
		model: { id: 'openai/gpt-4o', name: 'GPT-4o' },
		keyState: 'stored',
	};
}

function after(...messages: readonly ToPage[]): PageState {
	return messages.reduce(reduce, emptyState);
}

const firstAnswer = (state: PageState): AnswerView | undefined => {
	const [first] = state.conversation.turns;
	return first && shownAnswer(first);
};

const progress = { text: 'Connecting, {0} s', seconds: 0, counts: 'up', canSkip: false } as const;

describe('the state of the chat page', () => {
	it('is ready once the host sent all of it', () => {
		assert.equal(emptyState.ready, false);
		const state = after(stateMessage([turn()]));
		assert.equal(state.ready, true);
		assert.equal(state.model?.name, 'GPT-4o');
	});

	it('collects the words and the reasoning of an answer in the order they come', () => {
		const state = after(
			stateMessage([turn()]),
			{ type: 'delta', ...address, text: 'Be', reasoning: 'Hm' },
			{ type: 'delta', ...address, text: 'cause', reasoning: 'm' },
		);
		assert.deepEqual(firstAnswer(state), answer({ text: 'Because', reasoning: 'Hmm' }));
	});

	it('names the model that answered in place of the one that was asked', () => {
		const state = after(stateMessage([turn()]), {
			type: 'answeredBy',
			...address,
			model: 'deepseek/deepseek-chat',
		});
		assert.deepEqual(firstAnswer(state), answer({ answeredBy: 'deepseek/deepseek-chat' }));
	});

	it('ends an answer with what the host knows about it, and forgets what it waited for', () => {
		const state = after(
			stateMessage([turn()]),
			{ type: 'progress', ...address, progress },
			{
				type: 'finished',
				...address,
				status: 'done',
				timing: { totalMs: 5 },
				notice: { text: 'Cut', actions: [] },
			},
		);
		assert.deepEqual(
			firstAnswer(state),
			answer({ status: 'done', timing: { totalMs: 5 }, notice: { text: 'Cut', actions: [] } }),
		);
		assert.equal(state.progress, undefined);
		assert.equal(streamingTurn(state), undefined);
	});

	it('knows on a page that is made anew what the answer waits for', () => {
		const waiting = { answerId: 'a1', ...progress };
		assert.deepEqual(after({ ...stateMessage([turn()]), progress: waiting }).progress, waiting);
	});

	it('keeps what was written of an answer that failed', () => {
		const failure = { kind: 'connectionLost', text: 'The connection broke.', actions: [] } as const;
		const state = after(
			stateMessage([turn()]),
			{ type: 'delta', ...address, text: 'Half', reasoning: '' },
			{ type: 'failed', ...address, failure },
		);
		assert.deepEqual(firstAnswer(state), answer({ status: 'failed', text: 'Half', failure }));
	});

	it('changes an answer no more once it ended', () => {
		const ended = after(stateMessage([turn({ answers: [answer({ status: 'stopped', text: 'Half' })] })]));
		assert.equal(reduce(ended, { type: 'delta', ...address, text: ' more', reasoning: '' }), ended);
		assert.equal(reduce(ended, { type: 'finished', ...address, status: 'done' }).conversation, ended.conversation);
	});

	it('ignores every message about a turn or an answer that is not there', () => {
		const state = after(stateMessage([turn()]));
		const failure = { kind: 'timeout', text: '', actions: [] } as const;
		const strangers = [
			{ turnId: 'other', answerId: 'a1' },
			{ turnId: 't1', answerId: 'other' },
		];
		for (const stranger of strangers) {
			assert.equal(reduce(state, { type: 'delta', ...stranger, text: 'x', reasoning: '' }), state);
			assert.equal(reduce(state, { type: 'progress', ...stranger, progress }), state);
			assert.equal(
				reduce(state, { type: 'finished', ...stranger, status: 'done' }).conversation,
				state.conversation,
			);
			assert.equal(reduce(state, { type: 'failed', ...stranger, failure }).conversation, state.conversation);
		}
		assert.equal(reduce(state, { type: 'answerStarted', turnId: 'other', answer: answer() }), state);
	});

	it('shows the answer asked for last and keeps the former ones', () => {
		const state = after(stateMessage([turn({ answers: [answer({ status: 'done' })] })]), {
			type: 'answerStarted',
			turnId: 't1',
			answer: answer({ id: 'a2' }),
		});
		assert.equal(firstAnswer(state)?.id, 'a2');
		assert.equal(state.conversation.turns[0]?.answers.length, 2);
	});

	it('shows a turn once, however often it is added', () => {
		const state = after(
			stateMessage([]),
			{ type: 'turnAdded', turn: turn() },
			{ type: 'turnAdded', turn: turn({ text: 'How?' }) },
		);
		assert.deepEqual(
			state.conversation.turns.map(({ text }) => text),
			['How?'],
		);
	});

	it('shows why a message was refused until it is dismissed or a turn begins', () => {
		const failure = { kind: 'noKey', text: 'There is no key.', actions: [] } as const;
		const refused = after(stateMessage([]), { type: 'rejected', turnId: 't9', text: 'Hello', failure });
		assert.deepEqual(refused.rejection, { turnId: 't9', text: 'Hello', failure });
		assert.equal(dismissRejection(refused).rejection, undefined);
		assert.equal(reduce(refused, { type: 'turnAdded', turn: turn() }).rejection, undefined);
	});

	it('leaves the list of conversations for a turn that the reader asked for, not for one that waited', () => {
		const waiting = { turnId: 't2', text: 'And?', attachments: [], held: false };
		const state = after(stateMessage([turn()]), { type: 'queue', queue: [waiting] }, { type: 'showHistory' });
		const queued = reduce(state, { type: 'turnAdded', turn: turn({ id: 't2' }) });
		assert.deepEqual([queued.history, queued.queue], ['loading', []]);
		assert.equal(reduce(state, { type: 'turnAdded', turn: turn({ id: 't3' }) }).history, undefined);
	});

	it('takes over attachments, model and key, and counts wishes for focus', () => {
		const file = { id: 'f1', kind: 'file', path: 'a.ts', languageId: 'typescript', tokens: 3 } as const;
		const state = after(
			stateMessage([]),
			{ type: 'attachments', attachments: [file] },
			{ type: 'model', model: { id: 'xai/grok', name: 'Grok' } },
			{ type: 'keyState', keyState: 'missing' },
			{ type: 'focusInput' },
			{ type: 'focusInput' },
		);
		assert.deepEqual(state.attachments, [file]);
		assert.equal(state.model?.id, 'xai/grok');
		assert.equal(state.keyState, 'missing');
		assert.equal(state.focusRequests, 2);
	});

	it('ends up with the same answer however its words are cut', () => {
		fc.assert(
			fc.property(fc.array(fc.string()), parts => {
				const deltas = parts.map(text => ({ type: 'delta', ...address, text, reasoning: '' }) as const);
				assert.equal(firstAnswer(after(stateMessage([turn()]), ...deltas))?.text, parts.join(''));
			}),
		);
	});

	it('leaves turns that a message is not about as the same objects, so that they are not drawn again', () => {
		const other = turn({ id: 't0', answers: [answer({ id: 'a0', status: 'done' })] });
		const state = after(stateMessage([other, turn()]), { type: 'delta', ...address, text: 'x', reasoning: '' });
		assert.equal(state.conversation.turns[0], other);
	});
});
