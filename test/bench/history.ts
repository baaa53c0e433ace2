// What 10,000 conversations cost: opening the panel and its list, and searching as one types. The host's own logic on a real folder, beside the
// same on an empty one.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Journal } from '../../src/core/chat/journal';
import { applyEvent, emptyConversation, type ConversationEvent } from '../../src/core/chat/conversation';
import { entryOf, wordsOf } from '../../src/core/history/entries';
import { History } from '../../src/core/history/history';
import { createSearch } from '../../src/core/history/search';
import type { Logger } from '../../src/core/ports';
import { systemClock } from '../../src/host/clock';
import { ConversationFiles } from '../../src/host/storage/conversationFiles';
import { HistoryFiles } from '../../src/host/storage/historyFiles';
import { temporaryFolder } from '../vscode/temp';

const conversations = 10_000;
const turns = 4;

/** Each in turn, so that the machine's moods reach both alike. */
const rounds = 7;

const aims = { openMs: 100, searchMs: 20 };

const quiet: Logger = { info: () => {}, warn: () => {}, error: () => {} };

/** What people type, letter by letter. */
const queries = [
	'rounding error',
	'refund',
	'inventory sync',
	'w12',
	'discount tests',
	'how does',
	'typescript generics',
];

/** Words of plausible shape: a few hundred common ones, and many rare names, as code has them. */
const common = Array.from(
	{ length: 400 },
	(_, index) => `${['re', 'in', 'con', 'dis', 'pro', 'un'][index % 6] ?? ''}${syllables(index)}`,
);
common.push(
	'rounding',
	'error',
	'refund',
	'inventory',
	'sync',
	'discount',
	'tests',
	'how',
	'does',
	'typescript',
	'generics',
);

function syllables(seed: number): string {
	const parts = ['ma', 'to', 'li', 'ra', 'ven', 'sor', 'ti', 'cal', 'ped', 'nu', 'sha', 'gor'];
	return `${parts[seed % 12] ?? ''}${parts[Math.floor(seed / 12) % 12] ?? ''}${parts[Math.floor(seed / 144) % 12] ?? ''}`;
}

/** The same every time. */
function random(seed: number): () => number {
	let state = seed;
	return () => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return state / 2 ** 32;
	};
}

function sentence(next: () => number, words: number): string {
	const word = () =>
		next() < 0.1
			? `${syllables(Math.floor(next() * 1728))}${Math.floor(next() * 999)}`
			: common[Math.floor(next() ** 2 * common.length)];
	return Array.from({ length: words }, word).join(' ');
}

function eventsOf(id: string, next: () => number): ConversationEvent[] {
	const events: ConversationEvent[] = [
		{ type: 'created', at: Date.now(), workspace: `file:///w${Math.floor(next() * 5)}` },
	];
	for (let turn = 0; turn < turns; turn++) {
		const [turnId, answerId] = [`${id}-t${turn}`, `${id}-a${turn}`];
		const parentId = turn === 0 ? null : `${id}-t${turn - 1}`;
		events.push(
			{ type: 'turnAdded', turn: { id: turnId, text: sentence(next, 25), attachments: [] }, parentId },
			{ type: 'answerStarted', turnId, answerId, model: 'openai/gpt-4o' },
			{ type: 'answerGrew', answerId, text: sentence(next, 150), reasoning: '', refusal: '' },
			{ type: 'answerEnded', answerId, status: 'done' },
		);
	}
	return events;
}

/** Writes the files as the extension would; gives the id of the last conversation. */
async function fill(storage: string, count: number): Promise<string> {
	const folder = path.join(storage, 'conversations');
	await mkdir(folder, { recursive: true });
	const next = random(7);
	const index = { list: '', words: '' };
	for (let at = 0; at < count; at++) {
		const id = `c${at}`;
		let conversation = emptyConversation(id);
		let lines = '';
		for (const event of eventsOf(id, next)) {
			conversation = applyEvent(conversation, event);
			lines += `${JSON.stringify(event)}\n`;
			const [entry, words] = [
				entryOf(id, event, Date.now() - at * 60_000, conversation),
				wordsOf(id, event, conversation),
			];
			index.list += entry ? `${JSON.stringify(entry)}\n` : '';
			index.words += words ? `${JSON.stringify(words)}\n` : '';
		}
		await writeFile(path.join(folder, `${id}.jsonl`), lines);
	}
	await writeFile(path.join(folder, 'list.index'), index.list);
	await writeFile(path.join(folder, 'words.index'), index.words);
	return `c${Math.max(0, count - 1)}`;
}

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
	history.page({ text: '', limit: 100 });
	const listed = performance.now();
	const { user, system } = process.cpuUsage(cpu);
	await history.mended();
	return { panel: restored - started, list: listed - restored, cpu: (user + system) / 1000, history };
}

/** About a minute. */
export async function run(): Promise<string> {
	const [full, empty] = [temporaryFolder('bench-full'), temporaryFolder('bench-empty')];
	const shown = await fill(full, conversations);
	await fill(empty, 0);
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
	const rows = [
		['panel: the shown conversation restored', ms(of.panel), ''],
		['the same without any conversation', ms(floor.panel), ''],
		['difference', ms(panelMore), verdict(panelMore, aims.openMs)],
		['history: list read, first 100 shown', ms(of.list), ''],
		['the same without any conversation', ms(floor.list), ''],
		['panel and history, difference', ms(panelMore + listMore), verdict(panelMore + listMore, aims.openMs)],
		['the same, CPU', ms(of.cpu - floor.cpu), verdict(of.cpu - floor.cpu, aims.openMs)],
		['search: CPU of a letter typed, p95', ms(p95), verdict(p95, aims.searchMs)],
		['search: CPU of a letter typed, median', ms(median(searches)), ''],
		['search made ready, once, in the background: CPU', ms(built), ''],
		['heap of the search', `${heap.toFixed(0)} MB`, ''],
	];
	return ['| What | Figure | Aim |', '|---|---:|---|', ...rows.map(row => `| ${row.join(' | ')} |`)]
		.join('\n')
		.concat(
			`\n\n${conversations} conversations of ${turns} turns; medians of ${rounds} openings, full and empty in turn; ${searches.length} searches.`,
		);
}

/** Every query typed letter by letter, with the page of results that is sent. */
function searchTimes(history: History): number[] {
	const times: number[] = [];
	for (let round = 0; round < 3; round++) {
		for (const query of queries) {
			for (let length = 1; length <= query.length; length++) {
				times.push(cpuOf(() => history.page({ text: query.slice(0, length), limit: 100 })));
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

function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

function verdict(figure: number, aim: number): string {
	return `under ${aim} ms: ${figure < aim ? 'met' : 'MISSED'}`;
}

function ms(value: number): string {
	return `${value.toFixed(1)} ms`;
}
