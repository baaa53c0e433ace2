// Suggestions while somebody types: the same seeded keys on real files in the real VS Code, for ours, for a plain provider, and for none.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { bundleTests } from '../vscode/bundleTests';
import { packaging, runChecks } from '../vscode/checks.js';
import { eventually } from '../vscode/eventually';
import { runExtensionTests } from '../vscode/extensionTests';
import { outDir, root, tools, vsixPath, workspaceFixture } from '../vscode/paths.js';
import { mustRun } from '../vscode/processes.js';
import { closeBrowser, openSession } from '../vscode/session';
import { ensureVSCode } from '../vscode/install';
import { installExtension } from '../vscode/server';
import { temporaryFolder } from '../vscode/temp';
import { startContinuingEndpoint, type Served } from './typing/endpoint';
import { watchGhost } from './typing/ghostWatch';
import { hostCpuSeconds } from './typing/hostCpu';
import { Typist, type Tally } from './typing/typist';

const seed = 20_250_101;

/** Of the sample workspace: TypeScript, Python and Go. */
const files = ['src/money.ts', 'server/inventory.py', 'server/orders.go'];

const plainFolder = path.join(root, 'test/bench/typing/plain');
const plainVsix = path.join(outDir, 'plain.vsix');

interface Contestant {
	readonly name: string;
	readonly id?: string;
	readonly vsix: readonly string[];
	readonly settings?: Readonly<Record<string, unknown>>;
	readonly needsKey?: boolean;
}

const contestants: readonly Contestant[] = [
	{
		name: 'OpenMind Code',
		id: 'openmind-community.openmind-code',
		vsix: [vsixPath],
		settings: { 'openmind.completion.mode': 'automatic', 'openmind.completion.dailyLimit': 0 },
		needsKey: true,
	},
	{ name: 'plain provider', id: 'openmind-community.plain', vsix: [plainVsix] },
	{ name: 'no extension', vsix: [] },
];

/** Nothing but ghost text moves, and the text is what was typed. */
const quiet = {
	'editor.quickSuggestions': { other: 'off', comments: 'off', strings: 'off' },
	'editor.suggestOnTriggerCharacters': false,
	'editor.wordBasedSuggestions': 'off',
	'editor.parameterHints.enabled': false,
	'editor.autoClosingBrackets': 'never',
	'editor.autoClosingQuotes': 'never',
	'editor.autoClosingComments': 'never',
	'editor.autoIndent': 'none',
	'editor.formatOnType': false,
	'editor.detectIndentation': false,
	'[typescript]': { 'editor.insertSpaces': false },
	'[go]': { 'editor.insertSpaces': false },
	'workbench.editor.enablePreview': false,
};

interface Outcome {
	readonly contestant: Contestant;
	readonly tally: Tally;
	readonly requests: readonly Served[];
	readonly cpuPer100s: number | undefined;
	readonly activationMs: number | undefined;
}

/** Measures the package as it is built now; gives a Markdown table. About eight minutes. `OM_BENCH_ONLY` names a single contestant. */
export async function run(): Promise<string> {
	if ((await runChecks(packaging, 1)).failed > 0) {
		throw new Error('There is no package to measure.');
	}
	await packPlain();
	const only = process.env['OM_BENCH_ONLY'];
	const chosen = contestants.filter(({ name }) => only === undefined || name === only);
	const activations = await activationTimes();
	const outcomes: Outcome[] = [];
	for (const contestant of chosen) {
		outcomes.push({ ...(await measure(contestant)), activationMs: activations.get(contestant.id ?? '') });
	}
	await closeBrowser();
	return table(outcomes);
}

async function packPlain(): Promise<void> {
	await mkdir(outDir, { recursive: true });
	const args = ['package', '--no-dependencies', '--skip-license', '--allow-missing-repository', '--out', plainVsix];
	await mustRun(process.execPath, [tools.vsce, ...args], { cwd: plainFolder, quiet: true });
}

async function measure(contestant: Contestant): Promise<Omit<Outcome, 'activationMs'>> {
	const texts = new Map<string, string>();
	for (const file of files) {
		texts.set(path.basename(file), (await readFile(path.join(workspaceFixture, file), 'utf8')).trimEnd());
	}
	const endpoint = await startContinuingEndpoint(texts);
	const vscode = await openSession({
		vsix: contestant.vsix,
		env: { OM_BENCH_ENDPOINT: endpoint.baseUrl },
		settings: { ...quiet, 'openmind.baseUrl': endpoint.baseUrl, ...contestant.settings },
	});
	try {
		if (contestant.needsKey) {
			await vscode.runCommand('OpenMind: Set API Key');
			await eventually(
				'the box for the key',
				async () => (await vscode.quickInput.input.getAttribute('type')) === 'password',
			);
			await vscode.quickInput.answer('om1_test_0123456789abcdef');
			await vscode.quickInput.widget.waitFor({ state: 'hidden' });
		}
		const typist = new Typist(vscode.page, seed);
		await watchGhost(vscode.page);
		let cpu: number | undefined = 0;
		for (const file of files) {
			await writeFile(path.join(vscode.workspace, file), '');
			await vscode.editor.open(file);
		}
		for (const file of files) {
			const name = path.basename(file);
			const text = texts.get(name) ?? '';
			await vscode.page.locator(`.tab[data-resource-name="${name}"]`).click();
			await vscode.editor.focus();
			const before = await hostCpuSeconds();
			await typist.write(text);
			const after = await hostCpuSeconds();
			cpu = before === undefined || after === undefined || cpu === undefined ? undefined : cpu + after - before;
			const saved = await vscode.editor.savedText(file);
			typist.tally.wrong += differing(saved, text);
			await keep(`${contestant.name} ${name}`, saved);
		}
		const { tally } = typist;
		const cpuPer100s = cpu === undefined ? undefined : (cpu / tally.ms) * 100_000;
		return { contestant, tally, requests: endpoint.requests, cpuPer100s };
	} catch (error) {
		await vscode.keepArtifacts(`typing ${contestant.name}`);
		throw error;
	} finally {
		await vscode.close();
		await endpoint.stop();
	}
}

/** What was typed, to look at when characters are wrong. */
async function keep(name: string, text: string): Promise<void> {
	await mkdir(path.join(outDir, 'typing'), { recursive: true });
	await writeFile(path.join(outDir, 'typing', name), text);
}

/** Characters that the file has and should not, or the other way round, between their common start and end. */
function differing(saved: string, wanted: string): number {
	let start = 0;
	while (start < wanted.length && saved[start] === wanted[start]) {
		start++;
	}
	let end = 0;
	while (end < wanted.length - start && end < saved.length - start && saved.at(-1 - end) === wanted.at(-1 - end)) {
		end++;
	}
	return Math.max(saved.length, wanted.length) - start - end;
}

const activationStarts = 3;
const activationTimeoutMs = 60_000;

/** Medians, by extension. */
async function activationTimes(): Promise<Map<string, number>> {
	const bundles = await bundleTests('bench', ['test/bench/probe/index.ts']);
	const installation = await ensureVSCode();
	const extensionsDir = temporaryFolder('extensions');
	for (const vsix of [vsixPath, plainVsix]) {
		await installExtension({ installation, extensionsDir, dataDir: temporaryFolder('data'), vsix });
	}
	const times = new Map<string, number[]>();
	const ids = contestants.flatMap(({ id }) => id ?? []);
	for (let start = 0; start < activationStarts; start++) {
		await runExtensionTests({
			extension: path.join(root, 'test/bench/probe'),
			testsModule: path.join(bundles, 'bench/probe/index.cjs'),
			workspace: workspaceFixture,
			timeoutMs: activationTimeoutMs,
			extensionsDir,
			env: { OM_BENCH_ORDER: ids.join(',') },
			print: text => {
				const [, id = '', took] = /^activation (\S+) ([\d.]+)$/.exec(text) ?? [];
				times.set(id, [...(times.get(id) ?? []), Number(took)]);
			},
		});
	}
	return new Map([...times].map(([id, each]) => [id, quantile(each, 0.5)]));
}

interface Column {
	readonly title: string;
	readonly figure: (outcome: Outcome) => number | undefined;
	readonly digits: number;
	readonly unit?: string;
	readonly aim: readonly ['at most' | 'at least', number];
}

const share = (part: number, whole: number): number => (whole === 0 ? 0 : (part / whole) * 100);
const aborted = (requests: readonly Served[]): number => requests.filter(({ closed }) => closed !== undefined).length;

const columns: readonly Column[] = [
	...[
		{ unit: 'per 100 characters of text', of: ({ typed, accepted }: Tally) => typed + accepted },
		{ unit: 'per 100 keys', of: ({ typed }: Tally) => typed },
	].flatMap(({ unit, of }): Column[] => [
		{
			title: `requests ${unit}`,
			figure: o => (o.requests.length / of(o.tally)) * 100,
			digits: 1,
			aim: ['at most', 6],
		},
		{
			title: `prompt kB ${unit}`,
			figure: o => (o.requests.reduce((sum, { bytes }) => sum + bytes, 0) / 1000 / of(o.tally)) * 100,
			digits: 1,
			aim: ['at most', 9],
		},
	]),
	{
		title: 'aborted',
		figure: o => share(aborted(o.requests), o.requests.length),
		digits: 0,
		unit: ' %',
		aim: ['at most', 20],
	},
	{
		title: 'key to ghost p50',
		figure: o => quantile(o.tally.served, 0.5),
		digits: 0,
		unit: ' ms',
		aim: ['at most', 100],
	},
	{ title: 'p90', figure: o => quantile(o.tally.served, 0.9), digits: 0, unit: ' ms', aim: ['at most', 550] },
	{
		title: 'pauses served',
		figure: o => share(o.tally.served.length, o.tally.pauses),
		digits: 0,
		unit: ' %',
		aim: ['at least', 75],
	},
	{
		title: 'text from accepts',
		figure: o => share(o.tally.accepted, o.tally.accepted + o.tally.typed),
		digits: 0,
		unit: ' %',
		aim: ['at least', 50],
	},
	{ title: 'wrong characters', figure: o => o.tally.wrong, digits: 0, aim: ['at most', 0] },
	{ title: 'activation', figure: o => o.activationMs, digits: 1, unit: ' ms', aim: ['at most', 15] },
	{ title: 'host CPU s per 100 s', figure: o => o.cpuPer100s, digits: 1, aim: ['at most', 3.5] },
];

function table(outcomes: readonly Outcome[]): string {
	const [ours] = outcomes;
	const head = ['What', ...outcomes.map(({ contestant }) => contestant.name), 'Aim'];
	const rows = columns.map(column => {
		const figures = outcomes.map(outcome => shown(column, column.figure(outcome)));
		const [bound, aim] = column.aim;
		const figure = ours && column.figure(ours);
		const met = figure !== undefined && (bound === 'at most' ? figure <= aim : figure >= aim);
		return [column.title, ...figures, `${bound} ${aim}${column.unit ?? ''}: ${met ? 'met' : 'MISSED'}`];
	});
	const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
	const rule = head.map((_, index) => (index === 0 || index === head.length - 1 ? '---' : '---:'));
	const details = outcomes.map(({ contestant, tally, requests }) => {
		const early = requests.filter(({ closed }) => closed === 'beforeFirstToken').length;
		return `${contestant.name}: ${tally.typed} keys, ${tally.accepted} characters accepted, ${tally.pauses} pauses, ${requests.length} requests, of which ${early} were closed before their first token and ${aborted(requests) - early} later.`;
	});
	return [line(head), line(rule), ...rows.map(line), '', ...details].join('\n');
}

function shown({ digits, unit = '' }: Column, figure: number | undefined): string {
	return figure === undefined || Number.isNaN(figure) ? '–' : `${figure.toFixed(digits)}${unit}`;
}

function quantile(values: readonly number[], share: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}
