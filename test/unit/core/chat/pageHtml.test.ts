import assert from 'node:assert/strict';
import { contentSecurityPolicy, pageHtml } from '../../../../src/core/chat/pageHtml';

const parts = {
	cspSource: 'https://*.vscode-cdn.net',
	nonce: 'bm9uY2U=',
	scriptUri: 'https://host/dist/page/chat.js',
	styleUris: ['https://host/media/chat.css'],
	language: 'de',
	title: 'Chat',
	strings: { evil: `"><script>alert(1)</script>' & </meta>` },
};

describe('The page’s policy', () => {
	it('allows nothing by default, and no inline or evaluated code', () => {
		const policy = contentSecurityPolicy(parts);
		assert.match(policy, /^default-src 'none';/);
		assert.doesNotMatch(policy, /unsafe-|connect-src|frame-src|https?:(?!\/\/\*\.vscode-cdn\.net)/);
	});
});

describe('The page’s HTML', () => {
	it('hands over the words as data that cannot leave its attribute', () => {
		const html = pageHtml(parts);
		const strings = /data-strings="([^"]*)"/.exec(html)?.[1] ?? assert.fail();
		const decoded = strings.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
		assert.deepEqual(JSON.parse(decoded), parts.strings);
		assert.equal(html.match(/<script/g)?.length, 1);
	});
});
