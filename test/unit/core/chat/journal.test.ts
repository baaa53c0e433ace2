import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { gatherMs } from '../../../../src/core/chat/answerStream';
import { flushMs, Journal, mostLostMs, parseEvent, retryMs } from '../../../../src/core/chat/journal';
import {
	applyEvent,
	emptyConversation,
	settle,
	type ConversationEvent,
	type GrewEvent,
} from '../../../../src/core/chat/conversation';
import { FakeClock, MemoryLogger } from '../../fakes';
import { attachment, MemoryStore, text } from './chatFakes';
import { make as makeChat } from './chatWorld';

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
const grew = (answerId: string, text: string): GrewEvent => ({
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

	it('stays within what may be lost, with what is gathered before', () => {
		assert.ok(gatherMs + flushMs < mostLostMs);
	});

	it('writes what is due with the next word when its timer is late', async () => {
		const { store, clock, logger } = make();
		const late = { now: () => clock.now(), after: () => () => {} };
		const journal = new Journal({ store, clock: late, logger });
		journal.record('c', grew('a', 'Be'));
		clock.advance(flushMs - 1);
		journal.record('c', grew('a', 'cau'));
		assert.equal(store.files.get('c'), undefined);
		clock.advance(1);
		journal.record('c', grew('a', 'se'));
		assert.equal(store.files.get('c'), `${JSON.stringify(grew('a', 'Because'))}\n`);
	});

	it('gives all that came during a slow write to the next one at once, and nothing twice', async () => {
		const { store, clock, logger } = make();
		const writes: string[] = [];
		const ends: (() => void)[] = [];
		const slow = {
			read: (id: string) => store.read(id),
			append: (_: string, lines: string) =>
				new Promise<void>(resolve => ends.push(resolve) && writes.push(lines)),
		};
		const journal = new Journal({ store: slow, clock, logger });
		const lines = (...events: ConversationEvent[]) => events.map(event => `${JSON.stringify(event)}\n`).join('');
		journal.record('c', turn('t'));
		journal.record('c', started('t', 'a'));
		journal.record('c', grew('a', 'Be'));
		clock.advance(flushMs);
		journal.record('c', grew('a', 'cause'));
		const flushed = journal.flush();
		assert.deepEqual(writes, [lines(turn('t'))]);
		ends[0]?.();
		await new Promise(setImmediate);
		assert.deepEqual(writes.slice(1), [lines(started('t', 'a'), grew('a', 'Because'))]);
		ends[1]?.();
		await flushed;
		assert.equal(writes.length, 2);
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

	it('writes all of a conversation again whose file another window has erased', async () => {
		const { journal, store } = make();
		const queued: ConversationEvent = { type: 'queued', turn: { id: 'q', text: 'And?', attachments: [] } };
		let conversation = emptyConversation('c');
		const tell = (event: ConversationEvent): void => {
			conversation = applyEvent(conversation, event);
			journal.record('c', event, conversation);
		};
		const begin: ConversationEvent = { type: 'created', at: 1, workspace: 'file:///w' };
		[begin, turn('t'), started('t', 'a'), grew('a', 'Because ')].forEach(tell);
		await journal.flush();
		assert.match(store.files.get('c') ?? '', /^\{"type":"created"/);
		store.files.delete('c');
		[queued, grew('a', 'so'), grew('a', '.'), ended('a')].forEach(tell);
		await journal.flush();
		assert.deepEqual(await journal.restore('c'), conversation);
	});

	it('takes an answer that never ended for a stopped one', async () => {
		const { journal } = make();
		whole.slice(0, 3).forEach(event => journal.record('c', event));
		await journal.flush();
		const answer = (await journal.restore('c'))?.turns[0]?.answers[0];
		assert.deepEqual([answer?.status, answer?.unended, answer?.text], ['stopped', true, 'Because ']);
	});

	it('goes on when the disk refuses, and logs no content', async () => {
		const { journal, store, logger } = make();
		store.failing = true;
		whole.forEach(event => journal.record('c', event));
		await journal.flush();
		assert.equal(await journal.restore('c'), undefined);
		assert.ok(logger.lines.every(line => /^error: Could not (save|read)/.test(line) && !line.includes('Because')));
	});

	it('writes what the disk refused before what comes later, and tells of it once', async () => {
		const { journal, store, logger } = make();
		const rest = [grew('a', 'Because '), grew('a', 'so.'), ended('a')];
		journal.record('c', turn('t'));
		await journal.flush();
		store.failing = true;
		journal.record('c', started('t', 'a'));
		await journal.flush();
		await journal.flush();
		store.failing = false;
		rest.forEach(event => journal.record('c', event));
		await journal.flush();
		assert.deepEqual(await journal.restore('c'), whole.reduce(applyEvent, emptyConversation('c')));
		assert.deepEqual(logger.lines, ['error: Could not save 1 events of a conversation yet']);
	});

	it('tries again what the disk refused though nothing comes later', async () => {
		const { journal, store, clock } = make();
		store.failing = true;
		whole.forEach(event => journal.record('c', event));
		await journal.flush();
		store.failing = false;
		clock.advance(retryMs);
		await journal.flush();
		assert.deepEqual(await journal.restore('c'), whole.reduce(applyEvent, emptyConversation('c')));
	});

	it('counts what a full disk took before it failed once', async () => {
		const { journal, store } = make();
		const growth = (at: number, words: string): ConversationEvent => ({ ...grew('a', words), at });
		journal.record('c', turn('t'));
		journal.record('c', started('t', 'a'));
		await journal.flush();
		const append = store.append.bind(store);
		store.append = async (id, lines, all) => {
			await append(id, lines, all);
			throw new Error('disk full');
		};
		journal.record('c', growth(0, 'Because '));
		await journal.flush();
		store.append = append;
		journal.record('c', growth(8, 'so.'));
		await journal.flush();
		assert.equal((await journal.restore('c'))?.turns[0]?.answers[0]?.text, 'Because so.');
	});

	it('takes an answer once that was begun twice: a full disk may have taken the first line of a write', async () => {
		const { journal, store } = make();
		for (const event of [turn('t'), started('t', 'a'), started('t', 'a'), grew('a', 'Because.')]) {
			journal.record('c', event);
		}
		await journal.flush();
		assert.ok(store.files.get('c')?.match(/answerStarted/g)?.length === 2);
		const [restored] = (await journal.restore('c'))?.turns ?? [];
		assert.deepEqual(
			restored?.answers.map(answer => answer.text),
			['Because.'],
		);
	});

	it('keeps an answer whose start is damaged, and one whose question is', async () => {
		const { chat, store, journal, ask } = makeChat([text('A long answer')]);
		await ask('t1', 'Why?');
		await journal.flush();
		const { id, turns } = chat.conversation;
		const file = store.files.get(id) ?? '';
		const without = (type: string) => file.split('\n').map(line => (line.includes(`"${type}"`) ? '\0' : line));
		store.files.set(id, without('answerStarted').join('\n'));
		assert.deepEqual((await journal.restore(id))?.turns, turns);
		store.files.set(id, without('turnAdded').join('\n'));
		const [kept] = (await journal.restore(id))?.turns ?? [];
		assert.deepEqual([kept?.text, kept?.answers], ['', turns[0]?.answers]);
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
				const restored = (await journal.restore('cut'))?.turns;
				assert.ok([emptyConversation('c'), ...states].some(({ turns }) => isDeepStrictEqual(turns, restored)));
			}),
		);
	});
});

const ids = ['t1', 't2', 't3'] as const;
const eventArbitrary: fc.Arbitrary<ConversationEvent> = fc.oneof(
	fc.record({
		type: fc.constant('turnAdded' as const),
		turn: fc.record({ id: fc.constantFrom(...ids), text: fc.string(), attachments: fc.constant([]) }),
		parentId: fc.constantFrom(null, ...ids),
	}),
	fc.record({ type: fc.constant('turnShown' as const), turnId: fc.constantFrom(...ids) }),
	fc.constantFrom(...ids).map(id => started(id, `${id}-a`)),
	fc.tuple(fc.constantFrom(...ids), fc.string()).map(([id, text]) => grew(`${id}-a`, text)),
	fc.constantFrom(...ids).map(id => ended(`${id}-a`)),
	fc.constantFrom(...ids).map(id => ({ type: 'answerShown' as const, turnId: id, answerId: `${id}-a` })),
	fc.constantFrom(...ids).map(id => ({ type: 'unqueued' as const, turnId: id })),
	fc.record({ type: fc.constant('renamed' as const), name: fc.string() }),
);

describe('Any events in any order', () => {
	it('give a conversation whose turns in sight are one way through all of them', () => {
		fc.assert(
			fc.property(fc.array(eventArbitrary), events => {
				const { turns, all } = events.reduce(applyEvent, emptyConversation('c'));
				turns.forEach((turn, index) => {
					assert.equal(turn.parentId, turns[index - 1]?.id);
					assert.ok(all.includes(turn));
				});
				assert.equal(new Set(all.map(({ id }) => id)).size, all.length);
				assert.equal(turns.length > 0, all.length > 0);
				assert.ok(turns.length === 0 || !all.some(({ parentId }) => parentId === turns.at(-1)?.id));
			}),
		);
	});

	it('are restored as they were, and a lost line takes no other turn along', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(eventArbitrary, { minLength: 1 }), fc.nat(), async (events, at) => {
				const { journal, store } = make();
				events.forEach(event => journal.record('c', event));
				await journal.flush();
				assert.deepEqual(await journal.restore('c'), settle(events.reduce(applyEvent, emptyConversation('c'))));
				const lines = store.files.get('c')?.trimEnd().split('\n') ?? [];
				const lost = at % lines.length;
				store.files.set('c', lines.with(lost, lines[lost]?.slice(1) ?? '').join('\n'));
				const added = lines.flatMap((line, index) => {
					const event = index === lost ? undefined : parseEvent(line);
					if (event?.type === 'turnAdded') {
						return [event.turn.id];
					}
					// The answer to a lost question is kept, and so is its place.
					return event?.type === 'answerStarted' ? [event.turnId] : [];
				});
				const restored = await journal.restore('c');
				assert.deepEqual(new Set(restored?.all.map(({ id }) => id)), new Set(added));
			}),
		);
	});

	it('are a conversation of the first version, too: its turns follow each other', () => {
		const old = [turn('a'), turn('b')].reduce(applyEvent, emptyConversation('c'));
		assert.deepEqual(
			old.turns.map(({ id, parentId }) => [id, parentId]),
			[
				['a', undefined],
				['b', 'a'],
			],
		);
	});

	it('of two windows at once stand beside each other as versions', () => {
		const question = (id: string) => ({ id, text: id, attachments: [] });
		const both = [
			{ type: 'turnAdded', turn: question('start'), parentId: null } as const,
			{ type: 'turnAdded', turn: question('here'), parentId: 'start' } as const,
			{ type: 'turnAdded', turn: question('there'), parentId: 'start' } as const,
		].reduce(applyEvent, emptyConversation('c'));
		assert.deepEqual([both.turns.map(({ id }) => id), both.all.length], [['start', 'there'], 3]);
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
			'{"type":"answerEnded","answerId":"a","status":"failed","failure":{"kind":"madeUp","facts":{}}}',
			'{"type":"answerEnded","answerId":"a","status":"done","usage":{"promptTokens":"many","completionTokens":1}}',
			'{"type":"answerEnded","answerId":"a","status":"done","timing":{}}',
		]) {
			assert.equal(parseEvent(line), undefined, line);
		}
		assert.deepEqual(
			whole.map(event => parseEvent(JSON.stringify(event))),
			whole,
		);
	});
});
