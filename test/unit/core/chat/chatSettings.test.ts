import assert from 'node:assert/strict';
import { messageOptions } from '../../../../src/core/chat/chatSettings';
import type { FailureFacts } from '../../../../src/shared/failures';

describe('What the chat is asked with', () => {
	it('is less for a model that refused so much, and not for one whose fallback did', () => {
		const ref = { provider: 'openai', model: 'gpt-4o' };
		const settings = {
			chatModel: () => ref,
			models: () => [{ ...ref, name: 'GPT', contextTokens: 128_000 }],
			instructions: () => '',
		};
		const attachments = { current: () => assert.fail(), isExcluded: () => false };
		const windowAfter = (facts: FailureFacts) => {
			const answer = { id: 'a', model: 'openai/gpt-4o', text: '', reasoning: '', refusal: '' };
			const failed = { ...answer, status: 'failed', failure: { kind: 'contextTooLarge', facts } } as const;
			const turn = { id: 't', text: 'Why?', attachments: [], answers: [failed] };
			return messageOptions({ settings, attachments }, [turn]).contextTokens;
		};
		assert.equal(windowAfter({ size: 40_000 }), 30_000);
		assert.equal(windowAfter({ size: 40_000, ...ref }), 30_000);
		assert.equal(windowAfter({ size: 40_000, provider: 'local', model: 'tiny' }), 128_000);
	});
});
