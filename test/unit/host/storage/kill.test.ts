// An extension host that is killed at a random moment while an answer streams: nothing is lost but the allowed tail, by the machine's own clock.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { flushMs, Journal } from '../../../../src/core/chat/journal';
import type { ConversationEvent } from '../../../../src/core/chat/conversation';
import { History } from '../../../../src/core/history/history';
import { systemClock } from '../../../../src/host/clock';
import { ConversationFiles } from '../../../../src/host/storage/conversationFiles';
import { HistoryFiles } from '../../../../src/host/storage/historyFiles';
import { MemoryLogger } from '../../fakes';
import { isBeginning } from './script';

const kills = 100;

/** As many hosts at once as write to the same list. */
const atOnce = 4;

/** A host is killed somewhere within so many words: from before the first write of an answer to several of them. */
const longestLifeWords = 350;

/** And up to so many milliseconds later, so that the end does not always come at the same place between two words. */
const longestDelayMs = 5;

interface Life {
	readonly id: string;
	/** Characters that the journal had promised to be on the disk, and those that the disk acknowledged. */
	readonly promised: number;
	readonly acknowledged: number;
	readonly recorded: number;
}

/** Starts a host, kills it, and tells what it had said until then. */
async function liveAndDie(script: string, folder: string, id: string): Promise<Life> {
	const child = spawn(process.execPath, [script, folder, id], { stdio: ['ignore', 'pipe', 'inherit'] });
	let said = '';
	let wordsLeft = randomInt(longestLifeWords);
	const spoke = new Promise<void>(resolve =>
		child.stdout.setEncoding('utf8').on('data', (text: string) => {
			said += text;
			wordsLeft -= text.split('r').length - 1;
			if (wordsLeft < 0) {
				resolve();
			}
		}),
	);
	const closed = new Promise(resolve => child.once('close', resolve));
	await Promise.race([spoke, closed]);
	await delay(randomInt(longestDelayMs));
	child.kill('SIGKILL');
	await closed;
	// The last line may be cut; what it says is not known then.
	const facts = said
		.slice(0, said.lastIndexOf('\n'))
		.split('\n')
		.map(line => line.split(' '))
		.map(([what, characters, from, to]) => ({
			what,
			characters: Number(characters),
			from: Number(from),
			to: Number(to),
		}));
	const last = (what: string) => facts.findLast(fact => fact.what === what)?.characters ?? 0;
	return { id, promised: promisedBy(facts), acknowledged: last('w'), recorded: last('r') };
}

interface Fact {
	readonly what: string | undefined;
	readonly characters: number;
	/** It happened after this and before that, in milliseconds. */
	readonly from: number;
	readonly to: number;
}

/** Whenever a word has come and no write is under way, everything that came `flushMs` before that word is on the disk. */
function promisedBy(facts: readonly Fact[]): number {
	let underWay = 0;
	let promised = 0;
	/** The first word that is not old enough yet. */
	let young = 0;
	const words = facts.filter(({ what }) => what === 'r');
	for (const { what, from } of facts) {
		underWay += what === 'b' ? 1 : what === 'w' ? -1 : 0;
		if (what === 'r' && underWay === 0) {
			for (let word = words[young]; word && word.to < from - flushMs; word = words[++young]) {
				promised = word.characters;
			}
		}
	}
	return promised;
}

describe('An extension host that is killed while an answer streams', function () {
	this.timeout(120_000);
	let folder: string;
	let script: string;
	const lives: Life[] = [];
	const logger = new MemoryLogger();
	const open = () => new Journal({ store: new ConversationFiles(folder), clock: systemClock, logger });

	before(async () => {
		folder = await mkdtemp(path.join(tmpdir(), 'openmind-kill-'));
		script = path.join(folder, 'host.mjs');
		await build({
			entryPoints: [fileURLToPath(new URL('killedHost.ts', import.meta.url))],
			outfile: script,
			bundle: true,
			platform: 'node',
			format: 'esm',
			logLevel: 'silent',
		});
		let begun = 0;
		const worker = async () => {
			while (begun < kills) {
				lives.push(await liveAndDie(script, folder, `c${begun++}`));
			}
		};
		await Promise.all(Array.from({ length: atOnce }, worker));
	});

	after(() => rm(folder, { recursive: true, force: true }));

	const answerOf = async (id: string) => {
		// One that was killed before its first write ended has no file, and had nothing to lose yet.
		const conversation = await open().restore(id);
		return (conversation?.all ?? []).flatMap(({ answers }) => answers.map(({ text }) => text)).join('');
	};

	it('leaves files that can be read, with an unbroken beginning of what was written', async () => {
		assert.equal(lives.length, kills);
		for (const { id, recorded } of lives) {
			const text = await answerOf(id);
			assert.ok(isBeginning(text), `${id}: ${text.slice(0, 200)}`);
			// The word that was being recorded when the end came may be more than was said.
			assert.ok(text.length <= recorded + 20, `${id}: ${text.length} of ${recorded}`);
		}
		assert.ok(
			lives.some(({ recorded }) => recorded > 500),
			'answers were streaming',
		);
	});

	it('loses nothing that the disk had taken, and nothing older than the allowed tail but what the disk was taking', async () => {
		for (const { id, promised, acknowledged } of lives) {
			const { length } = await answerOf(id);
			assert.ok(length >= acknowledged, `${id}: ${length} of ${acknowledged} acknowledged`);
			assert.ok(length >= promised, `${id}: ${length} of ${promised} promised`);
		}
		assert.ok(
			lives.some(({ promised }) => promised > 0),
			'something was promised',
		);
	});

	it('leaves conversations that go on: what is written next is whole', async () => {
		const journal = open();
		const added = (id: string): ConversationEvent => ({
			type: 'turnAdded',
			turn: { id: 'later', text: `After ${id}`, attachments: [] },
		});
		for (const { id } of lives) {
			journal.record(id, added(id));
		}
		await journal.flush();
		for (const { id } of lives) {
			assert.equal((await open().restore(id))?.all.at(-1)?.text, `After ${id}`);
		}
	});

	it('leaves a list with every conversation in it, though several hosts wrote it at once', async () => {
		const search = () => Promise.reject(new Error('nobody searches here'));
		const store = new HistoryFiles(folder);
		const history = new History({ store, journal: open(), clock: systemClock, logger, search });
		await history.refresh();
		await history.mended();
		const { entries, total } = history.page({ text: '', limit: kills });
		assert.equal(total, kills);
		const names = ({ id }: { readonly id: string }) => [`Question 0 of ${id}`, `After ${id}`];
		assert.deepEqual(
			entries.filter(entry => !names(entry).includes(entry.title ?? '')),
			[],
		);
	});
});
