// What a long transcript costs the reader: 1,000 messages, 1,000 turns, and an answer of 64,000 tokens, opened, scrolled, typed beside and added to, in a real
// browser with the page as it is shipped. Beside the same words in plain elements. Usage: npm run bench -- transcript
// OM_BENCH_ROUNDS makes it shorter while working on it.
import { chromium, type Browser } from 'playwright-core';
import { mustPackage } from '../vscode/checks.js';
import { ensureBrowser } from '../vscode/installBrowser';
import { Gallery, type GalleryPage } from '../e2e/gallery/gallery';
import { startGalleryServer } from '../e2e/gallery/server';
import { median, ms, table, verdict } from './figures/figures';
import { longestIn, metrics, taskCategories } from './render/measure';
import { conversations, type ConversationName } from './transcript/conversations';
import { mountFloor } from './transcript/floor';
import { acts, focusBox, phases, prepare, type Phase } from './transcript/phases';

const rounds = Number(process.env['OM_BENCH_ROUNDS'] ?? '3');

/** The web's definition of a long task, and a frame. */
const aims = { longMs: 50, frameMs: 16.7 };

const candidates = ['ours', 'floor'] as const;
type Candidate = (typeof candidates)[number];

const flags = ['--no-sandbox', '--disable-gpu', '--disable-frame-rate-limit', '--disable-gpu-vsync'];

const words: Readonly<Record<Phase, string>> = {
	open: 'opened',
	scroll: 'scrolled from end to start and back',
	type: 'typed in the message box',
	stream: 'an answer streams at its end',
};

/** Milliseconds of the main thread's CPU, by phase. */
type Figures = Readonly<Record<Phase, number>>;

type Measure = (gallery: Gallery, browser: Browser, name: ConversationName, candidate: Candidate) => Promise<Figures>;

/** Some minutes. */
export async function run(): Promise<string> {
	await mustPackage();
	const browser = await chromium.launch({ executablePath: await ensureBrowser(), args: flags });
	const gallery = new Gallery(browser, await startGalleryServer());
	try {
		const rows: string[][] = [];
		for (const name of Object.keys(conversations) as ConversationName[]) {
			const cpu = await inTurn(gallery, browser, name, cpuOf);
			const tasks = await inTurn(gallery, browser, name, longestOf);
			rows.push(...phases.map(phase => row(name, phase, cpu, tasks)));
		}
		return table(head, rows, '|---|---:|---:|---:|---:|---:|---|').concat(
			`\n\nMedians of ${rounds} rounds, both in turn. Main-thread CPU; a task is the longest by CPU of a trace of its own, the worst of all rounds.`,
		);
	} finally {
		await gallery.close();
	}
}

type Rounds = Readonly<Record<Candidate, Figures[]>>;

async function inTurn(gallery: Gallery, browser: Browser, name: ConversationName, measure: Measure): Promise<Rounds> {
	const figures: Rounds = { ours: [], floor: [] };
	for (let round = 0; round < rounds; round++) {
		for (const candidate of candidates) {
			figures[candidate].push(await measure(gallery, browser, name, candidate));
		}
	}
	return figures;
}

const head = ['', 'CPU', 'CPU, floor', 'ratio', 'longest task', 'longest task, floor', 'Aim'];

function row(name: ConversationName, phase: Phase, cpu: Rounds, tasks: Rounds): string[] {
	const took = (candidate: Candidate): number => median(cpu[candidate].map(figures => figures[phase]));
	const longest = (candidate: Candidate): number => Math.max(...tasks[candidate].map(figures => figures[phase]));
	const task = longest('ours');
	return [
		`${name}, ${words[phase]}`,
		ms(took('ours')),
		ms(took('floor')),
		(took('ours') / took('floor')).toFixed(1),
		ms(task),
		ms(longest('floor')),
		`${verdict(task < aims.longMs, `under ${aims.longMs} ms`)}, ${verdict(task <= aims.frameMs, `at most ${aims.frameMs} ms`)}`,
	];
}

async function cpuOf(gallery: Gallery, _: Browser, name: ConversationName, candidate: Candidate): Promise<Figures> {
	return onPage(gallery, name, candidate, async ({ page }, act) => {
		const cdp = await page.context().newCDPSession(page);
		await cdp.send('Performance.enable');
		const before = await metrics(cdp);
		await act();
		return (await metrics(cdp)).cpuMs - before.cpuMs;
	});
}

async function longestOf(
	gallery: Gallery,
	browser: Browser,
	name: ConversationName,
	candidate: Candidate,
): Promise<Figures> {
	return onPage(gallery, name, candidate, async ({ page }, act) => {
		await browser.startTracing(page, { categories: [...taskCategories] });
		await act();
		return longestIn(await browser.stopTracing());
	});
}

/** Every phase on one fresh page. */
async function onPage(
	gallery: Gallery,
	name: ConversationName,
	candidate: Candidate,
	measure: (page: GalleryPage, act: () => Promise<void>) => Promise<number>,
): Promise<Figures> {
	const page = await gallery.page();
	try {
		await prepare(page.page, name);
		if (candidate === 'floor') await page.page.evaluate(mountFloor);
		const figures: Partial<Record<Phase, number>> = {};
		for (const phase of phases) {
			await focusBox(page.page);
			figures[phase] = await measure(page, () => acts[phase](page.page));
		}
		return figures as Figures; // Every phase has just been measured.
	} finally {
		await page.close();
	}
}
