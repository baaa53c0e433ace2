import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { bundlePath, collectTexts } from '../../l10n/bundle';
import { englishPageStrings, fill } from '../../../src/shared/strings';
import { readStrings } from '../../../src/webview/strings';

/** Every letter wears an accent and brackets mark the ends; what stands for a value stays. */
function pseudo(text: string): string {
	const accented = text.replace(/\{\d\}|[a-z]/gi, part =>
		part.length > 1 ? part : `${part}\u0301`.normalize('NFC'),
	);
	return `⟦${accented}⟧`;
}

describe('The texts to translate', () => {
	it('are all in the bundle, and nothing else is (npm run l10n writes it)', () => {
		assert.deepEqual(JSON.parse(readFileSync(bundlePath, 'utf8')), collectTexts());
	});

	it('hold words of the host and of the page', () => {
		const texts = collectTexts();
		assert.ok('Explain this code.' in texts);
		assert.ok(englishPageStrings.jumpToLatest in texts);
	});

	it('reach the page in any language, each with its values', () => {
		const translated = Object.fromEntries(
			Object.entries(englishPageStrings).map(([name, text]) => [name, pseudo(text)]),
		);
		const words = readStrings(JSON.stringify(translated));
		for (const [name, word] of Object.entries(words)) {
			assert.ok(word.startsWith('⟦') && word.endsWith('⟧'), name);
			const english = Object.entries(englishPageStrings).find(([key]) => key === name)?.[1] ?? '';
			for (const [value] of english.matchAll(/\{\d\}/g)) assert.ok(word.includes(value), name);
		}
		assert.equal(fill(words.codeBlockLines, '12').includes('12'), true);
	});
});
