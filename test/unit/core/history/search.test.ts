import assert from 'node:assert/strict';
import { attachment } from '../chat/chatFakes';
import { answered, asked, world } from './historyFakes';

describe('Search in conversations', () => {
	it('finds by title, message, path of an attachment and beginning of an answer, and by the beginnings of words', async () => {
		const { open } = world();
		const { tell, look, titles, history, settle } = open();
		tell('a', asked('t', 'First things'), ...answered('t', 'Bananas are yellow.'));
		tell('b', asked('t', 'Second things'));
		tell('c', asked('t', 'Others', [attachment({ path: 'tools/deploy.sh' })]));
		await look();
		await settle(history.prepareSearch());
		assert.deepEqual(titles('banan'), ['First things']);
		assert.deepEqual(titles('first'), ['First things']);
		assert.deepEqual(titles('bananas second'), []);
		assert.equal(titles('thin').length, 2);
		assert.deepEqual(titles('tools'), ['Others (deploy.sh:1)']);
	});

	it('takes in what came since it was made ready, and a new name', async () => {
		const { open } = world();
		const { tell, look, titles, history, settle } = open();
		tell('a', asked('t', 'First things'));
		await look();
		await settle(history.prepareSearch());
		tell('b', asked('t', 'Papaya salad'));
		history.record('a', { type: 'renamed', name: 'Papaya soup' });
		await look();
		assert.equal(await settle(history.prepareSearch()), true);
		assert.deepEqual(titles('papaya').sort(), ['Papaya salad', 'Papaya soup']);
		assert.equal(await settle(history.prepareSearch()), false);
	});

	it('knows the different words of a long answer', async () => {
		const { open } = world();
		const { tell, look, titles, history, settle } = open();
		tell('a', asked('t', 'Tokens'), ...answered('t', `${'This and that again. '.repeat(200)}Use a JWT.`));
		await look();
		await settle(history.prepareSearch());
		assert.deepEqual(titles('again jwt'), ['Tokens']);
		assert.deepEqual(titles('jwt'), ['Tokens']);
	});

	it('keeps what was found while the next word is begun', async () => {
		const { open } = world();
		const { tell, look, titles, history, settle } = open();
		tell('a', asked('t', 'Sign in'), ...answered('t', 'Bananas are yellow.'));
		await look();
		await settle(history.prepareSearch());
		const query = 'bananas yellow';
		for (let typed = 4; typed <= query.length; typed++)
			assert.deepEqual(titles(query.slice(0, typed)), ['Sign in']);
		assert.deepEqual(titles('bananas yellows'), []);
	});

	it('looks at titles until it is ready, and into their words for a few letters', async () => {
		const { open } = world();
		const { tell, look, titles, history, settle } = open();
		tell('a', asked('t', 'Xylophone'));
		await look();
		assert.deepEqual(titles('ylo'), ['Xylophone']);
		await settle(history.prepareSearch());
		assert.deepEqual(titles('XY'), ['Xylophone']);
		assert.deepEqual(titles('pho'), ['Xylophone']);
	});

	it('finds the middle of a word of a title, also once it is ready', async () => {
		const { open } = world();
		const { tell, look, titles, history, settle } = open();
		tell('a', asked('t', 'NullPointerException in TypeScript'), ...answered('t', 'Scripts point elsewhere.'));
		tell('b', asked('t', 'Pointers'));
		await look();
		for (const query of ['Pointer', 'Script', 'exception in type']) {
			const before = titles(query);
			await settle(history.prepareSearch());
			assert.deepEqual(titles(query), before, query);
			assert.ok(before.includes('NullPointerException in TypeScript'), query);
		}
	});

	it('finds parts of sentences in scripts without blanks between words', async () => {
		const { open } = world();
		const { tell, look, titles, history, settle } = open();
		tell('a', asked('t', '如何修复这个空指针错误'), ...answered('t', '请检查变量是否初始化。'));
		tell('b', asked('t', 'エラーの原因'), ...answered('t', 'ファイルが見つかりません。'));
		await look();
		await settle(history.prepareSearch());
		assert.deepEqual(titles('空指针错误'), ['如何修复这个空指针错误']);
		assert.deepEqual(titles('初始化'), ['如何修复这个空指针错误']);
		assert.deepEqual(titles('見つかりません'), ['エラーの原因']);
		assert.deepEqual(titles('初始值'), []);
	});

	it('does not find what was deleted', async () => {
		const { open, clock } = world();
		const { tell, look, titles, history, settle } = open();
		tell('a', asked('t', 'Xylophone'));
		history.record('a', { type: 'deleted', at: clock.now() });
		await look();
		await settle(history.prepareSearch());
		assert.deepEqual(titles('xylophone'), []);
	});
});
