import assert from 'node:assert/strict';
import { gatherMs } from '../../../../src/core/chat/answerStream';
import { ChatService, maxQueued, type ChatEvent } from '../../../../src/core/chat/chatService';
import { currentAnswer, versionsOf, type Attachment } from '../../../../src/core/chat/conversation';
import { Journal } from '../../../../src/core/chat/journal';
import { OpenMindError } from '../../../../src/core/errors';
import { shippedModels } from '../../../../src/core/models/catalogue';
import { FakeClock, MemoryLogger } from '../../fakes';
import { attachment, Gate, MemoryStore, QueuedModel, text, type Act } from './chatFakes';

function make(...scripts: Act[][]) {
	const clock = new FakeClock();
	const model = new QueuedModel(...scripts);
	const store = new MemoryStore();
	const journal = new Journal({ store, clock, logger: new MemoryLogger() });
	const events: ChatEvent[] = [];
	const recorded: [string, string][] = [];
	let ids = 0;
	const refused = new Set<string>();
	const chat = new ChatService({
		model,
		journal,
		clock,
		makeId: () => `id${++ids}`,
		shown: () => {},
		history: { record: (id, event) => void recorded.push([id, event.type]) },
		workspace: 'file:///w',
		settings: {
			chatModel: () => ({ provider: 'openai', model: 'gpt-4o' }),
			models: () => shippedModels,
			instructions: () => '',
		},
		attachments: {
			current: (one: Attachment) =>
				refused.has(one.path)
					? Promise.reject(new OpenMindError('excludedFile', { path: one.path }))
					: Promise.resolve(one),
		},
	});
	const ended = new Map<string, () => void>();
	chat.listen(event => {
		events.push(event);
		if (event.type === 'answerEnded') {
			ended.get(event.turnId)?.();
		}
	});
	/** Sends and settles when the answer has ended. */
	const ask = async (turnId: string, words: string) => {
		const end = new Promise<void>(resolve => ended.set(turnId, resolve));
		await chat.submit(turnId, words);
		await end;
	};
	/** Settles when nothing streams and nothing is on its way; fails rather than hang. */
	const idle = async () => {
		for (let turns = 0; turns < 5 || chat.isAnswering; turns++) {
			assert.ok(turns < 1_000, 'still answering');
			await new Promise(resolve => setImmediate(resolve));
		}
	};
	const answers = () =>
		chat.conversation.turns.map(turn => turn.answers.map(answer => `${answer.status}: ${answer.text}`));
	const questions = () => chat.conversation.turns.map(turn => turn.text);
	const stored = async () => {
		await journal.flush();
		return journal.restore(chat.conversation.id);
	};
	return { chat, clock, model, store, journal, events, recorded, refused, ask, answers, idle, questions, stored };
}

describe('The chat', () => {
	it('answers a message, and carries it in the next', async () => {
		const { ask, answers, model } = make([text('One'), text('.')], [text('Two.')]);
		await ask('t1', 'first');
		await ask('t2', 'second');
		assert.deepEqual(answers(), [['done: One.'], ['done: Two.']]);
		assert.deepEqual(
			model.requests[1]?.messages.slice(1).map(({ content }) => content),
			['first', 'One.', 'second'],
		);
	});

	it('tells of growth once a frame or two, and of all of it before the end', async () => {
		const gate = new Gate();
		const { chat, clock, events, idle } = make([text('a'), text('b'), gate, text('c')]);
		await chat.submit('t', 'x');
		await gate.reached;
		clock.advance(gatherMs);
		gate.open();
		await chat.stop('another turn');
		await idle();
		const grown = events.filter(event => event.type === 'answerGrew' || event.type === 'answerEnded');
		assert.deepEqual(
			grown.map(event => (event.type === 'answerGrew' ? event.text : 'end')),
			['ab', 'c', 'end'],
		);
		assert.equal(clock.pending, 0);
	});

	it('tells what an answer waits for, and lets the wait be cut short', async () => {
		const gate = new Gate();
		const failure = { kind: 'unavailable', facts: {} } as const;
		const skip = () => gate.open();
		const waiting = { phase: 'retrying', failure, attempt: 2, of: 4, atMs: 9, skip } as const;
		const { chat, events, answers, idle } = make([waiting, gate, text('ok')]);
		await chat.submit('t', 'x');
		await gate.reached;
		assert.deepEqual(
			events.flatMap(event => (event.type === 'progress' ? [event.progress] : [])),
			[waiting],
		);
		chat.skipWait('another turn');
		chat.skipWait('t');
		await idle();
		assert.deepEqual(answers(), [['done: ok']]);
	});

	it('says which model answered when the one asked for was down', async () => {
		const { chat, ask, journal } = make([
			{ phase: 'answering', model: { provider: 'deepseek', model: 'deepseek-chat' } },
			text('ok'),
		]);
		await ask('t', 'x');
		const answer = chat.conversation.turns[0]?.answers[0];
		assert.deepEqual([answer?.model, answer?.answeredBy], ['openai/gpt-4o', 'deepseek/deepseek-chat']);
		await journal.flush();
		assert.deepEqual(await journal.restore(chat.conversation.id), chat.conversation);
	});

	it('stops at once, keeps what came, and calls it no error', async () => {
		const gate = new Gate();
		const { chat, answers } = make([text('half'), gate, text(' more')]);
		await chat.submit('t', 'x');
		await gate.reached;
		await chat.stop('t');
		assert.deepEqual(answers(), [['stopped: half']]);
		assert.equal(chat.isAnswering, false);
	});

	it('keeps the text before a failure, and the turn can be tried again with both answers kept', async () => {
		const { chat, ask, answers, idle } = make([text('half'), new OpenMindError('connectionLost')], [text('whole')]);
		await ask('t', 'x');
		await chat.tryAgain('t');
		await idle();
		assert.deepEqual(answers(), [['failed: half', 'done: whole']]);
		assert.equal(chat.conversation.turns[0]?.answers[0]?.failure?.kind, 'connectionLost');
	});

	it('shows a defect of ours as such, without its message', async () => {
		const { chat, ask } = make([new Error('secret text')]);
		await ask('t', 'x');
		assert.deepEqual(chat.conversation.turns[0]?.answers[0]?.failure, { kind: 'internal', facts: {} });
	});

	it('stops the answer that streams before a command asks something', async () => {
		const gate = new Gate();
		const { chat, idle, answers } = make([text('half'), gate], [text('two')]);
		await chat.submit('t1', 'x');
		await gate.reached;
		await chat.send({ turnId: 't2', text: 'y', attachments: [] });
		await idle();
		assert.deepEqual(answers(), [['stopped: half'], ['done: two']]);
	});

	it('sends the attachments with the message and then lets them go', async () => {
		const { chat, ask, model } = make([text('ok')]);
		chat.attach(attachment());
		await ask('t', 'Why?');
		assert.match(
			model.requests[0]?.messages.at(-1)?.content ?? '',
			/^File: src\/a\.ts, lines 1 to 1 \(typescript\)\n```typescript\nlet a;\n```\n\nWhy\?$/,
		);
		assert.deepEqual(chat.attachments, []);
	});

	it('attaches the same place once, and lets it be taken away', () => {
		const { chat } = make();
		chat.attach(attachment({ id: 'one' }));
		chat.attach(attachment({ id: 'two' }));
		chat.attach(attachment({ id: 'file', kind: 'file' }));
		assert.deepEqual(
			chat.attachments.map(({ id }) => id),
			['two', 'file'],
		);
		chat.detach('two');
		assert.deepEqual(
			chat.attachments.map(({ id }) => id),
			['file'],
		);
	});

	it('rejects a message whose attachment may not be sent, and loses neither text nor attachments', async () => {
		const { chat, events, refused, model } = make();
		chat.attach(attachment({ path: '.env' }));
		refused.add('.env');
		await chat.submit('t', 'look');
		assert.deepEqual(events.at(-1), {
			type: 'rejected',
			turnId: 't',
			text: 'look',
			failure: { kind: 'excludedFile', facts: { path: '.env' } },
		});
		assert.deepEqual([chat.attachments.length, chat.conversation.turns.length, model.requests.length], [1, 0, 0]);
	});

	it('says before sending that a message is too large, and sends it trimmed on request', async () => {
		const { chat, ask, model, idle } = make([text('ok')]);
		chat.attach(attachment({ text: 'const value = 1;\n'.repeat(60_000), tokens: 400_000 }));
		await ask('t', 'Why?');
		assert.equal(chat.conversation.turns[0]?.answers[0]?.failure?.kind, 'contextTooLarge');
		assert.equal(model.requests.length, 0);
		await chat.trimAndSend('t');
		await idle();
		assert.equal(model.requests.length, 1);
		assert.equal(chat.conversation.turns[1]?.answers[0]?.text, 'ok');
	});

	it('starts anew with an empty conversation, and keeps the old one stored', async () => {
		const { chat, ask, journal, events } = make([text('ok')]);
		await ask('t', 'x');
		const old = chat.conversation;
		await chat.newChat();
		assert.deepEqual([chat.conversation.turns.length, events.at(-1)?.type], [0, 'replaced']);
		await journal.flush();
		assert.deepEqual(await journal.restore(old.id), old);
	});
});

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
		assert.match(model.requests[1]?.messages.at(-1)?.content ?? '', /let a;[^]*How\?$/);
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

describe('The queue', () => {
	async function streaming(...scripts: Act[][]) {
		const gate = new Gate();
		const made = make([text('half'), gate], ...scripts);
		await made.chat.submit('t1', 'one');
		await gate.reached;
		return { ...made, gate };
	}

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
		assert.match(model.requests[1]?.messages.at(-1)?.content ?? '', /let a;[^]*two$/);
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
		const { chat, stored, model, clock, journal } = await streaming();
		await chat.submit('t2', 'two');
		const restored = await stored();
		const later = new ChatService(
			{
				model,
				clock,
				journal,
				makeId: () => 'x',
				shown: () => {},
				history: { record: () => {} },
				settings: {
					chatModel: () => ({ provider: 'p', model: 'm' }),
					models: () => [],
					instructions: () => '',
				},
				attachments: { current: one => Promise.resolve(one) },
			},
			restored,
		);
		assert.deepEqual(
			later.conversation.queue.map(({ text }) => text),
			['two'],
		);
		assert.equal(later.isHeld('t2'), true);
	});

	it('gives a message back whose attachment may not be sent any more', async () => {
		const { chat, gate, idle, events, refused } = await streaming();
		chat.attach(attachment({ path: 'a.ts' }));
		await chat.submit('t2', 'two');
		refused.add('a.ts');
		gate.open();
		await idle();
		assert.ok(events.some(event => event.type === 'rejected' && event.text === 'two'));
		assert.deepEqual([chat.conversation.queue.length, chat.attachments.length], [0, 1]);
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
