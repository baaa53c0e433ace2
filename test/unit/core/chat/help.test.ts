import assert from 'node:assert/strict';
import { helpFor, helpForNotice, noticeOf, settingFor } from '../../../../src/core/chat/help';
import type { Answer } from '../../../../src/core/chat/conversation';
import { defaultBaseUrl, hostOf } from '../../../../src/core/key/keyRing';
import { failureKinds, type Failure, type FailureFacts } from '../../../../src/shared/failures';
import { attachment } from './chatFakes';

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

	it('offers to trim only what can become shorter', () => {
		const tooLarge = (facts: FailureFacts): Failure => ({ kind: 'contextTooLarge', facts });
		const [ours, theirs] = [tooLarge({ size: 9, limit: 8 }), tooLarge({ size: 9 })];
		const file = { attachments: [attachment()] };
		const image = { attachments: [attachment({ kind: 'image', image: 'data:image/png;base64,AA' })] };
		for (const [failure, turn, actions] of [
			[ours, file, ['trimAndSend', 'chooseModel']],
			[ours, image, ['chooseModel']],
			[ours, { attachments: [] }, ['chooseModel']],
			// Of the turns before it fewer are sent then.
			[theirs, { attachments: [] }, ['trimAndSend', 'chooseModel']],
			[theirs, undefined, ['chooseModel']],
			[tooLarge({}), file, ['chooseModel']],
		] as const) {
			assert.deepEqual(helpFor(failure, false, turn), actions);
		}
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
