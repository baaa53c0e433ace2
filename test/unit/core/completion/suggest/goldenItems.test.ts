// What becomes of the document when the suggestion for a golden case is accepted.
import assert from 'node:assert/strict';
import { goldenCases } from '../cases';
import { accept, Harness, requestOf, settled, Triggered } from './harness';

/** An answer without the tags is none that is suggested. */
const tagged = goldenCases().filter(({ answer }) => /<COMPLETION(_\d+)?>/i.test(answer));

describe('The suggestions for the golden cases of completion clean-up', () => {
	it('are at least three hundred', () => {
		assert.ok(tagged.length >= 300, `${tagged.length} cases`);
	});

	for (const { language, name, context, answer, accepted } of tagged) {
		it(`${language}: ${name}`, async () => {
			const document = `${context.prefix}‸${context.suffix}`;
			const harness = new Harness();
			const request = { ...requestOf(document, { trigger: 'manual', languageId: language }), context };
			const triggered = new Triggered(harness, request);
			await settled();
			await harness.last.say(answer);
			await harness.last.end();
			const suggestion = triggered.suggestion ?? { items: [] };
			const item = 'items' in suggestion ? suggestion.items[0] : undefined;
			assert.equal((item ? accept(document, item) : document).replace('‸', ''), accepted);
		});
	}
});
