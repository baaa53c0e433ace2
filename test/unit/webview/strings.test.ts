import assert from 'node:assert/strict';
import { englishPageStrings, fill } from '../../../src/shared/strings';
import { countOf, readStrings, strings } from '../../../src/webview/strings';

describe('the words of the chat page', () => {
	it('are the translated ones, and English where there is none', () => {
		const words = readStrings(JSON.stringify({ send: 'Senden', stop: 5, unheardOf: 'x' }));
		assert.equal(words.send, 'Senden');
		assert.equal(words.stop, englishPageStrings.stop);
		assert.deepEqual(Object.keys(words), Object.keys(englishPageStrings));
	});

	it('are English when the page carries no readable ones', () => {
		for (const attribute of [undefined, null, '', '{', 'null', '7'])
			assert.deepEqual(readStrings(attribute), englishPageStrings);
	});

	it('name one thing as one', () => {
		const { codeBlockLine, codeBlockLines } = strings;
		assert.equal(countOf(1, codeBlockLine, codeBlockLines), 'code block, 1 line');
		assert.equal(countOf(0, codeBlockLine, codeBlockLines), 'code block, 0 lines');
		assert.equal(countOf(1_800, strings.attachmentToken, strings.attachmentTokens), 'about 1,800 tokens');
		assert.equal(countOf(1, strings.oneInHistory, strings.countOfHistory), '1 conversation');
	});

	it('take values in, and leave a placeholder without a value as it is', () => {
		assert.equal(fill('{0}, lines {1} to {2}', 'a.ts', '1'), 'a.ts, lines 1 to {2}');
	});
});
