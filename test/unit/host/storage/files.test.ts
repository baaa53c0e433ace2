import assert from 'node:assert/strict';
import { appendFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ConversationFiles } from '../../../../src/host/storage/conversationFiles';
import { HistoryFiles } from '../../../../src/host/storage/historyFiles';
import { SmallFile } from '../../../../src/host/storage/smallFile';

describe('The files of conversations', () => {
	let storage: string;
	const inFolder = (name: string) => path.join(storage, 'conversations', name);
	const lines = async (name: string) => (await readFile(inFolder(name), 'utf8')).split('\n').filter(Boolean);

	beforeEach(async () => {
		storage = await mkdtemp(path.join(tmpdir(), 'openmind-files-'));
	});

	afterEach(() => rm(storage, { recursive: true, force: true }));

	it('are made when they are first written to, and are not there before', async () => {
		const files = new ConversationFiles(storage);
		assert.equal(await files.read('a'), undefined);
		await files.append('a', 'one\n', () => 'whole\n');
		await files.append('a', 'two\n', () => 'whole\n');
		assert.deepEqual(await lines('a.jsonl'), ['whole', 'two']);
	});

	it('are whole again when they are written to after another window has erased them', async () => {
		const files = new ConversationFiles(storage);
		await files.append('a', 'one\n', () => 'one\n');
		await new HistoryFiles(storage).erase('a');
		await files.append('a', 'two\n', () => 'one\ntwo\n');
		assert.deepEqual(await lines('a.jsonl'), ['one', 'two']);
	});

	it('keep half a line of a killed host from spoiling the next one', async () => {
		await new ConversationFiles(storage).append('a', 'one\n', () => 'one\n');
		await appendFile(inFolder('a.jsonl'), '{"type":"ans');
		await new ConversationFiles(storage).append('a', 'two\n', () => '');
		assert.deepEqual(await lines('a.jsonl'), ['one', '{"type":"ans', 'two']);
	});

	it('keep what two windows append at the same time apart, however long it is', async () => {
		const [here, there] = [new ConversationFiles(storage), new ConversationFiles(storage)];
		const short = (index: number) => `${index}\n`;
		await here.append('a', short(0), () => short(0));
		for (let picture = 0; picture < 5; picture++) {
			const long = here.append('a', `${'A'.repeat(4_000_000)}\n`, () => '');
			let isDone = false;
			const done = long.then(() => (isDone = true));
			for (let index = 1; !isDone; index++) await there.append('a', short(index), () => '');
			await done;
		}
		assert.deepEqual(
			(await lines('a.jsonl')).filter(line => !/^(A{4000000}|\d+)$/.test(line)).map(line => line.length),
			[],
		);
	});

	it('give the newest of a conversation that is too long to be read', async () => {
		const files = new ConversationFiles(storage, 10);
		await files.append('a', '', () => 'oldest\nolder\nnew\nnewer\n');
		assert.equal(await files.read('a'), 'new\nnewer\n');
	});

	it('give of the list only what is new, and whole lines only', async () => {
		const files = new HistoryFiles(storage);
		assert.equal((await files.readFrom('list', { next: 0, generation: -1 })).text, '');
		await files.append('list', 'one\n');
		const first = await files.readFrom('list', { next: 0, generation: -1 });
		assert.equal(first.text.trim(), 'one');
		await appendFile(inFolder('list.index'), 'two\nhal');
		const second = await files.readFrom('list', first);
		assert.equal(second.text, 'two\n');
		await appendFile(inFolder('list.index'), 'f\n');
		assert.equal((await files.readFrom('list', second)).text, 'half\n');
	});

	it('lose nothing that another window writes while lines are dropped, and tell that the file is another', async () => {
		const [here, there] = [new HistoryFiles(storage), new HistoryFiles(storage)];
		await here.append('list', 'stays\ngoes\n');
		const before = await here.readFrom('list', { next: 0, generation: -1 });
		const rewritten = here.rewrite('list', lines => lines.filter(line => line !== 'goes'));
		await there.append('list', 'meanwhile\n');
		await rewritten;
		assert.deepEqual((await lines('list.index')).sort(), ['meanwhile', 'stays']);
		const after = await here.readFrom('list', before);
		assert.notEqual(after.generation, before.generation);
		assert.match(after.text, /stays/);
		assert.deepEqual(await readdir(path.join(storage, 'conversations')), ['list.index']);
	});

	it('show a window that starts while lines are dropped what the file said', async () => {
		const here = new HistoryFiles(storage);
		await here.append('list', 'stays\n');
		const rewritten = here.rewrite('list', lines => lines);
		const texts: string[] = [];
		let isDone = false;
		const done = rewritten.then(() => (isDone = true));
		while (!isDone)
			texts.push((await new HistoryFiles(storage).readFrom('list', { next: 0, generation: -1 })).text);
		await done;
		assert.deepEqual([...new Set(texts.map(text => text.includes('stays')))], [true]);
	});

	it('remember a word, the one that was written last', async () => {
		const file = path.join(storage, 'workspace', 'word');
		const shown = new SmallFile(file);
		assert.equal(await shown.read(), '');
		for (const word of ['a', 'b', 'c']) shown.write(word);
		await shown.flush();
		assert.equal(await new SmallFile(file).read(), 'c');
	});

	it('name the conversations that there are, and erase one', async () => {
		const [conversations, history] = [new ConversationFiles(storage), new HistoryFiles(storage)];
		assert.deepEqual(await history.conversationIds(), []);
		await conversations.append('a', 'one\n', () => 'one\n');
		await conversations.append('b', 'one\n', () => 'one\n');
		await history.append('list', '{}\n');
		await history.erase('a');
		assert.deepEqual(await history.conversationIds(), ['b']);
	});
});
