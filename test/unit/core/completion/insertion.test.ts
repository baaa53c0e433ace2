import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Insertion, InsertQueue, type TextChange } from '../../../../src/core/completion/insertion';

/** An insertion after `abc|def` that has brought `XY` already. */
function inserted(): Insertion {
	const insertion = new Insertion(3);
	insertion.expect('XY');
	assert.equal(insertion.follow([{ offset: 3, removed: 0, text: 'XY' }]), 'kept');
	return insertion;
}

function apply(document: string, change: TextChange): string {
	return document.slice(0, change.offset) + change.text + document.slice(change.offset + change.removed);
}

describe('An insertion that streams', () => {
	it('grows by its own edits', () => {
		const insertion = inserted();
		assert.deepEqual([insertion.end, insertion.length, insertion.arrived], [5, 2, true]);
	});

	it('has not arrived before the document has changed', () => {
		const insertion = new Insertion(0);
		insertion.expect('a');
		assert.equal(insertion.arrived, false);
	});

	it('moves when text before it is typed or deleted', () => {
		const insertion = inserted();
		assert.equal(insertion.follow([{ offset: 0, removed: 0, text: 'new\n' }]), 'kept');
		assert.equal(insertion.follow([{ offset: 1, removed: 2, text: '' }]), 'kept');
		assert.equal(insertion.end, 7);
	});

	it('moves when text is typed right before its first character', () => {
		const insertion = inserted();
		assert.equal(insertion.follow([{ offset: 3, removed: 0, text: 'z' }]), 'kept');
		assert.deepEqual([insertion.end, insertion.length], [6, 2]);
	});

	it('stays when text after it is typed or deleted', () => {
		const insertion = inserted();
		assert.equal(insertion.follow([{ offset: 6, removed: 0, text: 'z' }]), 'kept');
		assert.equal(insertion.follow([{ offset: 5, removed: 1, text: '' }]), 'kept');
		assert.equal(insertion.end, 5);
	});

	it('is touched by an edit within it, across it, or by typing at its end', () => {
		for (const change of [
			{ offset: 4, removed: 0, text: 'z' },
			{ offset: 3, removed: 2, text: '' },
			{ offset: 0, removed: 7, text: '' },
			{ offset: 4, removed: 3, text: 'z' },
			{ offset: 5, removed: 0, text: 'z' },
		]) {
			assert.equal(inserted().follow([change]), 'touched', JSON.stringify(change));
		}
	});

	it('is touched by typing at the cursor before anything came', () => {
		assert.equal(new Insertion(3).follow([{ offset: 3, removed: 0, text: 'z' }]), 'touched');
	});

	it('knows its own edit among the changes of one event', () => {
		const insertion = inserted();
		insertion.expect('\n');
		const changes = [
			{ offset: 5, removed: 0, text: '\n' },
			{ offset: 1, removed: 2, text: '' },
		];
		assert.equal(insertion.follow(changes), 'kept');
		assert.deepEqual([insertion.end, insertion.arrived], [4, true]);
	});

	it('knows its own edit when the document writes the line ends its own way', () => {
		const insertion = new Insertion(0);
		insertion.expect('a\nb');
		assert.equal(insertion.follow([{ offset: 0, removed: 0, text: 'a\r\nb' }]), 'kept');
		assert.equal(insertion.end, 4);
	});

	it('always points at the end of its text, whatever is edited around it', () => {
		const edit = fc.record({
			before: fc.boolean(),
			at: fc.nat(),
			removed: fc.nat(3),
			text: fc.string({ maxLength: 3 }),
		});
		fc.assert(
			fc.property(fc.array(edit, { maxLength: 20 }), edits => {
				const insertion = inserted();
				let document = 'abcXYdef';
				for (const { before, at, removed, text } of edits) {
					const [start, end] = [insertion.end - insertion.length, insertion.end];
					const [low, high] = before ? [0, start] : [end + 1, document.length];
					const offset = Math.min(high, low + (at % (high - low + 1 || 1)));
					const change = { offset, removed: Math.max(0, Math.min(removed, high - offset)), text };
					document = apply(document, change);
					if (insertion.follow([change]) === 'touched') {
						return;
					}
					assert.equal(document.slice(insertion.end - 2, insertion.end), 'XY');
				}
			}),
		);
	});
});

describe('The queue of text to insert', () => {
	it('gives all that waits at once, but the last character only at the end', () => {
		const queue = new InsertQueue();
		queue.add('ab');
		queue.add('cd');
		assert.equal(queue.take(false), 'abc');
		assert.equal(queue.take(false), '');
		queue.add('e');
		assert.equal(queue.take(true), 'de');
		assert.equal(queue.take(true), '');
	});

	it('never parts a surrogate pair or a line end', () => {
		const queue = new InsertQueue();
		queue.add('a😀');
		assert.equal(queue.take(false), 'a');
		queue.add('\r\n');
		assert.equal(queue.take(false), '😀');
		assert.equal(queue.take(true), '\r\n');
	});

	it('has nothing to give when nothing was added', () => {
		assert.equal(new InsertQueue().take(true), '');
	});
});
