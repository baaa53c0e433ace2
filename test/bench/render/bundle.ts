// Production bundles of the candidates, and a page for each.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { outDir, root } from '../../vscode/paths.js';

export const candidates = ['ours', 'floor', 'streamdown', 'reactMarkdown'] as const;
export type CandidateName = (typeof candidates)[number];

const folder = path.join(outDir, 'bench', 'render');

/** Builds all of them; gives the folder to serve. */
export async function bundleCandidates(): Promise<string> {
	await Promise.all(candidates.map(bundle));
	return folder;
}

async function bundle(name: CandidateName): Promise<void> {
	await build({
		entryPoints: [path.join(root, `test/bench/render/candidates/${name}.ts`)],
		outdir: folder,
		bundle: true,
		minify: true,
		format: 'esm',
		splitting: true,
		chunkNames: `chunks/${name}-[name]-[hash]`,
		target: 'chrome130',
		loader: { '.svg': 'text' },
		// As in our own page (esbuild.js).
		alias: name === 'ours' ? { entities: path.join(root, 'src/webview/markdown/entities.ts') } : {},
		define: { 'process.env.NODE_ENV': '"production"' },
		legalComments: 'none',
		logLevel: 'warning',
		tsconfig: path.join(root, 'src/webview/tsconfig.json'),
	});
}

/** What a candidate loads before its first answer, in bytes of gzip; chunks that it loads later do not count. */
export function gzipSize(name: CandidateName): Promise<number> {
	return sizeWithImports(path.join(folder, `${name}.js`), new Set());
}

/** The page of the extension without its lazy chunks, in bytes of gzip. */
export function pageSize(): Promise<number> {
	return sizeWithImports(path.join(root, 'dist/page/chat.js'), new Set());
}

async function sizeWithImports(file: string, seen: Set<string>): Promise<number> {
	if (seen.has(file)) return 0;
	seen.add(file);
	const source = await readFile(file, 'utf8');
	const imported = [...source.matchAll(/(?:^|[;}\s])(?:import|export)[^;("']*["'](\.[^"']+)["']/g)].map(match =>
		path.join(path.dirname(file), match[1] ?? ''),
	);
	const rest = await Promise.all(imported.map(other => sizeWithImports(other, seen)));
	return gzipSync(source).length + rest.reduce((sum, size) => sum + size, 0);
}
