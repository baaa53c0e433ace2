import assert from 'node:assert/strict';
import { textOf } from '../../fakes';
import { gatherMs } from '../../../../src/core/chat/answerStream';
import { messageTokens } from '../../../../src/core/chat/messages';
import { OpenMindError } from '../../../../src/core/errors';
import { attachment, Gate, text } from './chatFakes';
import { make } from './chatWorld';

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

	it('names the messages that are on their way', async () => {
		const { chat, idle } = make([text('ok')]);
		const sent = chat.submit('t', 'x');
		assert.deepEqual(chat.sending, ['t']);
		await sent;
		assert.deepEqual(chat.sending, []);
		await idle();
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
		assert.deepEqual([chat.waiting?.turnId, chat.waiting?.progress], ['t', waiting]);
		chat.skipWait('another turn');
		chat.skipWait('t');
		await idle();
		assert.equal(chat.waiting, undefined);
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

	it('is stopped, and no more, when something breaks while it stops', async () => {
		const gate = new Gate();
		const { chat, model, answers } = make([text('half'), gate]);
		model.stopping = new Error('The log is closed');
		await chat.submit('t', 'x');
		await gate.reached;
		await chat.stop('t');
		assert.deepEqual(answers(), [['stopped: half']]);
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
			textOf(model.requests[0]?.messages.at(-1)),
			/^File: src\/a\.ts, lines 1 to 1 \(typescript\)\n```typescript\nlet a;\n```\n\nWhy\?$/,
		);
		assert.deepEqual(chat.attachments, []);
	});

	it('attaches the same place once, and lets it be taken away', () => {
		const { chat } = make();
		chat.attach(attachment({ id: 'one' }));
		chat.attach(attachment({ id: 'two' }));
		chat.attach(attachment({ id: 'file', kind: 'file' }));
		chat.attach(attachment({ id: 'elsewhere', uri: 'file:///other/src/cart.ts' }));
		assert.deepEqual(
			chat.attachments.map(({ id }) => id),
			['two', 'file', 'elsewhere'],
		);
		chat.detach('two');
		assert.deepEqual(
			chat.attachments.map(({ id }) => id),
			['file', 'elsewhere'],
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

	it('sends less than the service refused as too large, from then on too', async () => {
		const refusal = new OpenMindError('contextTooLarge', { status: 400, provider: 'openai', model: 'gpt-4o' });
		const { chat, ask, model, idle, events } = make([refusal], [refusal], [text('ok')], [text('on')]);
		chat.attach(attachment({ text: 'const value = 1;\n'.repeat(10_000), tokens: 52_000 }));
		await ask('t', 'Why?');
		await chat.trimAndSend('t');
		await idle();
		await chat.trimAndSend(chat.conversation.turns[1]?.id ?? '');
		await idle();
		assert.equal(chat.conversation.turns[2]?.answers[0]?.text, 'ok');
		const sizes = model.requests.map(({ messages }) => messageTokens(messages));
		assert.ok(
			sizes.every((size, index) => index === 0 || size < 0.76 * (sizes[index - 1] ?? 0)),
			String(sizes),
		);
		assert.ok((sizes[2] ?? 0) > 15_000);
		assert.ok(chat.window().limit < (sizes[1] ?? 0));
		await ask('u', 'And now?');
		assert.ok(messageTokens(model.requests[3]?.messages ?? []) < (sizes[1] ?? 0));
		assert.equal(events.filter(({ type }) => type === 'rejected').length, 0);
	});

	it('takes a refusal of an image, or of next to nothing, for no measure of the window', async () => {
		const refusal = new OpenMindError('contextTooLarge', { status: 413 });
		const { chat, ask } = make([refusal]);
		await ask('t', 'Why?');
		assert.equal(chat.window().limit, 4_000);
		const { chat: other, ask: askOther } = make([refusal]);
		other.attachImage('data:image/png;base64,iVBORw0KGgo=');
		await askOther('t', 'Why?');
		assert.equal(other.window().limit, 128_000);
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
