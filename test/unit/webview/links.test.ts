import assert from 'node:assert/strict';
import { isAllowedImage, isAllowedLink } from '../../../src/webview/markdown/links';

describe('the targets of an answer', () => {
	it('may be web and mail addresses', () => {
		for (const href of ['https://example.org/a?b#c', 'HTTP://example.org', 'mailto:someone@example.org'])
			assert.ok(isAllowedLink(href), href);
	});

	it('may not be scripts, commands, files, data or anything relative, however they are dressed up', () => {
		const refused = [
			...[
				'javascript:alert(1)',
				' JaVaScRiPt:alert(1)',
				'java\tscript:alert(1)',
				'java\nscript:alert(1)',
				'\u0001javascript:alert(1)',
			],
			...[
				'command:workbench.action.quit',
				'file:///etc/passwd',
				'vscode://x/y',
				'data:text/html,<p>',
				'vbscript:x',
				'blob:https://a/b',
			],
			...[
				'//example.org/x',
				'/etc/passwd',
				'src/a.ts',
				'#top',
				'',
				'https://',
				`https://example.org/${'a'.repeat(5000)}`,
			],
		];
		for (const href of refused) assert.ok(!isAllowedLink(href), href);
	});

	it('may be pictures that are in the text themselves, and none that are fetched or hold script', () => {
		assert.ok(isAllowedImage('data:image/png;base64,iVBORw0KGgo='));
		for (const src of [
			...[
				'https://example.org/a.png',
				'data:image/svg+xml;base64,PHN2Zz4=',
				'data:text/html;base64,PHA+',
				'data:image/png,raw',
			],
			...['data:image/png;base64,"onerror=x', `data:image/png;base64,${'A'.repeat(2_000_000)}`],
		]) {
			assert.ok(!isAllowedImage(src), src.slice(0, 50));
		}
	});
});
