import assert from 'node:assert/strict';
import { TurnList } from '../../../src/webview/turnList';
import type { TurnView } from '../../../src/shared/chat';

const turn = (id: string): TurnView => ({ id, text: id, attachments: [], answers: [] });
const many = Array.from({ length: 100 }, (_, index) => turn(`t${index}`));
const wish =
	(busy = false) =>
	(one: TurnView) => ({ turn: one, progress: undefined, editing: undefined, busy });

/** Frames until all is drawn, each as the ids that it draws. */
function frames(list: TurnList<never>, turns: readonly TurnView[], busy = false): string[][] {
	const all: string[][] = [];
	do {
		const listed = list.next(turns, wish(busy));
		all.push(listed.filter(({ isNew }) => isNew).map(({ turn: { id } }) => id));
		assert.ok(all.length < 1_000, 'never complete');
	} while (!list.complete);
	return all;
}

describe('the turns of a long conversation', () => {
	it('are drawn from the end, a few with each frame, each once and in their order', () => {
		const list = new TurnList<never>();
		const all = frames(list, many);
		assert.deepEqual(
			all[0],
			many.slice(-6).map(({ id }) => id),
		);
		assert.ok(all.slice(1).every(({ length }) => length <= 4));
		assert.deepEqual(all.flat().sort(), many.map(({ id }) => id).sort());
		assert.deepEqual(
			list.next(many, wish()).map(one => [one.turn.id, one.isNew]),
			many.map(({ id }) => [id, false]),
		);
	});

	it('are not drawn again when one is added or changes, wherever it is', () => {
		const list = new TurnList<never>();
		frames(list, many);
		const added = [...many, turn('new')];
		assert.deepEqual(frames(list, added), [['new']]);
		const changed = added.with(3, { ...turn('t3'), text: 'other words' });
		assert.deepEqual(frames(list, changed), [['t3']]);
	});

	it('grey out their buttons bit by bit, and words that change do not wait for it', () => {
		const list = new TurnList<never>();
		frames(list, many);
		const first = list.next(many, wish(true)).filter(({ isNew }) => isNew);
		assert.equal(first.length, 6);
		const changed = many.with(0, { ...turn('t0'), text: 'other words' });
		const second = list.next(changed, wish(true)).filter(({ isNew }) => isNew);
		assert.deepEqual([second[0]?.turn.id, second.length], ['t0', 5]);
		assert.equal(frames(list, changed, true).flat().length, 100 - 6 - 5);
	});

	it('are all drawn anew after the page showed none', () => {
		const list = new TurnList<never>();
		frames(list, many);
		list.clear();
		assert.equal(frames(list, many).flat().length, 100);
	});
});
