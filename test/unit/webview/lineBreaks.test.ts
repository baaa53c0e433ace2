import assert from 'node:assert/strict';
import fc from 'fast-check';
import { LineBreaks } from '../../../src/webview/markdown/lineBreaks';

describe('Line breaks of an answer', () => {
	it('are one kind, wherever the answer was cut', () => {
		const parts = fc.array(fc.constantFrom('a', '\r', '\n', '\r\n', 'words '));
		fc.assert(
			fc.property(parts, chosen => {
				const breaks = new LineBreaks();
				let text = '';
				for (const part of chosen) {
					const unified = breaks.unify((text += part));
					assert.equal(unified, text.replace(/\r$/, '').replace(/\r\n|\r/g, '\n'));
				}
			}),
		);
	});

	it('are those of another text when that does not go on', () => {
		const breaks = new LineBreaks();
		assert.equal(breaks.unify('a\r\nb'), 'a\nb');
		assert.equal(breaks.unify('a\rc'), 'a\nc');
	});
});
