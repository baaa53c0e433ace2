import assert from 'node:assert/strict';
import { exportMarkdown } from '../../../../src/core/chat/exportMarkdown';
import { attachment } from './chatFakes';

describe('An exported chat', () => {
	it('holds each question with its attachments by name, the answer that counts, and a line of what that took', () => {
		const answer = {
			id: 'a',
			model: 'openai/gpt-4o',
			status: 'done',
			text: 'It adds.',
			reasoning: 'hm',
			refusal: '',
		} as const;
		const turn = {
			id: 't',
			text: 'Why?',
			attachments: [attachment(), attachment({ path: 'b.ts', kind: 'file' })],
			answers: [{ ...answer, text: 'old' }, answer],
		};
		assert.equal(
			exportMarkdown(
				{ turns: [turn] },
				{ title: 'OpenMind Chat', you: 'You', took: ({ model }) => `${model}, 12 answer tokens` },
			),
			'# OpenMind Chat\n\n## You\n\n- src/a.ts:1-1\n- b.ts:1-1\n\nWhy?\n\n## openai/gpt-4o\n\nIt adds.\n\n_openai/gpt-4o, 12 answer tokens_\n',
		);
	});

	it('ends code that was not ended, so that what follows stands outside it', () => {
		const said = { id: 'a', model: 'p/m', status: 'stopped', reasoning: '', refusal: '' } as const;
		const words = { title: 'Chat', you: 'You', took: () => '1 s' };
		const texts = [
			['Code:\n\n```ts\nconst a =', '```'],
			['~~~~\n```\n~~~', '~~~~'],
			['1. Like this:\n   ```\n   a', '   ```'],
			['- ````md\n  ```\n  x', '  ````'],
			['> ```\n> a', '> ```'],
			['> ```\n> a\n\nb', undefined],
			['```\na\n```\nb', undefined],
			['```py\n"""\n    ```\n    a\n    ```\n"""\n```\nb', undefined],
		] as const;
		for (const [text, end] of texts) {
			const turn = { id: 't', text, attachments: [], answers: [{ ...said, text }] };
			const whole = end === undefined ? text : `${text}\n${end}`;
			assert.equal(
				exportMarkdown({ turns: [turn] }, words),
				`# Chat\n\n## You\n\n${whole}\n\n## p/m\n\n${whole}\n\n_1 s_\n`,
			);
		}
	});

	it('holds what a model refused beside what it had said', () => {
		const said = {
			id: 'a',
			model: 'p/m',
			status: 'done',
			text: 'Half.',
			reasoning: '',
			refusal: 'No more.',
		} as const;
		const turn = { id: 't', text: 'Why?', attachments: [], answers: [said] };
		const words = { title: 'Chat', you: 'You', took: () => '1 s' };
		assert.match(exportMarkdown({ turns: [turn] }, words), /\n\nHalf\.\n\nNo more\.\n\n_1 s_\n$/);
	});
});
