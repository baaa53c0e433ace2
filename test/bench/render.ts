// What showing a streamed answer costs, beside other renderers and beside plain text, in a real browser. Usage: npm run bench -- render
// OM_BENCH_ROUNDS, OM_BENCH_SIZES (in thousands of tokens) and OM_BENCH_ONLY (names) make it shorter while working on it.
import { chromium, type Browser } from 'playwright-core';
import { ensureBrowser } from '../vscode/installBrowser';
import { mustPackage } from '../vscode/checks.js';
import { cut, makeAnswer } from './render/answer';
import { bundleCandidates, candidates, gzipSize, pageSize, type CandidateName } from './render/bundle';
import { longestTask, measure, type Measured } from './render/measure';
import { startBenchServer } from './render/server';

const setting = (name: string, fallback: string): string => process.env[name] ?? fallback;
const rounds = Number(setting('OM_BENCH_ROUNDS', '3'));
const sizes = setting('OM_BENCH_SIZES', '1,4,16,64').split(',').map(Number);
const only = setting('OM_BENCH_ONLY', candidates.join(',')).split(',');
const measured = candidates.filter(name => only.includes(name) || name === 'floor');

const tokensPerUpdate = 5;

/** A renderer that needs more than this for one answer is named as such and not measured again. */
const capMs = 90_000;

const aims = { overFloor: 1.6, exponent: 0.3, taskMs: 16.7, heapBytes: 5e6, nodes: 11_000, gzipBytes: 120_000 };

const flags = [
	'--no-sandbox',
	'--disable-gpu',
	// Frames as fast as the page can draw them: each update is laid out and painted, and nothing waits for a display.
	'--disable-frame-rate-limit',
	'--disable-gpu-vsync',
	'--enable-precise-memory-info',
];

type Results = Map<CandidateName, Map<number, Measured[]>>;

export async function run(): Promise<string> {
	await mustPackage();
	const server = await startBenchServer(await bundleCandidates());
	const browser = await chromium.launch({ executablePath: await ensureBrowser(), args: flags });
	try {
		const results = await measureAll(browser, server.url);
		const tasks = await traceAll(browser, server.url, results);
		return await report(results, tasks);
	} finally {
		await browser.close();
		server.close();
	}
}

/** The candidates in turn within each round, so that what else the machine does meets all of them. */
async function measureAll(browser: Browser, url: string): Promise<Results> {
	const results: Results = new Map(measured.map(name => [name, new Map(sizes.map(size => [size, []]))]));
	for (let round = 0; round < rounds; round++) {
		for (const size of sizes) {
			const pieces = cut(makeAnswer(size * 1000), tokensPerUpdate);
			for (const candidate of measured) {
				const runs = results.get(candidate)?.get(size);
				if (runs === undefined || runs.some(({ capped }) => capped)) continue;
				runs.push(await measure(browser, { url, candidate, pieces, capMs }));
			}
		}
	}
	return results;
}

async function traceAll(browser: Browser, url: string, results: Results): Promise<Map<string, number>> {
	const tasks = new Map<string, number>();
	for (const size of sizes) {
		const pieces = cut(makeAnswer(size * 1000), tokensPerUpdate);
		for (const candidate of measured) {
			const runs = results.get(candidate)?.get(size) ?? [];
			if (runs.some(({ capped, cpuMs }) => capped || cpuMs > capMs / 2)) continue;
			tasks.set(`${candidate} ${size}`, await longestTask(browser, { url, candidate, pieces, capMs }));
		}
	}
	return tasks;
}

async function report(results: Results, tasks: ReadonlyMap<string, number>): Promise<string> {
	const of = (name: CandidateName, size: number): Measured[] => results.get(name)?.get(size) ?? [];
	const cpu = (name: CandidateName, size: number): number => median(of(name, size).map(({ cpuMs }) => cpuMs));
	const capped = (name: CandidateName, size: number): boolean => of(name, size).some(run => run.capped);
	const row = (what: string, cell: (name: CandidateName) => string, aim = ''): string =>
		`| ${[what, ...measured.map(cell), aim].join(' | ')} |`;
	const lines = [row('', name => name, 'Aim for ours'), `|---|${measured.map(() => '---:|').join('')}---|`];
	for (const size of sizes) {
		const ratio = (name: CandidateName): number => cpu(name, size) / cpu('floor', size);
		lines.push(
			row(
				`CPU over the floor, ${size}k tokens`,
				name =>
					capped(name, size)
						? `over ${capMs / 1000} s`
						: `${ratio(name).toFixed(2)} (${cpu(name, size).toFixed(0)} ms)`,
				verdict(ratio('ours'), aims.overFloor),
			),
		);
	}
	for (const size of sizes) {
		const longest = (name: CandidateName): number => tasks.get(`${name} ${size}`) ?? NaN;
		lines.push(
			row(`longest task, ${size}k`, name => ms(longest(name)), verdict(longest('ours'), aims.taskMs, ' ms')),
		);
	}
	const growth = (name: CandidateName): number =>
		exponent(sizes.filter(size => !capped(name, size)).map(size => [size, cpu(name, size) / size]));
	const heap = (name: CandidateName, size: number): number => median(of(name, size).map(run => run.heapBytes));
	const nodes = (name: CandidateName, size: number): number => median(of(name, size).map(run => run.nodes));
	lines.push(
		row(
			'growth of CPU per update, exponent',
			name => growth(name).toFixed(2),
			verdict(growth('ours'), aims.exponent),
		),
	);
	const full = sizes.includes(16) ? 16 : Math.max(...sizes);
	lines.push(
		row(
			`heap, ${full}k`,
			name => megabytes(heap(name, full)),
			verdict(heap('ours', full) / 1e6, aims.heapBytes / 1e6, ' MB'),
		),
	);
	lines.push(row(`nodes, ${full}k`, name => String(nodes(name, full)), verdict(nodes('ours', full), aims.nodes)));
	const gzip = new Map<CandidateName, number>();
	for (const name of measured) gzip.set(name, await gzipSize(name));
	lines.push(row('bundle, gzip', name => kilobytes(gzip.get(name) ?? NaN), ''));
	const page = await pageSize();
	lines.push(
		row(
			'whole chat page, gzip',
			name => (name === 'ours' ? kilobytes(page) : ''),
			verdict(page / 1000, aims.gzipBytes / 1000, ' kB'),
		),
	);
	return `${lines.join('\n')}\n\nMedians of ${rounds} rounds, ${tokensPerUpdate} tokens per update, each update in a frame of its own. CPU is the main thread's (CDP ThreadTime).`;
}

/** The slope of a line through the logarithms. */
function exponent(points: readonly (readonly [x: number, y: number])[]): number {
	const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)] as const);
	const mean = (index: 0 | 1): number => logs.reduce((sum, point) => sum + point[index], 0) / logs.length;
	const [middleX, middleY] = [mean(0), mean(1)];
	const above = logs.reduce((sum, [x, y]) => sum + (x - middleX) * (y - middleY), 0);
	return above / logs.reduce((sum, [x]) => sum + (x - middleX) ** 2, 0);
}

function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = (sorted.length - 1) / 2;
	return ((sorted[Math.floor(middle)] ?? NaN) + (sorted[Math.ceil(middle)] ?? NaN)) / 2;
}

function verdict(value: number, aim: number, unit = ''): string {
	return `at most ${aim}${unit}: ${value <= aim ? 'met' : 'MISSED'}`;
}

const ms = (value: number): string => (Number.isNaN(value) ? '' : `${value.toFixed(1)} ms`);
const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
