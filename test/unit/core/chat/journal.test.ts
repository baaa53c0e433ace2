import assert from 'node:assert/strict';
import fc from 'fast-check';
import { flushMs, Journal, parseEvent } from '../../../../src/core/chat/journal';
import { applyEvent, emptyConversation, settle, type ConversationEvent } from '../../../../src/core/chat/conversation';
import { FakeClock, MemoryLogger } from '../../fakes';
import { attachment, MemoryStore } from './chatFakes';

function make() {
	const store = new MemoryStore();
	const clock = new FakeClock();
	const logger = new MemoryLogger();
	return { store, clock, logger, journal: new Journal({ store, clock, logger }) };
}

const turn = (id: string): ConversationEvent => ({
	type: 'turnAdded',
	turn: { id, text: 'Why?', attachments: [attachment()] },
});
const started = (turnId: string, answerId: string): ConversationEvent => ({
	type: 'answerStarted',
	turnId,
	answerId,
	model: 'openai/gpt-4o',
});
const grew = (answerId: string, text: string): ConversationEvent => ({
	type: 'answerGrew',
	answerId,
	text,
	reasoning: '',
	refusal: '',
});
const ended = (answerId: string): ConversationEvent => ({
	type: 'answerEnded',
	answerId,
	status: 'done',
	finishReason: 'stop',
});
const whole = [turn('t'), started('t', 'a'), grew('a', 'Because '), grew('a', 'so.'), ended('a')];

describe('The journal', () => {
	it('restores what was recorded', async () => {
		const { journal } = make();
		whole.forEach(event => journal.record('c', event));
		await journal.flush();
		assert.deepEqual(await journal.restore('c'), whole.reduce(applyEvent, emptyConversation('c')));
	});

	it('knows no conversation that was never recorded', async () => {
		assert.equal(await make().journal.restore('c'), undefined);
	});

	it('writes streaming text together, no later than the bound after it came', async () => {
		const { journal, store, clock } = make();
		whole.slice(0, 2).forEach(event => journal.record('c', event));
		await journal.flush();
		const before = store.files.get('c');
		journal.record('c', grew('a', 'Be'));
		clock.advance(flushMs - 1);
		journal.record('c', grew('a', 'cause'));
		assert.equal(store.files.get('c'), before);
		clock.advance(1);
		await journal.flush();
		assert.equal(store.files.get('c')?.slice(before?.length), `${JSON.stringify(grew('a', 'Because'))}\n`);
		assert.equal(clock.pending, 0);
	});

	it('loses only itself when a line is damaged, and says how many were', async () => {
		const { journal, store, logger } = make();
		whole.forEach(event => journal.record('c', event));
		await journal.flush();
		const lines = store.files.get('c')?.split('\n') ?? [];
		store.files.set('c', [lines[0], lines[1], '{"type":"answerGr', '\0\0', lines[2], lines[3]].join('\n'));
		assert.deepEqual(await journal.restore('c'), whole.reduce(applyEvent, emptyConversation('c')));
		assert.deepEqual(logger.lines, ['warn: Skipped 2 damaged lines of a conversation']);
	});

	it('takes an answer that never ended for a stopped one', async () => {
		const { journal } = make();
		whole.slice(0, 3).forEach(event => journal.record('c', event));
		await journal.flush();
		const answer = (await journal.restore('c'))?.turns[0]?.answers[0];
		assert.deepEqual([answer?.status, answer?.text], ['stopped', 'Because ']);
	});

	it('goes on when the disk refuses, and logs no content', async () => {
		const { journal, store, logger } = make();
		store.failing = true;
		whole.forEach(event => journal.record('c', event));
		await journal.flush();
		assert.equal(await journal.restore('c'), undefined);
		assert.ok(logger.lines.every(line => /^error: Could not (save|read)/.test(line) && !line.includes('Because')));
	});

	it('restores every prefix of a file that was cut anywhere: a killed host leaves no unreadable file', async () => {
		const { journal, store } = make();
		whole.forEach(event => journal.record('c', event));
		await journal.flush();
		const file = store.files.get('c') ?? '';
		const states = whole.map((_, index) =>
			settle(whole.slice(0, index + 1).reduce(applyEvent, emptyConversation('c'))),
		);
		await fc.assert(
			fc.asyncProperty(fc.nat(file.length), async length => {
				store.files.set('cut', file.slice(0, length));
				const restored = { ...(await journal.restore('cut')), id: 'c' };
				assert.ok(
					[settle(emptyConversation('c')), ...states].some(
						state => JSON.stringify(state) === JSON.stringify({ id: 'c', turns: restored.turns }),
					),
				);
			}),
		);
	});
});

describe('A line of the journal', () => {
	it('is read as an event or not at all', () => {
		for (const line of [
			'',
			'null',
			'[]',
			'{}',
			'{"type":"turnAdded"}',
			'{"type":"turnAdded","turn":{"id":"t","text":"x","attachments":[{}]}}',
			'{"type":"answerEnded","answerId":"a","status":"streaming"}',
		]) {
			assert.equal(parseEvent(line), undefined, line);
		}
		assert.deepEqual(
			whole.map(event => parseEvent(JSON.stringify(event))),
			whole,
		);
	});
});
