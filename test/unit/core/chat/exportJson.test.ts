import assert from 'node:assert/strict';
import { exportJson, importJson } from '../../../../src/core/chat/exportJson';
import {
	applyEvent,
	emptyConversation,
	type Conversation,
	type ConversationEvent,
} from '../../../../src/core/chat/conversation';
import { FakeClock } from '../../fakes';
import { attachment } from './chatFakes';

const grown = { type: 'answerGrew', reasoning: 'hm', refusal: '' } as const;

const events: readonly ConversationEvent[] = [
	{ type: 'created', at: 5, workspace: 'file:///elsewhere' },
	{ type: 'renamed', name: 'Till' },
	{ type: 'turnAdded', turn: { id: 't1', text: 'one', attachments: [attachment()] }, parentId: null },
	{ type: 'answerStarted', turnId: 't1', answerId: 'a1', model: 'p/m' },
	{ ...grown, answerId: 'a1', text: 'A' },
	{ type: 'answerEnded', answerId: 'a1', status: 'failed', failure: { kind: 'timeout', facts: { limit: 30 } } },
	{ type: 'answerStarted', turnId: 't1', answerId: 'a2', model: 'p/m' },
	{ ...grown, answerId: 'a2', text: 'B' },
	{ type: 'answerEnded', answerId: 'a2', status: 'done', usage: { promptTokens: 1, completionTokens: 2 } },
	{ type: 'answerShown', turnId: 't1', answerId: 'a1' },
	{ type: 'turnAdded', turn: { id: 't2', text: 'two', attachments: [] }, parentId: 't1' },
	{ type: 'turnAdded', turn: { id: 't3', text: 'two, better', attachments: [] }, parentId: 't1' },
	{ type: 'turnShown', turnId: 't2' },
];

function deps() {
	let ids = 0;
	return { clock: new FakeClock(), makeId: () => `new${++ids}`, workspace: 'file:///here' };
}

const build = (list: readonly ConversationEvent[]) => list.reduce(applyEvent, emptyConversation('c'));

/** What a reader sees of it, without ids. */
const content = ({ name, turns, all }: Conversation) => ({
	name,
	inSight: turns.map(({ text }) => text),
	all: all.map(({ text, attachments, answers, shownAnswerId }) => ({
		text,
		attachments: attachments.map(({ id: _, uri: __, ...attached }) => attached),
		answers: answers.map(({ id: _, ...answer }) => answer),
		shown: answers.findIndex(({ id }) => id === shownAnswerId),
	})),
});

describe('A chat exported as JSON', () => {
	it('is the same when it is imported, with every version and answer, under new ids and in this workspace', () => {
		const conversation = build(events);
		const imported = build(importJson(exportJson(conversation), deps()) ?? assert.fail('not imported'));
		assert.deepEqual(content(imported), content(conversation));
		assert.equal(imported.workspace, 'file:///here');
		assert.ok(imported.all.every(({ id }) => id.startsWith('new')));
	});

	it('can be read by people: it says what it is', () => {
		const { format, version } = JSON.parse(exportJson(build(events))) as Record<string, unknown>;
		assert.deepEqual([format, version], ['openmind-chat', 1]);
	});
});

describe('A file that is imported', () => {
	it('has no file read: what is attached is what it says', () => {
		const elsewhere = attachment({ kind: 'file', path: 'README.md', uri: 'file:///home/user/.aws/credentials' });
		const turn = { id: 't', text: 'one', attachments: [elsewhere, elsewhere] };
		const text = exportJson(build([{ type: 'turnAdded', turn, parentId: null }]));
		const imported = build(importJson(text, deps()) ?? assert.fail('not imported'));
		const attached = imported.all.flatMap(({ attachments }) => attachments);
		assert.deepEqual(
			attached.map(({ uri, text }) => [uri, text]),
			[
				['', elsewhere.text],
				['', elsewhere.text],
			],
		);
		assert.equal(new Set(attached.map(({ id }) => id)).size, 2);
	});

	it('is refused when it is longer than a chat can be, before it stalls the host', () => {
		const turns = (count: number): ConversationEvent[] =>
			Array.from({ length: count }, (_, index) => ({
				type: 'turnAdded',
				turn: { id: `t${index}`, text: 'x', attachments: [] },
				parentId: index === 0 ? null : `t${index - 1}`,
			}));
		const file = (count: number) => JSON.stringify({ format: 'openmind-chat', version: 1, events: turns(count) });
		assert.equal(importJson(file(1_000), deps())?.length, 1_002);
		assert.equal(importJson(file(5_001), deps()), undefined);
	});

	it('is refused when it is anything else', () => {
		const wrong: unknown[] = [
			{},
			[],
			null,
			{ format: 'openmind-chat', version: 2, events },
			{ format: 'other', version: 1, events },
			{ format: 'openmind-chat', version: 1, events: [] },
			{ format: 'openmind-chat', version: 1, events: [...events, { type: 'turnAdded' }] },
			{ format: 'openmind-chat', version: 1, events: 'none' },
		];
		for (const text of ['', '{', ...wrong.map(value => JSON.stringify(value))]) {
			assert.equal(importJson(text, deps()), undefined, text.slice(0, 60));
		}
	});

	it('cannot delete, pin or queue anything', () => {
		const sneaky: ConversationEvent[] = [
			...events,
			{ type: 'deleted', at: 1 },
			{ type: 'pinned', pinned: true },
			{ type: 'queued', turn: { id: 'q', text: 'send me', attachments: [] } },
		];
		const text = JSON.stringify({ format: 'openmind-chat', version: 1, events: sneaky });
		const imported = build(importJson(text, deps()) ?? assert.fail('not imported'));
		assert.deepEqual([imported.deletedAt, imported.pinned, imported.queue], [undefined, undefined, []]);
	});
});
