// What 10,000 conversations cost in the real VS Code with the packaged extension, beside none: from a key or a click to the frame that shows it.
import path from 'node:path';
import type { Frame } from 'playwright-core';
import { closeBrowser, openSession, type Session } from '../../vscode/session';
import { eventually } from '../../vscode/eventually';
import { median, ms, verdict } from '../figures/figures';
import { hostCpuSeconds } from '../typing/hostCpu';
import { conversations, fill, queries, rareWord } from './storage';
import { measureSearch, openedAt, watchPages, type SearchTimes } from './watch';

/** Each in turn, so that the machine's moods reach all alike. */
export const rounds = Number(process.env['OM_BENCH_ROUNDS'] ?? '7');

const aims = { openMs: 100, searchMs: 20 };

/** Milliseconds. */
interface Took {
	readonly wall: number;
	/** Of the extension hosts, of which one does something; NaN where it cannot be known. */
	readonly cpu: number;
}

interface Opening {
	/** The first time in a window: the extension is loaded, too. */
	readonly first: Took;
	/** After it was hidden. */
	readonly again: Took;
	readonly list: Took;
}

/** All of them, of which the newest is shown; that one alone, which tells what showing it takes; and none. */
const names = ['full', 'one', 'empty'] as const;
type Openings = Readonly<Record<(typeof names)[number], Opening[]>>;

/** Rows of what, how long, and the aim. */
export async function panelRows(): Promise<string[][]> {
	const full = await open(conversations);
	const one = await open(1);
	const empty = await open(0);
	const sessions = { full, one, empty };
	const openings: Openings = { full: [], one: [], empty: [] };
	try {
		await showOne(full);
		await showOne(one);
		await showNone(empty);
		for (let round = 0; round < rounds; round++) {
			for (const name of round % 2 === 0 ? names : names.toReversed()) {
				openings[name].push(await opening(sessions[name]));
			}
		}
		const [search, floor] = [await searching(full, conversations), await searching(empty, 0)];
		return [...openingRows(openings), ...searchRows(search, floor)];
	} catch (error) {
		await Promise.all(names.map(name => sessions[name].keepArtifacts(`bench history ${name}`)));
		throw error;
	} finally {
		await Promise.all(names.map(name => sessions[name].close()));
		await closeBrowser();
	}
}

/** A window whose panel has never been shown, over a storage with so many conversations of its workspace. */
async function open(count: number): Promise<Session> {
	const session = await openSession({
		prepare: async ({ workspace, user }) => {
			await fill(
				path.join(user, 'globalStorage', 'openmind-community.openmind-code'),
				count,
				`file://${workspace}`,
			);
		},
	});
	await watchPages(session.page);
	return session;
}

/** The conversation that is shown from now on: with none, the panel would open empty here, too. */
async function showOne(session: Session): Promise<void> {
	await session.runCommand('OpenMind: Open Chat');
	const chat = await session.chat();
	await session.runCommand('OpenMind: Show History');
	await chat.frame.locator('.history-open').first().click();
	await chat.answers.last().waitFor();
	await toggle(session, 'hidden');
}

/** The panel is what the second side bar shows from now on. */
async function showNone(session: Session): Promise<void> {
	await session.runCommand('OpenMind: Open Chat');
	await session.chat();
	await toggle(session, 'hidden');
}

/** Hides or shows the second side bar, which is not so yet. */
async function toggle(session: Session, state: 'hidden' | 'visible'): Promise<void> {
	await session.page.keyboard.press('Control+Alt+b');
	await session.page.locator('.part.auxiliarybar').waitFor({ state });
}

async function opening(session: Session): Promise<Opening> {
	await session.reloadSaved();
	await atRest(session);
	const first = await timeToOpen(session);
	await toggle(session, 'hidden');
	const again = await timeToOpen(session);
	const chat = await session.chat();
	const list = await timeToList(session);
	await chat.button('Back to Chat').click();
	await toggle(session, 'hidden');
	return { first, again, list };
}

/** Waits until the window has started: its extension host answers, and the browser has nothing left to do. */
async function atRest(session: Session): Promise<void> {
	await eventually('the extensions to be known', () => session.offersCommand('OpenMind: Open Chat'));
	await session.page.evaluate(() => new Promise(resolve => requestIdleCallback(resolve)));
}

const timeToOpen = (session: Session): Promise<Took> => took(session, 'chat', () => toggle(session, 'visible'));

const timeToList = (session: Session): Promise<Took> =>
	took(session, 'list', () => session.page.getByRole('button', { name: 'Show History' }).click());

async function took({ page }: Session, what: 'chat' | 'list', act: () => Promise<void>): Promise<Took> {
	const before = await hostCpuSeconds();
	const from = Date.now();
	await act();
	const shownAt = await openedAt(page, what, from);
	const actedAt = await page.evaluate(() => window.benchActed ?? NaN);
	const after = await hostCpuSeconds();
	return { wall: shownAt - actedAt, cpu: ((after ?? NaN) - (before ?? NaN)) * 1000 };
}

function openingRows(openings: Openings): string[][] {
	const words = {
		first: 'panel opened, the first time in a window',
		again: 'panel opened again',
		list: 'history opened',
	};
	return (['first', 'again', 'list'] as const).flatMap(what => {
		const of = (name: keyof Openings, figure: keyof Took) =>
			median(openings[name].map(opening => opening[what][figure]));
		const more = of('full', 'wall') - of('empty', 'wall');
		return [
			[`VS Code: ${words[what]}`, ms(of('full', 'wall')), ''],
			['the same without any conversation', ms(of('empty', 'wall')), ''],
			['difference', ms(more), verdict(more < aims.openMs, `under ${aims.openMs} ms`)],
			['difference to one conversation', ms(of('full', 'wall') - of('one', 'wall')), ''],
			['difference of the extension host’s CPU', ms(of('full', 'cpu') - of('empty', 'cpu')), ''],
		];
	});
}

interface Search {
	readonly letters: readonly SearchTimes[];
	/** Of the extension host for a letter, on average. Milliseconds. */
	readonly cpu: number;
}

/** Every query typed letter by letter, once the text can be searched. */
async function searching(session: Session, count: number): Promise<Search> {
	await toggle(session, 'visible');
	const chat = await session.chat();
	await session.runCommand('OpenMind: Show History');
	const box = chat.frame.getByRole('searchbox', { name: 'Search conversations' });
	await box.fill(rareWord);
	// Over none, there is nothing to be found; until the text can be searched, nothing is found in the titles.
	const found = chat.frame.locator(count === 0 ? '.history-none' : '.history-open');
	await eventually('the search to be ready', async () => (await found.count()) === 1);
	const frame = await frameOf(session);
	const letters: SearchTimes[] = [];
	const before = await hostCpuSeconds();
	for (const query of queries) {
		await box.fill('');
		for (const letter of query) {
			const press = () => session.page.keyboard.press(letter === ' ' ? 'Space' : letter);
			letters.push(await measureSearch(frame, press));
		}
	}
	const cpu = ((await hostCpuSeconds()) ?? NaN) - (before ?? NaN);
	return { letters, cpu: (cpu * 1000) / letters.length };
}

async function frameOf(session: Session): Promise<Frame> {
	return eventually('the frame of the chat', async () => {
		for (const frame of session.page.frames()) {
			if (await frame.evaluate(() => document.querySelector('openmind-history') !== null).catch(() => false)) {
				return frame;
			}
		}
		return undefined;
	});
}

function searchRows(full: Search, empty: Search): string[][] {
	const row = (what: keyof SearchTimes, words: string): string[][] => {
		const [of, floor] = [full, empty].map(({ letters }) => letters.map(one => one[what]).sort((a, b) => a - b));
		const p95 = (sorted: readonly number[] = []) => sorted[Math.floor(sorted.length * 0.95)] ?? NaN;
		const [middle, high] = [median(of ?? []), p95(of)];
		const within = (figure: number) => verdict(figure < aims.searchMs, `under ${aims.searchMs} ms`);
		return [
			[`VS Code: ${words}, median`, ms(middle), within(middle)],
			['the same, p95', ms(high), within(high)],
			['the same without any conversation, median', ms(median(floor ?? [])), ''],
			['the same without any conversation, p95', ms(p95(floor)), ''],
		];
	};
	return [
		...row('answered', 'from a letter typed to the host’s answer in the page'),
		...row('drawn', 'from a letter typed to the frame with what was found'),
		['difference of the extension host’s CPU for a letter, mean', ms(full.cpu - empty.cpu), ''],
	];
}
