import assert from 'node:assert/strict';
import { helpFor, helpForNotice, noticeOf, settingFor } from '../../../../src/core/chat/help';
import type { Answer } from '../../../../src/core/chat/conversation';
import { defaultBaseUrl, hostOf } from '../../../../src/core/key/keyRing';
import { failureKinds } from '../../../../src/shared/failures';

const answer = (given: Partial<Answer>): Answer => ({
	id: 'a',
	model: 'p/m',
	status: 'done',
	text: 'x',
	reasoning: '',
	refusal: '',
	...given,
});

describe('Help', () => {
	it('has at least one button for every failure but those that only a smaller image or fewer attachments help', () => {
		assert.deepEqual(
			failureKinds.filter(kind => helpFor({ kind, facts: {} }).length === 0),
			['imageTooLarge', 'tooManyAttachments'],
		);
	});

	it('offers the successor host only where the default one could not be reached', () => {
		assert.equal(helpFor({ kind: 'unreachable', facts: { host: hostOf(defaultBaseUrl) } })[0], 'useSuccessorHost');
		assert.ok(!helpFor({ kind: 'unreachable', facts: { host: '127.0.0.1:9' } }).includes('useSuccessorHost'));
	});

	it('lets an answer that broke off go on, before it is asked for once more', () => {
		assert.deepEqual(helpFor({ kind: 'connectionLost', facts: {} }, true), ['continueAnswer', 'retry']);
		assert.deepEqual(helpFor({ kind: 'connectionLost', facts: {} }, false), ['retry']);
		assert.deepEqual(helpFor({ kind: 'unauthorized', facts: {} }, true), ['setApiKey']);
	});

	it('opens the setting that changes a timeout', () => {
		assert.equal(settingFor({ kind: 'timeout', facts: { phase: 'idle' } }), 'openmind.timeouts.idle');
		assert.equal(settingFor({ kind: 'excludedFile', facts: {} }), 'openmind.privacy.exclude');
		assert.equal(settingFor({ kind: 'insecureUrl', facts: {} }), 'openmind.baseUrl');
	});
});

describe('A notice', () => {
	it('stands beside an answer that was cut, refused or filtered, and no other', () => {
		assert.equal(noticeOf(answer({ finishReason: 'length' })), 'cutByLength');
		assert.equal(noticeOf(answer({ refusal: 'No.' })), 'refused');
		assert.equal(noticeOf(answer({ finishReason: 'contentFilter' })), 'filtered');
		assert.equal(noticeOf(answer({ finishReason: 'stop' })), undefined);
		assert.equal(noticeOf(answer({ status: 'stopped', finishReason: 'length' })), undefined);
	});

	it('offers to continue an answer that was cut', () => {
		assert.deepEqual(helpForNotice('cutByLength'), ['continueAnswer']);
	});
});
