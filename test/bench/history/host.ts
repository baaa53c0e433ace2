// What 10,000 conversations cost the host's own logic on a real folder, beside the same on an empty one.
import { Journal } from '../../../src/core/chat/journal';
import { History } from '../../../src/core/history/history';
import { createSearch } from '../../../src/core/history/search';
import type { Logger } from '../../../src/core/ports';
import { systemClock } from '../../../src/host/clock';
import { ConversationFiles } from '../../../src/host/storage/conversationFiles';
import { HistoryFiles } from '../../../src/host/storage/historyFiles';
import { historyRows } from '../../../src/shared/chat';
import { temporaryFolder } from '../../vscode/temp';
import { median, ms, verdict } from '../figures/figures';
import { conversations, fill, queries } from './storage';

/** Each in turn, so that the machine's moods reach both alike. */
const rounds = 7;

const aims = { openMs: 100, searchMs: 20 };

const quiet: Logger = { info: () => {}, warn: () => {}, error: () => {} };

function open(storage: string): { journal: Journal; history: History } {
	const journal = new Journal({ store: new ConversationFiles(storage), clock: systemClock, logger: quiet });
	const search = () => Promise.resolve(createSearch());
	const history = new History({
		store: new HistoryFiles(storage),
		journal,
		clock: systemClock,
		logger: quiet,
		search,
	});
	return { journal, history };
}

interface Opening {
	readonly panel: number;
	readonly list: number;
	/** Of both together. */
	readonly cpu: number;
	readonly history: History;
}

/** What stands between the panel and its content: the conversation that was shown, then the list. In milliseconds. */
async function opening(storage: string, shown: string): Promise<Opening> {
	const { journal, history } = open(storage);
	const cpu = process.cpuUsage();
	const started = performance.now();
	await journal.restore(shown);
	const restored = performance.now();
	await history.refresh();
	history.page({ text: '', limit: historyRows });
	const listed = performance.now();
	const { user, system } = process.cpuUsage(cpu);
	await history.mended();
	return { panel: restored - started, list: listed - restored, cpu: (user + system) / 1000, history };
}

/** Rows of what, how long, and the aim. About a minute. */
export async function hostRows(): Promise<string[][]> {
	const [full, empty] = [temporaryFolder('bench-full'), temporaryFolder('bench-empty')];
	const shown = await fill(full, conversations, 'file:///w');
	await fill(empty, 0, 'file:///w');
	const times = { full: [] as Opening[], empty: [] as Opening[] };
	let history: History | undefined;
	for (let round = 0; round < rounds; round++) {
		for (const [name, storage] of [
			['full', full],
			['empty', empty],
		] as const) {
			const opened = await opening(storage, shown);
			times[name].push(opened);
			history = name === 'full' ? opened.history : history;
		}
	}
	if (!history) {
		throw new Error('Nothing was opened.');
	}
	const before = process.memoryUsage().heapUsed;
	const building = process.cpuUsage();
	await history.prepareSearch();
	const built = process.cpuUsage(building).user / 1000;
	const heap = (process.memoryUsage().heapUsed - before) / 1e6;
	const searches = searchTimes(history).sort((a, b) => a - b);
	const p95 = searches[Math.floor(searches.length * 0.95)] ?? NaN;
	const [of, floor] = [medians(times.full), medians(times.empty)];
	const [panelMore, listMore] = [of.panel - floor.panel, of.list - floor.list];
	const within = (figure: number, aim: number) => verdict(figure < aim, `under ${aim} ms`);
	return [
		['host only: the shown conversation restored', ms(of.panel), ''],
		['the same without any conversation', ms(floor.panel), ''],
		['difference', ms(panelMore), within(panelMore, aims.openMs)],
		['host only: list read, first rows shown', ms(of.list), ''],
		['the same without any conversation', ms(floor.list), ''],
		['both, difference', ms(panelMore + listMore), within(panelMore + listMore, aims.openMs)],
		['the same, CPU', ms(of.cpu - floor.cpu), within(of.cpu - floor.cpu, aims.openMs)],
		['host only: CPU of a letter typed, p95', ms(p95), within(p95, aims.searchMs)],
		['host only: CPU of a letter typed, median', ms(median(searches)), ''],
		['search made ready, once, in the background: CPU', ms(built), ''],
		['heap of the search', `${heap.toFixed(0)} MB`, ''],
	];
}

/** Every query typed letter by letter, with the page of results that is sent. */
function searchTimes(history: History): number[] {
	const times: number[] = [];
	for (let round = 0; round < 3; round++) {
		for (const query of queries) {
			for (let length = 1; length <= query.length; length++) {
				times.push(cpuOf(() => history.page({ text: query.slice(0, length), limit: historyRows })));
			}
		}
	}
	return times;
}

function medians(openings: readonly Opening[]): Omit<Opening, 'history'> {
	const of = (name: 'panel' | 'list' | 'cpu') => median(openings.map(opening => opening[name]));
	return { panel: of('panel'), list: of('list'), cpu: of('cpu') };
}

/** CPU milliseconds of the process: wall times swing on a machine that others use too. */
function cpuOf(work: () => unknown): number {
	const before = process.cpuUsage();
	work();
	const { user, system } = process.cpuUsage(before);
	return (user + system) / 1000;
}
