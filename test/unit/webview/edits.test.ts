import assert from 'node:assert/strict';
import { beginEdit, endEdit, putEdit, type Edit } from '../../../src/webview/edits';

const turns = ['t1', 't2', 't3'].map(id => ({ id, text: `Text of ${id}`, attachments: [], answers: [] }));
const none: readonly Edit[] = [];
const begun = (turnId: string): Edit => ({ turnId, text: `Text of ${turnId}`, without: [] });

describe('the edits of earlier messages', () => {
	it('begin with the words as they were sent', () => {
		assert.deepEqual(beginEdit(none, 't1', turns), [begun('t1')]);
	});

	it('go on as they are when they are begun again', () => {
		const edits = putEdit(none, { turnId: 't1', text: 'Other', without: ['a'] });
		assert.equal(beginEdit(edits, 't1', turns), edits);
	});

	it('stay beside one another where something was changed, also of a conversation that is not shown', () => {
		const edits = [
			begun('t1'),
			{ ...begun('t2'), without: ['a'] },
			{ turnId: 'elsewhere', text: 'Words', without: [] },
		];
		assert.deepEqual(beginEdit(edits, 't3', turns), [...edits.slice(1), begun('t3')]);
		assert.deepEqual(beginEdit([{ ...begun('t1'), text: 'Other' }], 't3', turns), [
			{ ...begun('t1'), text: 'Other' },
			begun('t3'),
		]);
	});

	it('are kept once each, the newest twenty', () => {
		const names = Array.from({ length: 25 }, (_, at) => `t${at}`);
		const edits = names.reduce((all, name) => putEdit(all, begun(name)), none);
		assert.deepEqual(
			putEdit(edits, begun('t7')).map(({ turnId }) => turnId),
			[...names.slice(5).filter(name => name !== 't7'), 't7'],
		);
		assert.equal(endEdit(edits, 't7').length, 19);
	});
});
