// Suggestions while somebody types: the same seeded keys on real files in the real VS Code, for ours, for a plain provider, and for none.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { mustPackage } from '../vscode/checks.js';
import { eventually } from '../vscode/eventually';
import { outDir, root, tools, vsixPath, workspaceFixture } from '../vscode/paths.js';
import { mustRun } from '../vscode/processes.js';
import { closeBrowser, openSession } from '../vscode/session';
import { ensureVSCode } from '../vscode/install';
import { installExtension } from '../vscode/server';
import { temporaryFolder } from '../vscode/temp';
import { activations } from './startup/activations';
import { startContinuingEndpoint } from './typing/endpoint';
import { watchGhost } from './typing/ghostWatch';
import { hostCpuSeconds } from './typing/hostCpu';
import { quantile, typingTable, type Outcome } from './typing/table';
import { Typist } from './typing/typist';

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

const none = 'no extension';

const contestants: readonly Contestant[] = [
	{
		name: 'OpenMind Code',
		id: 'openmind-community.openmind-code',
		vsix: [vsixPath],
		settings: { 'openmind.completion.mode': 'automatic', 'openmind.completion.dailyLimit': 0 },
		needsKey: true,
	},
	{ name: 'plain provider', id: 'openmind-community.plain', vsix: [plainVsix] },
	{ name: none, vsix: [] },
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

/** Measures the package as it is built now; gives a Markdown table. About eight minutes. `OM_BENCH_ONLY` names a single contestant. */
export async function run(): Promise<string> {
	await mustPackage();
	await packPlain();
	const only = process.env['OM_BENCH_ONLY'];
	const chosen = contestants.filter(({ name }) => only === undefined || name === only);
	const outcomes: Omit<Outcome, 'bareCpuPer100s'>[] = [];
	for (const contestant of chosen) {
		const activationMs = await activationTime(contestant);
		outcomes.push({ ...(await measure(contestant)), activationMs });
	}
	await closeBrowser();
	const bare = outcomes.find(({ name }) => name === none)?.cpuPer100s;
	return typingTable(outcomes.map(outcome => ({ ...outcome, bareCpuPer100s: bare })));
}

async function packPlain(): Promise<void> {
	await mkdir(outDir, { recursive: true });
	const args = ['package', '--no-dependencies', '--skip-license', '--allow-missing-repository', '--out', plainVsix];
	await mustRun(process.execPath, [tools.vsce, ...args], { cwd: plainFolder, quiet: true });
}

async function measure(contestant: Contestant): Promise<Omit<Outcome, 'activationMs' | 'bareCpuPer100s'>> {
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
		return { name: contestant.name, tally, requests: endpoint.requests, cpuPer100s };
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

/** The median of a contestant alone in its host. Milliseconds. */
async function activationTime({ id, vsix }: Contestant): Promise<number | undefined> {
	if (id === undefined) {
		return undefined;
	}
	const installation = await ensureVSCode();
	const extensionsDir = temporaryFolder('extensions');
	for (const each of vsix) {
		await installExtension({ installation, extensionsDir, dataDir: temporaryFolder('data'), vsix: each });
	}
	const times: number[] = [];
	for (let start = 0; start < activationStarts; start++) {
		times.push(...(await activations([id], extensionsDir)).map(({ ms }) => ms));
	}
	return quantile(times, 0.5);
}
