import assert from 'node:assert/strict';
import type { AnswerView, TurnView } from '../../../src/shared/chat';
import type { ToPage } from '../../../src/shared/protocol';
import { Announcer } from '../../../src/webview/announcer';
import { emptyState, reduce } from '../../../src/webview/state';
import { strings } from '../../../src/webview/strings';

const { working, answerFinished } = strings;

function answer(id: string, text = ''): AnswerView {
	return { id, model: 'openai/gpt-4o', status: 'streaming', text, reasoning: '' };
}

function turn(id: string, ...answers: readonly AnswerView[]): TurnView {
	return { id, text: 'Why?', attachments: [], answers };
}

function state(...turns: readonly TurnView[]): ToPage {
	const model = { id: 'openai/gpt-4o', name: 'GPT-4o' };
	return { type: 'state', conversation: { id: 'c1', turns }, attachments: [], model, keyState: 'stored' };
}

const started = (turnId: string, begun: AnswerView): ToPage => ({ type: 'answerStarted', turnId, answer: begun });
const delta = (turnId: string, answerId: string, text: string): ToPage => ({
	type: 'delta',
	turnId,
	answerId,
	text,
	reasoning: '',
});
const finished = (turnId: string, answerId: string): ToPage => ({ type: 'finished', turnId, answerId, status: 'done' });

/** What is in the region after these messages, heard as the page hears them. */
function told(...messages: readonly ToPage[]): string[] {
	const announcer = new Announcer();
	messages.reduce((before, message) => {
		const after = reduce(before, message);
		if (after !== before) announcer.hear(message, after);
		return after;
	}, emptyState);
	return announcer.lines.map(({ text }) => text);
}

const first = [
	state(),
	{ type: 'turnAdded', turn: turn('t1') },
	started('t1', answer('a1')),
	delta('t1', 'a1', 'A long first answer. '.repeat(10)),
	finished('t1', 'a1'),
] satisfies readonly ToPage[];

describe('The announcer', () => {
	it('tells each sentence of an answer, and its end', () => {
		assert.deepEqual(
			told(state(turn('t1')), started('t1', answer('a1')), delta('t1', 'a1', 'So. An'), finished('t1', 'a1')),
			[working, 'So.', 'An', answerFinished],
		);
	});

	it('tells what an answer is kept back for, not each step of a request', () => {
		const waits = (text: string, counts: 'up' | 'down'): ToPage => ({
			type: 'progress',
			turnId: 't1',
			answerId: 'a1',
			progress: { text, seconds: 7, counts, canSkip: counts === 'down' },
		});
		const steps = [waits('Connecting, {0} s', 'up'), waits('Sending in {0} s', 'down')];
		assert.deepEqual(told(state(turn('t1')), started('t1', answer('a1')), ...steps), [working, 'Sending in 7 s']);
	});

	it('counts the lines of code', () => {
		const code = delta('t1', 'a1', '```\na\n```\n');
		assert.deepEqual(told(state(turn('t1')), started('t1', answer('a1')), code), [working, 'code block, 1 line']);
	});

	it('tells the answer to an edited message, whose turn comes with the whole state', () => {
		const edited = [
			...first,
			started('t2', answer('a2')),
			state(turn('t2', answer('a2'))),
			delta('t2', 'a2', 'Short.'),
			finished('t2', 'a2'),
		];
		assert.deepEqual(told(...edited), [working, 'Short.', answerFinished]);
	});

	it('does not tell again what an answer said before it goes on', () => {
		const continued = [
			...first,
			started('t1', answer('a1', 'A long first answer. '.repeat(10))),
			delta('t1', 'a1', 'More.'),
			finished('t1', 'a1'),
		];
		assert.deepEqual(told(...continued), [working, 'More.', answerFinished]);
	});

	it('goes on from where an answer is when the page is made anew', () => {
		const remade = [state(turn('t1', answer('a1', 'Told. Half a'))), delta('t1', 'a1', ' sentence. More')];
		assert.deepEqual(told(...remade), [working, 'Half a sentence.']);
	});

	it('says nothing when a conversation is shown that nothing streams in', () => {
		const shown: AnswerView = { ...answer('a1', 'Old.'), status: 'done' };
		assert.deepEqual(told(...first, state(turn('t1', shown))), []);
	});
});
