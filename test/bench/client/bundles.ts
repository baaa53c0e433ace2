// Builds what is measured, as the extension is built, and measures it as a file: how large it is, and how long it takes to load.
import path from 'node:path';
import * as esbuild from 'esbuild';
import { outDir, root } from '../../vscode/paths.js';
import { mustRun } from '../../vscode/processes.js';
import { median } from '../figures/figures';

const folder = path.join(outDir, 'bench', 'client');

/** Fresh processes that load each bundle. */
const loads = 11;

export const candidates = ['floor', 'nodeFetch', 'ours', 'oursOverHttp', 'sdk'] as const;
export type Candidate = (typeof candidates)[number];

/** What a user of each has to load; an empty file tells what any file costs. */
const libraries = {
	empty: '',
	client: `export * from './src/api/client'; export * from './src/api/transport';`,
	nodeFetch: `export { default } from 'node-fetch';`,
	sdk: `export { default } from 'openai';`,
};
type Library = keyof typeof libraries;
const libraryNames = ['empty', 'client', 'nodeFetch', 'sdk'] as const satisfies readonly Library[];

export interface Bundle {
	/** Minified bytes of this repository's own sources. */
	readonly own: number;
	/** All minified bytes. */
	readonly size: number;
	/** Milliseconds. */
	readonly load: number;
}

const options = {
	absWorkingDir: root,
	outdir: folder,
	outExtension: { '.js': '.cjs' },
	bundle: true,
	minify: true,
	platform: 'node',
	format: 'cjs',
	target: 'node22',
	legalComments: 'none',
	logLevel: 'warning',
	alias: { 'node:http': 'http', 'node:https': 'https' },
} satisfies esbuild.BuildOptions;

/** @returns where the server's or a candidate's program is */
export async function buildPrograms(): Promise<(name: Candidate | 'server') => string> {
	const sources = candidates.map(name => `test/bench/client/candidates/${name}.ts`);
	await esbuild.build({ ...options, entryPoints: ['test/bench/client/server.ts', ...sources], entryNames: '[name]' });
	return name => path.join(folder, `${name}.cjs`);
}

/** @param node the program that loads them */
export async function measureLibraries(node: string): Promise<(name: Library) => Bundle> {
	const measured = new Map<Library, { readonly own: number; readonly size: number; readonly times: number[] }>();
	const files = await Promise.all(libraryNames.map(buildLibrary));
	for (const { name, own, size } of files) measured.set(name, { own, size, times: [] });
	for (let round = 0; round < loads; round++) {
		for (const { name, file } of files) measured.get(name)?.times.push(await loadTime(node, file));
	}
	return name => {
		const { own = 0, size = 0, times = [] } = measured.get(name) ?? {};
		return { own, size, load: median(times) };
	};
}

async function buildLibrary(name: Library): Promise<{ name: Library; file: string; own: number; size: number }> {
	const file = path.join(folder, 'libraries', `${name}.cjs`);
	const { outdir: _, outExtension: __, ...common } = options;
	const stdin = { contents: libraries[name], resolveDir: root };
	const { metafile } = await esbuild.build({ ...common, stdin, outfile: file, metafile: true });
	const inputs = Object.values(metafile.outputs).flatMap(output => Object.entries(output.inputs));
	const sum = (parts: typeof inputs): number => parts.reduce((bytes, [, part]) => bytes + part.bytesInOutput, 0);
	const size = Object.values(metafile.outputs).reduce((bytes, output) => bytes + output.bytes, 0);
	return { name, file, own: sum(inputs.filter(([source]) => source.startsWith('src/'))), size };
}

/** Of the first `require` in a process of its own; Node's own modules, which VS Code has loaded long before, are loaded before it. */
async function loadTime(node: string, file: string): Promise<number> {
	const builtIn = ['http', 'https', 'stream', 'stream/web', 'zlib', 'net', 'util', 'buffer', 'url', 'crypto', 'fs'];
	const script = [
		`for (const name of ${JSON.stringify(builtIn)}) require('node:' + name);`,
		`const start = performance.now();`,
		`require(${JSON.stringify(file)});`,
		`console.log('took', performance.now() - start);`,
	].join('\n');
	const output = await mustRun(node, ['-e', script], { quiet: true });
	return Number(/^took ([\d.]+)$/m.exec(output)?.[1]);
}
