import assert from 'node:assert/strict';
import type { ToPage } from '../../../src/shared/protocol';
import { lostMessages } from '../../../src/webview/lost';

const sent = ['t1', 't2'].map(turnId => ({ turnId, text: `Text of ${turnId}` }));

const state = (sending?: readonly string[]): ToPage => ({
	type: 'state',
	conversation: { id: 'c1', turns: [] },
	attachments: [],
	model: { id: 'openai/gpt-4o', name: 'GPT-4o' },
	keyState: 'stored',
	...(sending && { sending }),
});

const lost = (message: ToPage, isFirst = false): readonly string[] =>
	lostMessages(sent, message, isFirst).map(({ turnId }) => turnId);

describe('the messages that became nothing', () => {
	it('are those that a new page does not find on their way', () => {
		assert.deepEqual(lost(state(), true), ['t1', 't2']);
		assert.deepEqual(lost(state(['t2', 't9']), true), ['t1']);
	});

	it('are none of those on their way while the page stays', () => {
		assert.deepEqual(lost(state()), []);
		assert.deepEqual(lost({ type: 'focusInput' }, true), []);
	});

	it('are those that the host refuses', () => {
		const failure = { kind: 'noKey', text: 'There is no key.', actions: [] } as const;
		assert.deepEqual(lost({ type: 'rejected', turnId: 't2', text: 'x', failure }), ['t2']);
		assert.deepEqual(lost({ type: 'rejected', turnId: 'of another page', text: 'x', failure }), []);
	});
});
