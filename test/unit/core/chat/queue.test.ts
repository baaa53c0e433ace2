import assert from 'node:assert/strict';
import { textOf } from '../../fakes';
import type { ChatService } from '../../../../src/core/chat/chatService';
import { maxQueued } from '../../../../src/shared/limits';
import { OpenMindError } from '../../../../src/core/errors';
import { attachment, Gate, text, type Act } from './chatFakes';
import { make } from './chatWorld';

/** Settles when nothing streams. */
async function answerEnds(chat: ChatService): Promise<void> {
	while (chat.isAnswering) await new Promise(resolve => setImmediate(resolve));
}

describe('A message whose files are still being read', () => {
	function reading(...scripts: Act[][]) {
		const made = make(...scripts);
		const gate = new Gate();
		made.files.reading = gate.opened;
		made.chat.attach(attachment());
		return { ...made, gate };
	}

	it('lands in the conversation that it was written for', async () => {
		const { chat, gate, journal, questions } = reading([text('A')]);
		const { id } = chat.conversation;
		const all = [chat.submit('t1', 'one'), chat.newChat()];
		gate.open();
		await Promise.all(all);
		assert.notEqual(chat.conversation.id, id);
		assert.deepEqual(questions(), []);
		await journal.flush();
		assert.deepEqual(
			(await journal.restore(id))?.turns.map(turn => turn.text),
			['one'],
		);
	});

	it('keeps its attachments to itself: the next message does not carry them once more', async () => {
		const { chat, gate, idle, model } = reading([text('A')], [text('B')]);
		const first = chat.submit('t1', 'one');
		await chat.submit('t2', 'two');
		gate.open();
		await first;
		await idle();
		assert.deepEqual(
			chat.conversation.turns.map(turn => turn.attachments.length),
			[1, 0],
		);
		assert.equal(model.requests.length, 2);
		assert.deepEqual(chat.attachments, []);
	});

	it('leaves its attachments to the next one when it is rejected', async () => {
		const { chat, gate, idle, refused } = reading([text('B')]);
		refused.add('src/a.ts');
		const first = chat.submit('t1', 'one');
		gate.open();
		await first;
		refused.clear();
		await chat.submit('t2', 'two');
		await idle();
		assert.deepEqual(
			chat.conversation.turns.map(turn => turn.attachments.length),
			[1],
		);
	});

	it('goes with its conversation when that is deleted', async () => {
		const { chat, clock, gate, journal } = reading([text('A')]);
		const { id } = chat.conversation;
		const all = [chat.submit('t1', 'one'), chat.file(id, { type: 'deleted', at: clock.now() })];
		gate.open();
		await Promise.all(all);
		await journal.flush();
		assert.equal((await journal.restore(id))?.deletedAt, clock.now());
	});

	it('leaves what is attached meanwhile to the next one', async () => {
		const { chat, gate, idle } = reading([text('A')]);
		const sent = chat.submit('t1', 'one');
		chat.attach(attachment({ id: 'a2', path: 'src/b.ts' }));
		gate.open();
		await sent;
		await idle();
		assert.deepEqual(
			[chat.attachments.map(({ id }) => id), chat.conversation.turns[0]?.attachments.length],
			[['a2'], 1],
		);
	});

	it('is asked once, however often it is sent', async () => {
		const { chat, gate, idle, model, questions } = reading([text('A')], [text('B')]);
		const first = chat.submit('t1', 'one');
		chat.attach(attachment({ id: 'a2', path: 'src/b.ts' }));
		await chat.submit('t2', 'two');
		const again = [chat.sendQueued('t2'), chat.sendQueued('t2')];
		gate.open();
		await Promise.all([first, ...again]);
		await idle();
		assert.deepEqual([questions(), model.requests.length], [['one', 'two'], 2]);
	});
});

describe('The queue', () => {
	async function streaming(...scripts: Act[][]) {
		const gate = new Gate();
		const made = make([text('half'), gate], ...scripts);
		await made.chat.submit('t1', 'one');
		await gate.reached;
		return { ...made, gate };
	}

	it('takes what a command asks, too, with its own attachments and not those of the message being written', async () => {
		const { chat, gate, idle, answers } = await streaming([text('B')]);
		chat.attach(attachment());
		const asked = attachment({ id: 'a2', path: 'src/b.ts' });
		assert.equal(await chat.ask({ turnId: 't2', text: 'two', attachments: [asked] }), true);
		assert.deepEqual([chat.conversation.queue.length, chat.attachments.length], [1, 1]);
		gate.open();
		await idle();
		assert.deepEqual(answers(), [['done: half'], ['done: B']]);
		assert.deepEqual(chat.conversation.turns[1]?.attachments, [asked]);
	});

	it('keeps messages while an answer streams, and sends them one after the other when it is done', async () => {
		const { chat, gate, idle, questions, answers } = await streaming([text('B')], [text('C')]);
		await chat.submit('t2', 'two');
		await chat.submit('t3', 'three');
		assert.deepEqual([questions(), chat.conversation.queue.map(({ text }) => text)], [['one'], ['two', 'three']]);
		gate.open();
		await idle();
		assert.deepEqual(questions(), ['one', 'two', 'three']);
		assert.deepEqual(answers(), [['done: half'], ['done: B'], ['done: C']]);
		assert.deepEqual(chat.conversation.queue, []);
	});

	it('takes the attachments with the message', async () => {
		const { chat, gate, idle, model } = await streaming([text('B')]);
		chat.attach(attachment());
		await chat.submit('t2', 'two');
		assert.deepEqual(chat.attachments, []);
		gate.open();
		await idle();
		assert.match(textOf(model.requests[1]?.messages.at(-1)), /let a;[^]*two$/);
	});

	it('is not sent after Stop until the reader says so', async () => {
		const { chat, idle, questions } = await streaming([text('B')]);
		await chat.submit('t2', 'two');
		await chat.stop();
		await idle();
		assert.deepEqual([questions(), chat.isHeld('t2')], [['one'], true]);
		await chat.sendQueued('t2');
		await idle();
		assert.deepEqual([questions(), chat.conversation.queue], [['one', 'two'], []]);
	});

	it('is not sent after a failure', async () => {
		const gate = new Gate();
		const { chat, idle, questions } = make([text('half'), gate, new OpenMindError('connectionLost')]);
		await chat.submit('t1', 'one');
		await gate.reached;
		await chat.submit('t2', 'two');
		gate.open();
		await idle();
		assert.deepEqual([questions(), chat.isHeld('t2')], [['one'], true]);
	});

	it('gives a message up when it is removed', async () => {
		const { chat, gate, idle, questions } = await streaming();
		await chat.submit('t2', 'two');
		chat.unqueue('t2');
		gate.open();
		await idle();
		assert.deepEqual([questions(), chat.conversation.queue], [['one'], []]);
	});

	it('is still there after a restart, and waits for the reader', async () => {
		const { chat, restarted } = await streaming();
		await chat.submit('t2', 'two');
		const later = await restarted();
		assert.deepEqual(
			later.conversation.queue.map(({ text }) => text),
			['two'],
		);
		assert.equal(later.isHeld('t2'), true);
	});

	it('keeps a message whose attachment may not be sent any more, to be changed', async () => {
		const { chat, gate, idle, events, refused } = await streaming();
		chat.attach(attachment({ path: 'a.ts' }));
		await chat.submit('t2', 'two');
		refused.add('a.ts');
		gate.open();
		await idle();
		assert.ok(events.some(event => event.type === 'rejected' && event.text === 'two'));
		assert.deepEqual([chat.conversation.queue.length, chat.attachments.length], [1, 0]);
		assert.equal(chat.isHeld('t2'), true);
		chat.editQueued('t2');
		assert.deepEqual([chat.conversation.queue.length, chat.attachments.length], [0, 1]);
	});

	it('goes on when another message is rejected while the answer streams', async () => {
		const { chat, gate, idle, questions, refused } = await streaming([text('B')]);
		await chat.submit('t2', 'two');
		refused.add('a.ts');
		const rejected = { turnId: 't3', text: 'three', attachments: [attachment({ path: 'a.ts' })] };
		assert.equal(await chat.send(rejected), false);
		assert.equal(chat.isHeld('t2'), false);
		gate.open();
		await idle();
		assert.deepEqual(questions(), ['one', 'two']);
	});

	it('is told to be held when a message is rejected that nothing follows', async () => {
		const { chat, gate, idle, events, refused } = await streaming();
		chat.attach(attachment({ path: 'a.ts' }));
		await chat.submit('t2', 'two');
		await chat.submit('t3', 'three');
		refused.add('a.ts');
		gate.open();
		await idle();
		assert.deepEqual([chat.isHeld('t2'), chat.isHeld('t3')], [true, true]);
		const rejected = events.findIndex(({ type }) => type === 'rejected');
		assert.equal(events[rejected - 1]?.type, 'queueChanged');
	});

	it('waits for a message that is sent before its turn, and does not stop its answer', async () => {
		const { chat, files, gate, idle, questions, answers } = await streaming([text('C')], [text('B')]);
		await chat.submit('t2', 'two');
		chat.attach(attachment());
		await chat.submit('t3', 'three');
		const reading = new Gate();
		files.reading = reading.opened;
		const sent = chat.sendQueued('t3');
		gate.open();
		await answerEnds(chat);
		reading.open();
		await sent;
		await idle();
		assert.deepEqual(questions(), ['one', 'three', 'two']);
		assert.deepEqual(answers(), [['done: half'], ['done: C'], ['done: B']]);
	});

	it('stays in its conversation when another one is begun', async () => {
		const { chat, files, gate, idle, questions, journal, model } = await streaming([text('B')], [text('C')]);
		const { id } = chat.conversation;
		chat.attach(attachment());
		await chat.submit('t2', 'two');
		const reading = new Gate();
		files.reading = reading.opened;
		const sent = chat.send({ turnId: 't3', text: 'three', attachments: [attachment()] });
		const begun = chat.newChat();
		const readingNext = new Gate();
		files.reading = readingNext.opened;
		gate.open();
		await answerEnds(chat);
		reading.open();
		await Promise.all([sent, begun]);
		readingNext.open();
		await idle();
		assert.notEqual(chat.conversation.id, id);
		assert.deepEqual(questions(), []);
		await journal.flush();
		const left = await journal.restore(id);
		assert.deepEqual(
			[left?.all.map(turn => turn.text), left?.queue.map(turn => turn.text)],
			[['one', 'three'], ['two']],
		);
		assert.ok(model.requests.length <= 2, 'what waits is not asked');
	});

	it('holds no more than its cap: what is over is sent in place of the answer that streams', async () => {
		const { chat, idle, questions } = await streaming([text('B')]);
		for (let index = 0; index < maxQueued; index++) {
			await chat.submit(`q${index}`, 'wait');
		}
		await chat.submit('over', 'over');
		await idle();
		assert.deepEqual([questions(), chat.conversation.queue.length], [['one', 'over'], maxQueued]);
	});
});
