// One answer streamed into one fresh page: main-thread CPU, heap and nodes; or, traced, the longest task.
import type { Browser, CDPSession, Page } from 'playwright-core';
import type { CandidateName } from './bundle';

export interface Measured {
	/** Milliseconds of CPU that the page's main thread took: script, style, layout and paint. */
	readonly cpuMs: number;
	readonly heapBytes: number;
	/** Elements and texts. */
	readonly nodes: number;
	/** Whether the CPU cap ended it. */
	readonly capped: boolean;
}

export interface Task {
	readonly url: string;
	readonly candidate: CandidateName;
	readonly pieces: readonly string[];
	/** Stop after this much CPU: what takes longer is not usable. */
	readonly capMs: number;
}

/** More than any candidate needs to prepare itself. */
const idleTimes = 40;

/** Updates between two looks at the clock. */
const stretch = 200;

export async function measure(browser: Browser, task: Task): Promise<Measured> {
	const page = await openPage(browser, task);
	try {
		const cdp = await page.context().newCDPSession(page);
		await cdp.send('Performance.enable');
		await cdp.send('HeapProfiler.collectGarbage');
		const before = await metrics(cdp);
		const capped = await stream(page, task, async () => (await metrics(cdp)).cpuMs - before.cpuMs > task.capMs);
		const after = await metrics(cdp);
		await cdp.send('HeapProfiler.collectGarbage');
		const heap = await metrics(cdp);
		const nodes = await page.evaluate(() => {
			const walker = document.createTreeWalker(document.getElementById('answer') ?? document.body);
			let count = 0;
			while (walker.nextNode()) count++;
			return count;
		});
		return {
			cpuMs: after.cpuMs - before.cpuMs,
			heapBytes: heap.heapBytes - before.heapBytes,
			nodes,
			capped,
		};
	} finally {
		await page.context().close();
	}
}

/** The longest task in milliseconds of CPU. */
export async function longestTask(browser: Browser, task: Task): Promise<number> {
	const page = await openPage(browser, task);
	try {
		await browser.startTracing(page, { categories: [...taskCategories] });
		await stream(page, task, async () => false);
		return longestIn(await browser.stopTracing());
	} finally {
		await page.context().close();
	}
}

/** What a trace needs so that `longestIn` finds its tasks. */
export const taskCategories = ['toplevel', 'disabled-by-default-devtools.timeline'] as const;

interface TraceEvent {
	readonly name: string;
	readonly pid: number;
	readonly tid: number;
	readonly tdur?: number;
	readonly args?: { readonly name?: string };
}

/** Of a trace: on the main thread of the page's process, the busiest of the threads of that name, since others hardly run. In milliseconds of CPU. */
export function longestIn(trace: Buffer): number {
	const { traceEvents: events } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] };
	const main = new Set(
		events
			.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
			.map(({ pid, tid }) => `${pid}/${tid}`),
	);
	let max = 0;
	for (const { name, pid, tid, tdur = 0 } of events) {
		if ((name === 'RunTask' || name === 'ThreadControllerImpl::RunTask') && main.has(`${pid}/${tid}`))
			max = Math.max(max, tdur);
	}
	return max / 1000;
}

async function openPage(browser: Browser, { url, candidate }: Task): Promise<Page> {
	const context = await browser.newContext({ viewport: { width: 400, height: 760 } });
	const page = await context.newPage();
	await page.addInitScript('globalThis.__name = value => value');
	await page.goto(`${url}/?candidate=${candidate}`);
	await page.waitForFunction(() => 'mountCandidate' in window);
	// What a renderer prepares when nothing is to do, it has prepared in real life too: it is over when so many idle times were left to us.
	await page.evaluate(async count => {
		for (let time = 0; time < count; time++)
			await new Promise<void>(resolve => requestIdleCallback(() => resolve()));
	}, idleTimes);
	return page;
}

/** One update per frame; true when `isOver` ended it. */
async function stream(page: Page, { pieces }: Task, isOver: () => Promise<boolean>): Promise<boolean> {
	await page.evaluate(() => {
		const root = document.getElementById('answer');
		if (root === null) throw new Error('There is no place for the answer');
		const candidate = window.mountCandidate(root);
		let text = '';
		Object.assign(window, {
			feed: (piece: string, ended: boolean) => {
				text += piece;
				candidate.update(text, ended);
				const scroller = document.scrollingElement;
				if (scroller !== null) scroller.scrollTop = scroller.scrollHeight;
			},
		});
	});
	for (let at = 0; at < pieces.length; at += stretch) {
		await page.evaluate(
			async ({ some, last }) => {
				const { feed } = window as unknown as { feed(piece: string, ended: boolean): void };
				for (const [index, piece] of some.entries()) {
					await new Promise(requestAnimationFrame);
					feed(piece, last && index === some.length - 1);
				}
				await new Promise(requestAnimationFrame);
			},
			{ some: pieces.slice(at, at + stretch), last: at + stretch >= pieces.length },
		);
		if (await isOver()) return true;
	}
	return false;
}

/** Of the page's main thread since it was made, in milliseconds, and what its heap holds now. */
export async function metrics(cdp: CDPSession): Promise<{ cpuMs: number; heapBytes: number }> {
	const { metrics: list } = await cdp.send('Performance.getMetrics');
	const value = (name: string): number => list.find(metric => metric.name === name)?.value ?? NaN;
	return { cpuMs: value('ThreadTime') * 1000, heapBytes: value('JSHeapUsedSize') };
}
