import assert from 'node:assert/strict';
import type { TextChange } from '../../../../../src/core/completion/insertion';
import { CompositionWatch } from '../../../../../src/core/completion/suggest/composition';

/** Whether it counts as composing after each of the changes: offset, characters removed, text. */
function follow(...changes: readonly [number, number, string][]): boolean[] {
	const watch = new CompositionWatch();
	return changes.map(([offset, removed, text]) => {
		watch.follow([{ offset, removed, text }]);
		return watch.composing;
	});
}

describe('Composing by an input method', () => {
	it('is seen from its second key on when it begins with Latin letters, and up to the next key after it', () => {
		const steps = follow([5, 0, 'n'], [5, 1, 'ni'], [5, 2, 'ni h'], [5, 4, '你好'], [7, 0, '.']);
		assert.deepEqual(steps, [false, true, true, true, false]);
	});

	it('is seen from its first key on when it begins with letters of its own', () => {
		assert.deepEqual(follow([0, 0, 'ㅎ'], [0, 1, '하'], [0, 1, '한'], [1, 0, ' ']), [true, true, true, false]);
		assert.deepEqual(follow([0, 0, 'か'], [0, 1, 'かん'], [0, 2, '感']), [true, true, true]);
	});

	it('is not seen in typing, in deleting, or in an accepted entry of a list', () => {
		assert.deepEqual(follow([0, 0, 's'], [1, 0, 'o'], [1, 1, ''], [1, 0, 'u']), [false, false, false, false]);
		assert.deepEqual(follow([0, 0, 's'], [1, 0, 'o'], [0, 2, 'something']), [false, false, false]);
		assert.deepEqual(follow([0, 0, 's'], [0, 1, 'something']), [false, false]);
	});

	it('is not seen in edits of several places, in undo, or in an event without changes', () => {
		const watch = new CompositionWatch();
		const change = (offset: number, removed: number, text: string): TextChange => ({ offset, removed, text });
		watch.follow([change(0, 0, 'n')]);
		watch.follow([change(0, 1, 'ni'), change(9, 1, 'ni')]);
		assert.equal(watch.composing, false);
		watch.follow([change(0, 0, 'n')]);
		watch.follow([change(0, 1, 'ni')], false);
		assert.equal(watch.composing, false);
		watch.follow([]);
		assert.equal(watch.composing, false);
	});
});
