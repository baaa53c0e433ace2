// The diagnostic report: what the log says of the last requests, as Markdown that a person can paste into an issue. Whatever a record or the
// environment holds, only short plain words and numbers come out.
import { timingHeaders, type RequestRecord } from '../ports';

/** What the requests ran in: `{'Extension': '0.1.0', 'VS Code': '1.106.0', 'Host': 'api.example.org'}`. */
export type Environment = Readonly<Record<string, string>>;

/** Requests shown, the last ones. An issue needs the failing one and a few before it; a table of more is not read. */
export const reportCap = 50;

/** Facts shown of the environment. */
const factCap = 30;

/** Characters shown of one value; the longest model name on record has 45. */
const valueCap = 80;

/** @param records oldest first */
export function diagnosticReport(records: readonly RequestRecord[], environment: Environment): string {
	const facts = Object.entries(environment).slice(0, factCap);
	const shown = records.slice(-reportCap);
	return [
		'## OpenMind diagnostic report',
		'',
		'It holds no key, no question, no answer and no file.',
		'',
		...facts.map(([name, value]) => `- ${plain(name)}: ${plain(value)}`),
		'',
		'### Requests',
		'',
		...(shown.length === 0 ? ['None yet.'] : tableOf(shown)),
		'',
	].join('\n');
}

type Column = readonly [title: string, cell: (record: RequestRecord) => string | number | undefined];

const columns: readonly Column[] = [
	['time', ({ startedAt }) => time(startedAt)],
	['id', ({ id }) => id],
	['model', ({ model, answeredBy }) => (answeredBy === undefined ? model : `${model} then ${answeredBy}`)],
	['end', endOf],
	['status', ({ status }) => status],
	['connect ms', ({ connectMs }) => connectMs],
	['first token ms', ({ firstTokenMs }) => firstTokenMs],
	['total ms', ({ totalMs }) => totalMs],
	['messages', ({ messages }) => messages],
	['bytes sent', ({ bytesSent }) => bytesSent],
	['bytes received', ({ bytesReceived }) => bytesReceived],
	['tokens in', ({ usage }) => usage?.promptTokens],
	['tokens out', ({ usage }) => usage?.completionTokens],
	['retries', ({ retries }) => retries],
	['malformed', ({ malformed }) => malformed],
	['other choices', ({ otherChoices }) => otherChoices],
	...timingHeaders.map((name): Column => [name, ({ timings }) => timings[name]]),
];

/** A column in which no request has anything to say is left out. */
function tableOf(records: readonly RequestRecord[]): string[] {
	const used = columns
		.map(([title, cell]) => ({ title, cells: records.map(cell) }))
		.filter(({ cells }) => cells.some(cell => cell !== undefined));
	const rows = records.map((_, index) => used.map(({ cells }) => plain(cells[index] ?? '')));
	return [used.map(({ title }) => title), used.map(() => '---'), ...rows].map(row => `| ${row.join(' | ')} |`);
}

function endOf({ end, finish, failure }: RequestRecord): string {
	if (failure !== undefined) return [failure.kind, failure.phase, failure.code].filter(Boolean).join(' ');
	return end === 'done' ? (finish ?? end) : end;
}

/** 2025-01-31T12:00:00.000Z; nothing for a number that is no time. */
function time(ms: number): string | undefined {
	const date = new Date(ms);
	return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

/** Letters, digits and the marks of names, numbers and addresses without a query: nothing that Markdown or HTML reads as its own. */
function plain(value: string | number): string {
	return String(value)
		.slice(0, valueCap)
		.replace(/[^A-Za-z0-9_ ./:@+-]/g, '?')
		.replace(/:\/\//g, ': ')
		.trim();
}
