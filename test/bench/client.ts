// What the client costs, beside the least that is possible and the official SDK, and what each makes of answers that are none.
import { ensureVSCode } from '../vscode/install';
import { run as runProcess } from '../vscode/processes.js';
import { buildPrograms, candidates, measureLibraries, type Bundle } from './client/bundles';
import { faultTable } from './client/faults';
import { measureRounds, rounds, type Measured, type Series } from './client/rounds';
import { kilobytes, median, table, verdict } from './figures/figures';

const aims = { lagOverFloor: 60, own: 0.3, coalesced: 0.22, paced: 0.65, ownBytes: 20_000, loadMs: 5 };

const columns = ['bare node:http', 'node-fetch alone', 'this client', 'it over node:http', 'openai SDK'];

/** Gives two Markdown tables. About three minutes. */
export async function run(): Promise<string> {
	// The Node that runs extensions; another one would give other figures.
	const { node } = await ensureVSCode();
	const { output: version } = await runProcess(node, ['--version'], { quiet: true });
	const measured = await measureRounds(node, await buildPrograms());
	const libraries = await measureLibraries(node);
	const rows = [...speedRows(measured.series), ...memoryRows(measured), ...bundleRows(libraries)];
	return [
		table(['What', ...columns, 'Compared', 'Aim'], rows, '|---|---:|---:|---:|---:|---:|---|---|'),
		`Medians of ${rounds} rounds in Node ${version.trim()}, the candidates taking turns; compared are the figures of the same round, and the medians of that.`,
		await faultTable(),
	].join('\n\n');
}

function speedRows(series: Measured['series']): string[][] {
	const row = (what: string, name: keyof Series, factor: number, ...rest: string[]): string[] => [
		what,
		...candidates.map(candidate => (median(series[candidate][name]) * factor).toFixed(0)),
		...rest,
	];
	const over = median(paired(series.ours.lag, series.floor.lag, (ours, floor) => ours - floor));
	const calls = median(paired(series.ours.call, series.floor.call, (ours, floor) => ours - floor));
	const cpu = (what: string, name: 'own' | 'coalesced' | 'paced'): string[] => {
		const ratio = median(paired(series.ours[name], series.sdk[name], (ours, sdk) => ours / sdk));
		const aim = aims[name];
		// Microseconds a chunk are tenths of a second for 100,000.
		return row(
			what,
			name,
			100,
			`${ratio.toFixed(2)} of the SDK`,
			verdict(ratio <= aim, `at most ${aim} of the SDK`),
		);
	};
	return [
		row(
			'write to first delta, µs',
			'lag',
			1,
			`${over.toFixed(0)} µs over the floor`,
			verdict(over <= aims.lagOverFloor, `at most ${aims.lagOverFloor} µs over`),
		),
		row('call to request at the server, µs', 'call', 1, `${calls.toFixed(0)} µs over the floor`, ''),
		cpu('CPU of 100,000 chunks, ms: each its own HTTP chunk', 'own'),
		cpu('the same, many in one HTTP chunk', 'coalesced'),
		cpu('the same, one each 250 µs', 'paced'),
	];
}

function paired(a: readonly number[], b: readonly number[], compare: (a: number, b: number) => number): number[] {
	return a.map((value, round) => compare(value, b[round] ?? NaN));
}

function memoryRows({ series, chunks }: Measured): string[][] {
	const kept = candidates.map(name => kilobytes((series[name].heap.at(-1) ?? NaN) - (series[name].heap[0] ?? NaN)));
	const peak = candidates.map(name => `${((series[name].peak.at(-1) ?? NaN) / 1000).toFixed(0)} MB`);
	return [
		[`memory kept after ${chunks.toLocaleString('en')} more chunks`, ...kept, '', ''],
		['most memory of the process', ...peak, '', ''],
	];
}

function bundleRows(library: Awaited<ReturnType<typeof measureLibraries>>): string[][] {
	const [empty, client, nodeFetch, sdk] = [library('empty'), library('client'), library('nodeFetch'), library('sdk')];
	const load = (...bundles: readonly Bundle[]): string =>
		`${bundles.reduce((sum, bundle) => sum + bundle.load, 0).toFixed(1)} ms`;
	const size = (...bundles: readonly Bundle[]): string =>
		kilobytes(bundles.reduce((sum, bundle) => sum + bundle.size, 0));
	return [
		[
			'load',
			`${load(empty)} (an empty file)`,
			load(nodeFetch),
			load(client, nodeFetch),
			load(client),
			load(sdk),
			`${load(client)} without node-fetch`,
			verdict(client.load < aims.loadMs, `under ${aims.loadMs} ms`),
		],
		[
			'bundle, minified',
			'',
			size(nodeFetch),
			size(client, nodeFetch),
			size(client),
			size(sdk),
			`${kilobytes(client.own)} of it our own`,
			verdict(client.own <= aims.ownBytes, `at most ${kilobytes(aims.ownBytes)} of its own`),
		],
	];
}
