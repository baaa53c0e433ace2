import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyEvent, emptyConversation } from '../../../../src/core/chat/conversation';
import { Journal } from '../../../../src/core/chat/journal';
import { foldEntry, maxTitleLength, parseEntry, titleOf, type Entry } from '../../../../src/core/history/entries';
import { groupOf } from '../../../../src/core/history/groups';
import { eraseAfterMs, History } from '../../../../src/core/history/history';
import { createSearch } from '../../../../src/core/history/search';
import { attachment } from '../chat/chatFakes';
import { answered, asked, world } from './historyFakes';

describe('The list of conversations', () => {
	it('names each by the first words of its first message, the newest first and the pinned on top', async () => {
		const { open, clock } = world();
		const { tell, look, titles, history } = open();
		for (const name of ['one', 'two', 'three']) {
			tell(name, asked('t', `Question ${name}`));
			clock.advance(1000);
		}
		history.record('one', { type: 'pinned', pinned: true });
		await look();
		assert.deepEqual(titles(), ['Question one', 'Question three', 'Question two']);
	});

	it('shows a new name at once, and what another window wrote with the next look', async () => {
		const { open } = world();
		const [here, there] = [open(), open()];
		here.tell('a', asked('t', 'Mine'));
		await there.look();
		there.tell('b', asked('t', 'Theirs'));
		there.history.record('a', { type: 'renamed', name: 'Renamed there' });
		await there.history.flush();
		await here.look();
		assert.deepEqual(here.titles().sort(), ['Renamed there', 'Theirs']);
	});

	it('keeps to a workspace when asked', async () => {
		const { open } = world();
		const { tell, look, titles } = open();
		tell('a', { type: 'created', at: 1, workspace: 'file:///a' }, asked('t', 'In a'));
		tell('b', { type: 'created', at: 1, workspace: 'file:///b' }, asked('t', 'In b'));
		await look();
		assert.deepEqual(titles('', 'file:///b'), ['In b']);
		assert.equal(titles().length, 2);
	});

	it('hides what was deleted, brings it back, and erases it for good when nobody did', async () => {
		const { open, store, clock } = world();
		const { tell, look, titles, history } = open();
		tell('a', asked('t', 'Stays'));
		tell('b', asked('t', 'Goes away secretly'));
		history.record('a', { type: 'deleted', at: clock.now() });
		history.record('b', { type: 'deleted', at: clock.now() });
		await look();
		assert.deepEqual(titles(), []);
		history.record('a', { type: 'deleted' });
		await look();
		assert.deepEqual(titles(), ['Stays']);
		assert.deepEqual(store.erased, []);
		clock.advance(eraseAfterMs + 1);
		await open().look();
		assert.deepEqual(store.erased, ['b']);
		assert.ok(!/secretly/.test(store.files.list + store.files.words));
		await look();
		assert.deepEqual(titles(), ['Stays']);
	});

	it('erases in a window that stays open what was deleted long enough ago', async () => {
		const { open, store, clock } = world();
		const { tell, look, history } = open();
		tell('a', asked('t', 'Goes away secretly'));
		await look();
		history.record('a', { type: 'deleted', at: clock.now() });
		await look();
		assert.deepEqual(store.erased, []);
		clock.advance(eraseAfterMs + 1);
		await look();
		assert.deepEqual(store.erased, ['a']);
		assert.ok(!/secretly/.test(store.files.list + store.files.words));
		await look();
		assert.deepEqual(store.erased, ['a']);
	});

	it('keeps what another window has deleted when this one writes on in it, and does not erase it', async () => {
		const { open, store, conversations, clock } = world();
		const [here, there] = [open(), open()];
		here.tell('a', asked('t', 'Still in use'));
		await here.look();
		await there.look();
		const deleted = { type: 'deleted', at: clock.now() } as const;
		there.journal.record('a', deleted);
		there.history.record('a', deleted);
		await there.look();
		assert.deepEqual(there.titles(), []);
		clock.advance(1);
		const second = { ...asked('u', 'And then?'), parentId: 't' };
		const conversation = applyEvent(applyEvent(emptyConversation('a'), asked('t', 'Still in use')), second);
		here.journal.record('a', second);
		here.history.record('a', second, conversation);
		clock.advance(eraseAfterMs + 1);
		const later = open();
		await later.look();
		for (const { look, titles } of [here, there, later]) {
			await look();
			assert.deepEqual(titles(), ['Still in use']);
		}
		assert.deepEqual(store.erased, []);
		assert.ok(conversations.files.has('a'));
		assert.equal((await later.journal.restore('a'))?.deletedAt, undefined);
	});

	it('lists again what this window writes on in after another one has erased it', async () => {
		const { open, store, conversations, clock } = world();
		const here = open();
		here.tell('a', { type: 'created', at: 5, workspace: 'w' }, asked('t', 'Still in use'));
		await here.look();
		const there = open();
		await there.look();
		there.history.record('a', { type: 'deleted', at: clock.now() });
		clock.advance(eraseAfterMs + 1);
		await open().look();
		assert.deepEqual(store.erased, ['a']);
		conversations.files.delete('a');
		const begun = [{ type: 'created', at: 5, workspace: 'w' } as const, asked('t', 'Still in use')];
		const second = { ...asked('u', 'And then?'), parentId: 't' };
		const conversation = [...begun, second].reduce(applyEvent, emptyConversation('a'));
		here.journal.record('a', second, conversation);
		here.history.record('a', second, conversation);
		store.ids.add('a');
		for (const { look, titles } of [here, there, open()]) {
			await look();
			assert.deepEqual(titles('', 'w'), ['Still in use']);
		}
		assert.deepEqual(
			(await there.journal.restore('a'))?.turns.map(({ text }) => text),
			['Still in use', 'And then?'],
		);
	});

	it('lets the host breathe while it reads and indexes many', async () => {
		const { store, conversations, logger } = world();
		let [now, breaths] = [0, 0];
		// Each look at it is a millisecond later.
		const clock = {
			now: () => ++now,
			after: (_: number, act: () => void) => {
				breaths++;
				queueMicrotask(act);
				return () => {};
			},
		};
		const ids = Array.from({ length: 400 }, (_, index) => `c${index}`);
		const lines = (line: (id: string) => object) => ids.map(id => `${JSON.stringify(line(id))}\n`).join('');
		store.files.list = lines(id => ({ id, t: 1, at: 1, title: `Title ${id}` }));
		store.files.words = lines(id => ({ id, text: `word${id}` }));
		ids.forEach(id => store.ids.add(id));
		const journal = new Journal({ store: conversations, clock, logger });
		const history = new History({ store, journal, clock, logger, search: () => Promise.resolve(createSearch()) });
		await history.refresh();
		assert.ok(breaths >= 40, `${breaths} over the list`);
		await history.prepareSearch();
		assert.ok(breaths >= 120, `${breaths} over list, words and search`);
		assert.equal(history.page({ text: 'wordc399', limit: 1 }).entries[0]?.id, 'c399');
	});

	it('finds the conversations again when its files are lost', async () => {
		const { open, store } = world();
		const first = open();
		first.tell(
			'a',
			{ type: 'created', at: 5, workspace: 'w' },
			asked('t', 'Where is the till?'),
			...answered('t', 'There.'),
		);
		first.tell('b', asked('t', 'And the cart?'));
		first.journal.record('b', { type: 'renamed', name: 'Cart' });
		await first.look();
		store.files.list = '';
		store.files.words = 'garbage\n';
		const second = open();
		await second.look();
		assert.deepEqual(second.titles().sort(), ['Cart', 'Where is the till?']);
		assert.deepEqual(second.titles('', 'w'), ['Where is the till?']);
		await second.settle(second.history.prepareSearch());
		assert.deepEqual(second.titles('till'), ['Where is the till?']);
	});

	it('finds one whose host was killed before it had a title', async () => {
		const { open, store } = world();
		const first = open();
		first.tell('a', { type: 'created', at: 5 }, asked('t', 'Where is the till?'));
		await first.look();
		store.files.list = '{"id":"a","t":1,"pinned":true}\n';
		const second = open();
		await second.look();
		assert.deepEqual(second.titles(), ['Where is the till?']);
	});

	it('is made short again when it says the same conversations many times', async () => {
		const { open, store } = world();
		const { tell, look, history } = open();
		tell('a', asked('t', 'Where is the till?'));
		for (let index = 0; index < 2_500; index++) {
			history.record('a', { type: 'renamed', name: `Name ${index}` });
		}
		await look();
		assert.equal(store.files.list.trim().split('\n').length, 1);
		const later = open();
		await later.look();
		assert.deepEqual(later.titles(), ['Name 2499']);
	});

	it('drops what has no file any more', async () => {
		const { open, store, clock } = world();
		open().tell('a', asked('t', 'Gone'));
		clock.advance(120_000);
		store.ids.delete('a');
		const later = open();
		await later.look();
		assert.deepEqual(later.titles(), []);
	});

	it('goes on when the disk refuses, and logs no content', async () => {
		const { open, store, logger } = world();
		store.failing = true;
		const { tell, look, titles } = open();
		tell('a', asked('t', 'Confidential'));
		await look();
		assert.deepEqual(titles(), []);
		assert.ok(logger.lines.length > 0 && logger.lines.every(line => !line.includes('Confidential')));
	});

	it('says how many there are beyond those it gives', async () => {
		const { open } = world();
		const { tell, look, history } = open();
		for (let index = 0; index < 5; index++) {
			tell(`c${index}`, asked('t', 'Same'));
		}
		await look();
		const { entries, total } = history.page({ text: '', limit: 2 });
		assert.deepEqual([entries.length, total], [2, 5]);
	});
});

const entryArbitrary: fc.Arbitrary<Entry> = fc.record(
	{
		id: fc.constantFrom('a', 'b', 'c'),
		t: fc.nat(1000),
		name: fc.string(),
		pinned: fc.boolean(),
		at: fc.nat(),
		deletedAt: fc.nat(),
	},
	{ requiredKeys: ['id', 't'] },
);

describe('The lines of the list', () => {
	it('give the latest of each field in the order they were written', () => {
		fc.assert(
			fc.property(fc.array(entryArbitrary), lines => {
				const ordered = lines.map((line, index) => ({ ...line, t: index }));
				const entries = new Map<string, Entry>();
				ordered.forEach(line => foldEntry(entries, line));
				for (const [id, entry] of entries) {
					const own = ordered.filter(line => line.id === id);
					for (const field of ['name', 'pinned', 'at', 'deletedAt'] as const) {
						assert.equal(entry[field], own.findLast(line => line[field] !== undefined)?.[field]);
					}
				}
			}),
		);
	});

	it('survive a cut or garbage anywhere: every whole line still counts', () => {
		fc.assert(
			fc.property(fc.array(entryArbitrary, { minLength: 1 }), fc.nat(), fc.string(), (lines, at, garbage) => {
				const texts = lines.map(line => JSON.stringify(line));
				const file = texts.join('\n');
				const position = at % (file.length + 1);
				const hurt = `${file.slice(0, position)}\n${garbage.replaceAll('\n', '')}\n${file.slice(position)}`;
				const found = hurt.split('\n').flatMap(line => parseEntry(line) ?? []);
				const spoilt = file.slice(0, position).split('\n').length - 1;
				const whole = lines.filter((_, index) => index !== spoilt);
				for (const line of whole) {
					assert.ok(found.some(one => JSON.stringify(one) === JSON.stringify(line)));
				}
			}),
		);
	});

	it('name a file only by an id', () => {
		for (const id of ['../a', '', 'a/b', 'x'.repeat(65), 7]) {
			assert.equal(parseEntry(JSON.stringify({ id, t: 1 })), undefined);
		}
	});
});

describe('A title', () => {
	it('is one short line that breaks between words and never inside a character', () => {
		const title = (text: string) => titleOf({ text, attachments: [] });
		assert.equal(title('  Why\n\tnot? '), 'Why not?');
		assert.equal(title(`${'word '.repeat(20)}`), `${'word '.repeat(11)}word…`);
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), text => {
				const made = title(text);
				assert.ok(
					made.length <= maxTitleLength + 1 &&
						!/[\n\t]/.test(made) &&
						!/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/.test(made),
				);
			}),
		);
	});

	it('says what is attached, where there is room', () => {
		const cart = attachment({ path: 'src/cart.ts', lines: { first: 1, last: 12 } });
		assert.equal(titleOf({ text: 'Explain this code.', attachments: [cart] }), 'Explain this code. (cart.ts:1-12)');
		assert.equal(
			titleOf({
				text: 'Compare them.',
				attachments: ['a/index.ts', 'b/index.ts'].map(path => attachment({ path })),
			}),
			'Compare them. (a/index.ts:1, b/index.ts:1)',
		);
		const long = 'word '.repeat(10).trim();
		assert.equal(titleOf({ text: long, attachments: [cart] }), long);
	});
});

describe('The groups', () => {
	it('are pinned, of today, and older', () => {
		const now = new Date(2025, 5, 15, 12).getTime();
		assert.equal(groupOf({ at: now - 1000, pinned: true }, now), 'pinned');
		assert.equal(groupOf({ at: new Date(2025, 5, 15, 0, 1).getTime(), pinned: false }, now), 'today');
		assert.equal(groupOf({ at: new Date(2025, 5, 14, 23, 59).getTime(), pinned: false }, now), 'earlier');
	});
});
