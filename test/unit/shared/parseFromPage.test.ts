import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseFromPage } from '../../../src/shared/parseFromPage';
import type { FromPage } from '../../../src/shared/protocol';

const valid: readonly FromPage[] = [
	{ type: 'ready' },
	{ type: 'submit', turnId: 't-1', text: 'hello' },
	{ type: 'stop', turnId: 't-1' },
	{ type: 'tryAgain', turnId: 't-1' },
	{ type: 'skipWait', turnId: 't-1' },
	{ type: 'edit', turnId: 't-1', newTurnId: 't-2', text: 'hello', without: ['a-1'] },
	{ type: 'showTurn', turnId: 't-1' },
	{ type: 'showAnswer', turnId: 't-1', answerId: 'a-1' },
	{ type: 'fork', turnId: 't-1', answerId: 'a-1' },
	{ type: 'sendQueued', turnId: 't-1' },
	{ type: 'unqueue', turnId: 't-1' },
	{ type: 'newChat' },
	{ type: 'showHistory' },
	{ type: 'searchHistory', query: 'till', scope: 'all', limit: 100 },
	{ type: 'openConversation', conversationId: 'c-1' },
	{ type: 'renameConversation', conversationId: 'c-1', name: 'Till' },
	{ type: 'pinConversation', conversationId: 'c-1', pinned: true },
	{ type: 'deleteConversation', conversationId: 'c-1' },
	{ type: 'restoreConversation', conversationId: 'c-1' },
	{ type: 'attach', kind: 'file' },
	{ type: 'detach', attachmentId: 'a' },
	{ type: 'selectModel' },
	{ type: 'help', action: 'setApiKey' },
	{ type: 'help', action: 'retry', turnId: 't-1' },
	{ type: 'copy', text: '' },
	{ type: 'insertAtCursor', text: 'x' },
	{ type: 'newFile', text: 'x', language: 'go' },
	{ type: 'openLink', href: 'https://a.example' },
	{ type: 'findFiles', requestId: 'r-1', places: ['src/a.ts:12'] },
	{ type: 'openFile', place: 'src/a.ts:12' },
];

describe('A message from the page', () => {
	it('is taken when it has exactly the fields of its type', () => {
		assert.deepEqual(valid.map(parseFromPage), valid);
	});

	it('is dropped when a field is missing, of another kind, or one too many', () => {
		for (const message of valid) {
			assert.equal(parseFromPage({ ...message, extra: 1 }), undefined);
			for (const field of Object.keys(message).filter(name => name !== 'turnId' || message.type !== 'help')) {
				assert.equal(
					parseFromPage(Object.fromEntries(Object.entries(message).filter(([name]) => name !== field))),
					undefined,
				);
				assert.equal(parseFromPage({ ...message, [field]: 0.5 }), undefined);
			}
		}
	});

	it('is dropped when it is of no known type, even one that every object inherits', () => {
		for (const value of [
			null,
			undefined,
			'ready',
			[],
			['ready'],
			{},
			{ type: 'toString' },
			{ type: '__proto__' },
			{ type: 'constructor' },
			{ type: 'state' },
		]) {
			assert.equal(parseFromPage(value), undefined);
		}
	});

	it('is dropped when an id could be a path or a selector', () => {
		for (const turnId of ['', '../x', 'a b', '<b>', 'x'.repeat(65)]) {
			assert.equal(parseFromPage({ type: 'stop', turnId }), undefined);
		}
	});

	it('never makes the guard throw', () => {
		fc.assert(fc.property(fc.anything(), value => parseFromPage(value) === undefined || typeof value === 'object'));
	});
});
