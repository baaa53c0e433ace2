import assert from 'node:assert/strict';
import fc from 'fast-check';
import { plainWords, Sentences } from '../../../src/webview/sentences';

const codeBlock = (lines: number): string => `code block, ${lines} ${lines === 1 ? 'line' : 'lines'}`;

/** What is told of an answer that arrives in these pieces. */
function told(pieces: readonly string[]): string[][] {
	const sentences = new Sentences(codeBlock);
	let text = '';
	const spoken = pieces.map(piece => sentences.take((text += piece), false));
	return [...spoken, sentences.take(text, true)];
}

describe('What a screen reader is told', () => {
	it('is each sentence, once it is complete', () => {
		assert.deepEqual(told(['Hel', 'lo there. How', ' are you?', ' I']), [
			[],
			['Hello there.'],
			[],
			['How are you?'],
			['I'],
		]);
	});

	it('keeps the number of a list item with its words', () => {
		assert.deepEqual(told(['1', '. ', 'Read', ' it.\n2. Cha', 'nge it. Then', '\n']).flat(), [
			'1. Read it.',
			'2. Change it.',
			'Then',
		]);
	});

	it('names code by its size instead of reading it', () => {
		assert.deepEqual(told(['Look:\n```ts\nlet a;\n', 'let b;\n```', '\nDone.']).flat(), [
			'Look:',
			'code block, 2 lines',
			'Done.',
		]);
		assert.deepEqual(told(['```\na\nb']).flat(), ['code block, 2 lines']);
	});

	it('names code also where it is indented, in lists and in quotations', () => {
		assert.deepEqual(told(['10. Do this:\n\n    ```bash\n    npm ci\n    npm test\n    ```\n\nDone.']).flat(), [
			'10. Do this:',
			'code block, 2 lines',
			'Done.',
		]);
		assert.deepEqual(told(['- Look:\n  - deep\n\n      ~~~js\n      let a;\n      ~~~\n']).flat(), [
			'Look:',
			'deep',
			'code block, 1 line',
		]);
		assert.deepEqual(told(['> ```\n> a\n> b\n> ```\n> Quoted.\n- ```\n  c\n  ```\n1. ```\n   d\n   ```']).flat(), [
			'code block, 2 lines',
			'Quoted.',
			'code block, 1 line',
			'code block, 1 line',
		]);
	});

	it('ends code that was not closed with its quotation', () => {
		assert.deepEqual(told(['> ```\n> a\n\nGo on.']).flat(), ['code block, 1 line', 'Go on.']);
	});

	it('goes on behind code whose mark stands in it', () => {
		assert.deepEqual(told(['````md\n```js\na\n```\n````\nDone. `a` is.\n```ts x\nb\n```']).flat(), [
			'code block, 3 lines',
			'Done. a is.',
			'code block, 1 line',
		]);
		assert.deepEqual(told(['```js\n- ```\n```\nDone.']).flat(), ['code block, 1 line', 'Done.']);
	});

	it('has no marks of Markdown in it', () => {
		assert.equal(plainWords('## The **bold** `code`'), 'The bold code');
		assert.equal(plainWords('- [x] see [the guide](https://example.org)'), 'see the guide');
		assert.equal(plainWords('| a | b |'), 'a, b');
		assert.equal(plainWords('| --- | :-: |'), '');
	});

	it('leaves out no word and says none twice, however the answer was cut', () => {
		const words = fc.array(fc.constantFrom('one', 'two', 'three.', 'four!', 'five\n', 'six?\n\n'), {
			maxLength: 30,
		});
		fc.assert(
			fc.property(words, fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), (chosen, sizes) => {
				const text = chosen.join(' ');
				const pieces: string[] = [];
				for (let at = 0, step = 0; at < text.length; step++) {
					const size = sizes[step % sizes.length] ?? 1;
					pieces.push(text.slice(at, at + size));
					at += size;
				}
				assert.deepEqual(told(pieces).flat().join(' ').split(/\s+/), text.trim().split(/\s+/));
			}),
		);
	});
});
