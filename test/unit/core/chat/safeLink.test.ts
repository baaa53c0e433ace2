import assert from 'node:assert/strict';
import { isSafeLink } from '../../../../src/core/chat/safeLink';

describe('A link of an answer', () => {
	it('may lead to the web or to mail', () => {
		assert.deepEqual(['https://a.example/x?y#z', 'http://a.example', 'mailto:a@b.example'].map(isSafeLink), [
			true,
			true,
			true,
		]);
	});

	it('may not act on this computer or run code', () => {
		const hostile = [
			'javascript:alert(1)',
			'JaVaScRiPt:alert(1)',
			'java\nscript:alert(1)',
			'command:workbench.action.quit',
			'vscode://x',
			'file:///etc/passwd',
			'data:text/html,x',
			'src/a.ts',
			'',
		];
		assert.deepEqual(hostile.filter(isSafeLink), []);
	});
});
