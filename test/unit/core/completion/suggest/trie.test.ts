import assert from 'node:assert/strict';
import fc from 'fast-check';
import { PrefixTrie } from '../../../../../src/core/completion/suggest/trie';

describe('The trie of prefixes', () => {
	it('finds the stored keys that a text begins with, longest first', () => {
		const trie = new PrefixTrie<number>(10);
		for (const [index, key] of ['', 'a', 'abc', 'abd', 'abcdef', 'b'].entries()) {
			trie.set(key, index);
		}
		assert.deepEqual(
			trie.matches('abcde').map(match => match.key),
			['abc', 'a', ''],
		);
	});

	it('forgets what was used least recently', () => {
		const trie = new PrefixTrie<number>(2);
		trie.set('a', 1);
		trie.set('ab', 2);
		trie.touch('a');
		trie.set('abc', 3);
		assert.deepEqual(
			trie.matches('abc').map(match => match.key),
			['abc', 'a'],
		);
	});

	it('does what a plain list would do, whatever is stored, deleted and looked up', () => {
		const key = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 });
		const step = fc.record({ kind: fc.constantFrom('set', 'delete', 'look'), key });
		fc.assert(
			fc.property(fc.array(step, { maxLength: 60 }), steps => {
				const trie = new PrefixTrie<string>(1000);
				const plain = new Map<string, string>();
				for (const [index, { kind, key: text }] of steps.entries()) {
					if (kind === 'set') {
						trie.set(text, `${index}`);
						plain.set(text, `${index}`);
					} else if (kind === 'delete') {
						trie.delete(text);
						plain.delete(text);
					}
					const expected = [...plain].filter(([stored]) => text.startsWith(stored));
					expected.sort(([a], [b]) => b.length - a.length);
					assert.deepEqual(
						trie.matches(text).map(match => [match.key, match.value]),
						expected,
					);
					assert.equal(trie.size, plain.size);
				}
			}),
		);
	});
});
