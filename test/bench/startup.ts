// What the extension costs before it is used: its activation beside an empty extension's in the same host, and the sizes of what is shipped.
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { ensureVSCode } from '../vscode/install';
import { emptyExtension, outDir, tools, vsixPath } from '../vscode/paths.js';
import { mustPackage } from '../vscode/checks.js';
import { mustRun } from '../vscode/processes.js';
import { installExtension } from '../vscode/server';
import { temporaryFolder } from '../vscode/temp';
import { activations } from './startup/activations';
import { kilobytes, median, ms, table, verdict } from './figures/figures';

const ours = 'openmind-community.openmind-code';
const empty = 'openmind-community.empty';

/** Fresh starts of VS Code; even, so that both orders occur equally often. */
const starts = 10;

const aims = { overEmptyMs: 5, vsixBytes: 500_000 };

/** Measures the package as it is built now; gives a Markdown table. About five minutes. */
export async function run(): Promise<string> {
	await mustPackage();
	const { times, busy } = await activationTimes();
	const [our, floor] = [median(times[ours]), median(times[empty])];
	const over = median(times[ours].map((time, start) => time - (times[empty][start] ?? NaN)));
	const rows = [
		['activation', ms(our), ''],
		['activation of an empty extension', ms(floor), ''],
		['difference in one start', ms(over), verdict(over < aims.overEmptyMs, `under ${aims.overEmptyMs} ms`)],
		['ratio', `${(our / floor).toFixed(1)} x`, ''],
		...(await sizes()),
	];
	return table(['What', 'Figure', 'Aim'], rows, '|---|---:|---|').concat(
		`\n\nMedians of ${starts} fresh starts, the order of the two alternating. Measured while VS Code was still busy: ${busy} of ${2 * starts}.`,
	);
}

interface Times {
	readonly [ours]: number[];
	readonly [empty]: number[];
}

async function activationTimes(): Promise<{ times: Times; busy: number }> {
	const extensionsDir = await installBoth();
	const times: Times = { [ours]: [], [empty]: [] };
	let busy = 0;
	for (let round = 0; round < starts; round++) {
		const order = round % 2 === 0 ? [ours, empty] : [empty, ours];
		for (const { id, ms: took, ...start } of await activations(order, extensionsDir)) {
			if (id === ours || id === empty) {
				times[id].push(took);
				busy += start.busy ? 1 : 0;
			}
		}
	}
	return { times, busy };
}

async function installBoth(): Promise<string> {
	const emptyVsix = path.join(outDir, 'empty.vsix');
	await mustRun(
		process.execPath,
		[
			tools.vsce,
			'package',
			'--no-dependencies',
			'--skip-license',
			'--allow-missing-repository',
			'--out',
			emptyVsix,
		],
		{
			cwd: emptyExtension,
			quiet: true,
		},
	);
	const installation = await ensureVSCode();
	const extensionsDir = temporaryFolder('extensions');
	const dataDir = temporaryFolder('data');
	for (const vsix of [vsixPath, emptyVsix]) {
		await installExtension({ installation, extensionsDir, dataDir, vsix });
	}
	return extensionsDir;
}

async function sizes(): Promise<string[][]> {
	const dist = path.dirname(vsixPath);
	const files = (await readdir(dist, { recursive: true })).filter(file => /\.(cjs|js|css|ttf)$/.test(file)).sort();
	const { size } = await stat(vsixPath);
	const bundles = await Promise.all(
		files.map(async file => {
			const bytes = await readFile(path.join(dist, file));
			return [`dist/${file}`, `${kilobytes(bytes.length)} (${kilobytes(gzipSync(bytes).length)} gzip)`, ''];
		}),
	);
	return [
		['.vsix', kilobytes(size), verdict(size < aims.vsixBytes, `under ${kilobytes(aims.vsixBytes)}`)],
		...bundles,
	];
}
