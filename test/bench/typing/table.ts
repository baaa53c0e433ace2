// What the typing benchmark found, each figure beside its aim.
import { table as markdown, verdict } from '../figures/figures';
import type { Served } from './endpoint';
import type { Tally } from './typist';

export interface Outcome {
	readonly name: string;
	readonly tally: Tally;
	readonly requests: readonly Served[];
	/** Undefined where the system does not tell. */
	readonly cpuPer100s: number | undefined;
	/** Without an extension, for the same keys. */
	readonly bareCpuPer100s: number | undefined;
	readonly activationMs: number | undefined;
}

interface Row {
	readonly title: string;
	readonly figure: (outcome: Outcome) => number | undefined;
	readonly digits: number;
	readonly unit?: string;
	readonly aim?: readonly ['at most' | 'at least', number];
}

const share = (part: number, whole: number): number => (whole === 0 ? 0 : (part / whole) * 100);
const textLength = ({ typed, accepted }: Tally): number => typed + accepted;
const kilobytes = (requests: readonly Served[]): number => requests.reduce((sum, { bytes }) => sum + bytes, 0) / 1000;
const closed = (requests: readonly Served[], when: Served['closed']): number =>
	requests.filter(request => request.closed === when).length;

const rows: readonly Row[] = [
	...[
		{ per: 'per 100 characters of text', of: textLength, most: [3, 4.5] },
		{ per: 'per 100 keys', of: ({ typed }: Tally) => typed, most: [6, 9] },
	].flatMap(({ per, of, most: [requests = 0, kB = 0] }): Row[] => [
		{
			title: `requests ${per}`,
			figure: outcome => share(outcome.requests.length, of(outcome.tally)),
			digits: 1,
			aim: ['at most', requests],
		},
		{
			title: `prompt kB ${per}`,
			figure: outcome => share(kilobytes(outcome.requests), of(outcome.tally)),
			digits: 1,
			aim: ['at most', kB],
		},
	]),
	{
		title: 'answer kB per 100 characters of text',
		figure: ({ requests, tally }) =>
			share(requests.reduce((sum, { answered }) => sum + answered, 0) / 1000, textLength(tally)),
		digits: 2,
	},
	{
		title: 'aborted before the first token',
		figure: ({ requests }) => share(closed(requests, 'beforeFirstToken'), requests.length),
		digits: 0,
		unit: ' %',
	},
	{
		title: 'aborted in all',
		figure: ({ requests }) => share(requests.length - closed(requests, undefined), requests.length),
		digits: 0,
		unit: ' %',
		aim: ['at most', 20],
	},
	{
		title: 'last key to ghost, p50',
		figure: ({ tally }) => quantile(tally.served, 0.5),
		digits: 0,
		unit: ' ms',
		aim: ['at most', 100],
	},
	{
		title: 'last key to ghost, p90',
		figure: ({ tally }) => quantile(tally.served, 0.9),
		digits: 0,
		unit: ' ms',
		aim: ['at most', 550],
	},
	{
		title: 'pauses served',
		figure: ({ tally }) => share(tally.served.length, tally.pauses),
		digits: 0,
		unit: ' %',
		aim: ['at least', 75],
	},
	{
		title: 'text from accepts',
		figure: ({ tally }) => share(tally.accepted, textLength(tally)),
		digits: 0,
		unit: ' %',
		aim: ['at least', 50],
	},
	{ title: 'wrong characters', figure: ({ tally }) => tally.wrong, digits: 0, aim: ['at most', 0] },
	{ title: 'activation', figure: o => o.activationMs, digits: 1, unit: ' ms', aim: ['at most', 15] },
	{ title: 'host CPU s per 100 s', figure: o => o.cpuPer100s, digits: 1, aim: ['at most', 3.5] },
	{
		title: 'of which more than without an extension',
		figure: ({ cpuPer100s, bareCpuPer100s }) =>
			cpuPer100s === undefined || bareCpuPer100s === undefined ? undefined : cpuPer100s - bareCpuPer100s,
		digits: 1,
	},
	{
		title: 'host CPU s per 1,000 characters of text',
		figure: ({ cpuPer100s, tally }) =>
			cpuPer100s === undefined ? undefined : ((cpuPer100s / 100) * (tally.ms / 1000) * 1000) / textLength(tally),
		digits: 1,
	},
];

/** @param outcomes ours first: the aims are held against it */
export function typingTable(outcomes: readonly Outcome[]): string {
	const [ours] = outcomes;
	const head = ['What', ...outcomes.map(({ name }) => name), 'Aim'];
	const cells = rows.map(row => [
		row.title,
		...outcomes.map(outcome => shown(row, row.figure(outcome))),
		judged(row, ours && row.figure(ours)),
	]);
	const rule = `|---|${'---:|'.repeat(outcomes.length)}---|`;
	return [markdown(head, cells, rule), '', units, ...outcomes.map(detail)].join('\n');
}

const units = [
	'Keys put a character in, typing mistakes included; characters of text are keys and the characters of accepted suggestions.',
	'The aims of 6 requests and 9 kB per 100 typed characters stand beside that of half the text from accepts, and whoever just meets them all makes',
	'3 requests and 4.5 kB per 100 characters of text: that reading decides, since per key the same requests count the more, the fewer keys accepting leaves.',
].join(' ');

function judged({ aim, unit = '' }: Row, figure: number | undefined): string {
	if (aim === undefined) {
		return '';
	}
	const [bound, limit] = aim;
	const met = figure !== undefined && (bound === 'at most' ? figure <= limit : figure >= limit);
	return verdict(met, `${bound} ${limit}${unit}`);
}

function detail({ name, tally, requests }: Outcome): string {
	const early = closed(requests, 'beforeFirstToken');
	return `${name}: ${(tally.ms / 1000).toFixed(0)} s, ${tally.typed} keys, ${tally.accepted} characters accepted, ${tally.pauses} pauses, ${requests.length} requests, of which ${early} were closed before their first token and ${closed(requests, 'later')} with more to come.`;
}

function shown({ digits, unit = '' }: Row, figure: number | undefined): string {
	return figure === undefined || Number.isNaN(figure) ? '–' : `${figure.toFixed(digits)}${unit}`;
}

export function quantile(values: readonly number[], share: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}
