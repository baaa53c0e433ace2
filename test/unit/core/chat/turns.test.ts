import assert from 'node:assert/strict';
import { textOf } from '../../fakes';
import { currentAnswer, versionsOf, type ConversationEvent } from '../../../../src/core/chat/conversation';
import { OpenMindError } from '../../../../src/core/errors';
import { attachment, Gate, text, type Act } from './chatFakes';
import { make } from './chatWorld';

describe('An edited message', () => {
	it('keeps both versions with what followed each, and asks with the one in sight', async () => {
		const { chat, ask, idle, questions, model } = make([text('1')], [text('2')], [text('3')], [text('4')]);
		await ask('t1', 'one');
		await ask('t2', 'two');
		await chat.edit('t1', { turnId: 't3', text: 'uno' });
		await idle();
		assert.deepEqual(questions(), ['uno']);
		assert.deepEqual(
			model.requests[2]?.messages.slice(1).map(({ content }) => content),
			['uno'],
		);
		assert.deepEqual(
			versionsOf(chat.conversation, chat.conversation.turns[0] ?? assert.fail()).map(({ id }) => id),
			['t1', 't3'],
		);
		chat.showTurn('t1');
		assert.deepEqual(questions(), ['one', 'two']);
		await ask('t4', 'three');
		assert.deepEqual(
			model.requests[3]?.messages.slice(1).map(({ content }) => content),
			['one', '1', 'two', '2', 'three'],
		);
	});

	it('is sent with the attachments of the old one', async () => {
		const { chat, ask, idle, model } = make([text('1')], [text('2')]);
		chat.attach(attachment());
		await ask('t1', 'Why?');
		await chat.edit('t1', { turnId: 't2', text: 'How?' });
		await idle();
		assert.match(textOf(model.requests[1]?.messages.at(-1)), /let a;[^]*How\?$/);
	});

	it('is sent without an attachment that was taken off, such as one that may not be sent any more', async () => {
		const { chat, ask, idle, model, refused } = make([text('1')], [text('2')]);
		chat.attach(attachment({ id: 'gone', path: 'gone.ts' }));
		chat.attach(attachment({ id: 'here', path: 'here.ts' }));
		await ask('t1', 'Why?');
		refused.add('gone.ts');
		await chat.edit('t1', { turnId: 't2', text: 'How?' });
		assert.equal(model.requests.length, 1);
		await chat.edit('t1', { turnId: 't3', text: 'How?' }, ['gone']);
		await idle();
		assert.match(textOf(model.requests[1]?.messages.at(-1)), /^File: here\.ts[^]*How\?$/);
	});

	it('is still there with its versions after a restart, and shows the one that was in sight', async () => {
		const { chat, ask, idle, stored } = make([text('1')], [text('2')], [text('3')]);
		await ask('t1', 'one');
		await ask('t2', 'two');
		await chat.edit('t2', { turnId: 't3', text: 'deux' });
		await idle();
		chat.showTurn('t2');
		assert.deepEqual(await stored(), chat.conversation);
	});
});

describe('Several answers', () => {
	it('are turned over, and later requests carry the one that is shown', async () => {
		const { chat, ask, idle, model, stored } = make([text('A')], [text('B')], [text('C')]);
		await ask('t1', 'one');
		await chat.tryAgain('t1');
		await idle();
		const first = chat.conversation.turns[0]?.answers[0]?.id ?? assert.fail();
		chat.showAnswer('t1', first);
		await ask('t2', 'two');
		assert.deepEqual(
			model.requests[2]?.messages.slice(1).map(({ content }) => content),
			['one', 'A', 'two'],
		);
		assert.equal((await stored())?.turns[0]?.shownAnswerId, first);
	});

	it('show the new one when it is asked for, whatever was shown before', async () => {
		const { chat, ask, idle } = make([text('A')], [text('B')], [text('C')]);
		await ask('t', 'one');
		await chat.tryAgain('t');
		await idle();
		chat.showAnswer('t', chat.conversation.turns[0]?.answers[0]?.id ?? '');
		await chat.tryAgain('t');
		await idle();
		assert.equal(currentAnswer(chat.conversation.turns[0] ?? assert.fail())?.text, 'C');
	});
});

describe('An answer that was cut', () => {
	it('goes on as the same answer, by the same model, and what it cost is added up', async () => {
		const usage = { type: 'usage', usage: { promptTokens: 10, completionTokens: 5 } } as const;
		const cut: Act[] = [text('One, '), { type: 'finish', reason: 'length' }, usage];
		const { chat, ask, idle, answers, model, stored } = make(cut, [text('two.'), usage]);
		await ask('t', 'Count');
		await chat.continueAnswer('t');
		await idle();
		assert.deepEqual(answers(), [['done: One, two.']]);
		const answer = chat.conversation.turns[0]?.answers[0];
		assert.deepEqual(
			[answer?.finishReason, answer?.usage],
			[undefined, { promptTokens: 20, completionTokens: 10 }],
		);
		const sent = model.requests[1]?.messages.slice(1) ?? [];
		assert.deepEqual(
			sent.map(({ role }) => role),
			['user', 'assistant', 'user'],
		);
		assert.deepEqual([sent[0]?.content, sent[1]?.content], ['Count', 'One, ']);
		assert.deepEqual(await stored(), chat.conversation);
	});

	it('goes on as a copy when its end is not known: another window may still be writing it', async () => {
		const { chat, journal, ask, idle, answers, stored } = make([text('Mine.')], [text('two.')]);
		await ask('mine', 'Mine?');
		const there: ConversationEvent[] = [
			{ type: 'created', at: 1 },
			{ type: 'turnAdded', turn: { id: 't', text: 'Count', attachments: [] }, parentId: null },
			{ type: 'answerStarted', turnId: 't', answerId: 'a', model: 'openai/gpt-4o' },
		];
		const grow = (words: string): void =>
			journal.record('c', { type: 'answerGrew', answerId: 'a', text: words, reasoning: '', refusal: '' });
		there.forEach(event => journal.record('c', event));
		grow('One, ');
		assert.equal(await chat.open('c'), true);
		assert.deepEqual(answers(), [['stopped: One, ']]);
		await chat.continueAnswer('t');
		grow('zwei.');
		await idle();
		journal.record('c', { type: 'answerEnded', answerId: 'a', status: 'done' });
		const both = [['done: One, zwei.', 'done: One, two.']];
		assert.deepEqual(answers(), [['stopped: One, ', 'done: One, two.']]);
		const turn = (await stored())?.turns[0] ?? assert.fail('lost');
		assert.deepEqual([turn.answers.map(answer => `${answer.status}: ${answer.text}`)], both);
		assert.equal(currentAnswer(turn)?.text, 'One, two.');
	});

	it('is asked for once at a time, however often that is pressed', async () => {
		const { chat, ask, idle, model, answers } = make([text('half')], [text('B')]);
		await ask('t', 'x');
		await Promise.all([chat.tryAgain('t'), chat.tryAgain('t')]);
		await idle();
		assert.deepEqual([answers(), model.requests.length], [[['done: half', 'done: B']], 2]);
	});

	it('goes on where it broke off', async () => {
		const { chat, ask, idle, answers } = make([text('One, '), new OpenMindError('connectionLost')], [text('two.')]);
		await ask('t', 'x');
		await chat.continueAnswer('t');
		await idle();
		assert.deepEqual(answers(), [['done: One, two.']]);
	});

	it('is asked for anew when nothing of it came', async () => {
		const { chat, ask, idle, answers } = make([new OpenMindError('connectionLost')], [text('whole')]);
		await ask('t', 'x');
		await chat.continueAnswer('t');
		await idle();
		assert.deepEqual(answers(), [['failed: ', 'done: whole']]);
	});
});

describe('A fork', () => {
	it('is a new conversation up to the answer, with that answer alone; the old one stays', async () => {
		const { chat, ask, idle, questions, answers, stored, journal } = make([text('A')], [text('B')], [text('C')]);
		await ask('t1', 'one');
		await chat.tryAgain('t1');
		await idle();
		await ask('t2', 'two');
		const old = chat.conversation;
		await chat.fork('t1', old.turns[0]?.answers[0]?.id ?? '');
		assert.notEqual(chat.conversation.id, old.id);
		assert.deepEqual([questions(), answers()], [['one'], [['done: A']]]);
		assert.equal(chat.conversation.forkedFrom, old.id);
		assert.deepEqual(await stored(), chat.conversation);
		assert.deepEqual(await journal.restore(old.id), old);
	});

	it('shares no id with the old one, so that nothing late reaches it', async () => {
		const { chat, ask } = make([text('A')]);
		await ask('t1', 'one');
		const [turn] = chat.conversation.turns;
		await chat.fork('t1', turn?.answers[0]?.id ?? '');
		assert.notEqual(chat.conversation.turns[0]?.id, turn?.id);
		assert.notEqual(chat.conversation.turns[0]?.answers[0]?.id, turn?.answers[0]?.id);
	});

	it('is not made of an answer that is not there', async () => {
		const { chat, ask } = make([text('A')]);
		await ask('t1', 'one');
		const { id } = chat.conversation;
		await chat.fork('t1', 'nowhere');
		assert.equal(chat.conversation.id, id);
	});
});

describe('Conversations', () => {
	it('are opened again as they were, and an unreadable one leaves the chat as it is', async () => {
		const { chat, ask, events } = make([text('A')]);
		await ask('t1', 'one');
		const old = chat.conversation;
		await chat.newChat();
		assert.equal(await chat.open('nowhere'), false);
		assert.equal(await chat.open(old.id), true);
		assert.deepEqual([chat.conversation, events.at(-1)?.type], [old, 'replaced']);
	});

	it('are opened as they were asked for last, however long each takes to be read', async () => {
		const { chat, ask, store } = make([text('A')], [text('B')]);
		const [first] = [chat.conversation.id, await ask('t1', 'one')];
		await chat.newChat();
		const [second] = [chat.conversation.id, await ask('t2', 'two')];
		await chat.newChat();
		const slow = new Gate();
		const read = store.read.bind(store);
		store.read = async id => {
			if (id === first) await slow.opened;
			return read(id);
		};
		const all = [chat.open(first), chat.open(second)];
		await all[1];
		slow.open();
		assert.deepEqual([await Promise.all(all), chat.conversation.id], [[true, true], second]);
	});

	it('go on answering when a message of another one comes late', async () => {
		const gate = new Gate();
		const { chat, ask, idle, answers } = make([text('A')], [text('half'), gate]);
		await ask('t1', 'one');
		await chat.newChat();
		await chat.submit('t2', 'two');
		await gate.reached;
		await chat.tryAgain('t1');
		await chat.continueAnswer('t1');
		assert.equal(chat.isAnswering, true);
		gate.open();
		await idle();
		assert.deepEqual(answers(), [['done: half']]);
	});

	it('are filed wherever they are, and the history hears of it', async () => {
		const { chat, ask, journal, recorded } = make([text('A')]);
		await ask('t1', 'one');
		const { id } = chat.conversation;
		await chat.file(id, { type: 'renamed', name: 'First' });
		await chat.newChat();
		await chat.file(id, { type: 'pinned', pinned: true });
		await journal.flush();
		const restored = await journal.restore(id);
		assert.deepEqual([restored?.name, restored?.pinned], ['First', true]);
		assert.deepEqual(
			recorded
				.filter(([one, type]) => one === id && ['created', 'renamed', 'pinned'].includes(type))
				.map(([, type]) => type),
			['created', 'renamed', 'pinned'],
		);
	});

	it('begin anew when the one that is shown is deleted, and it can be brought back', async () => {
		const { chat, ask, clock } = make([text('A')]);
		await ask('t1', 'one');
		const { id } = chat.conversation;
		await chat.file(id, { type: 'deleted', at: clock.now() });
		assert.deepEqual([chat.conversation.id === id, chat.conversation.turns.length], [false, 0]);
		await chat.file(id, { type: 'deleted' });
		await chat.open(id);
		assert.deepEqual([chat.conversation.turns.length, chat.conversation.deletedAt], [1, undefined]);
	});

	it('know when and where they began', async () => {
		const { chat, ask, clock } = make([text('A')]);
		await ask('t1', 'one');
		assert.deepEqual([chat.conversation.createdAt, chat.conversation.workspace], [clock.now(), 'file:///w']);
	});
});
