// Bundles the extension host module and the chat page into dist/. Usage: node esbuild.js [--watch] [--production]
import * as esbuild from 'esbuild';
import { rm } from 'node:fs/promises';

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');

/** @type {esbuild.BuildOptions} */
const common = {
	bundle: true,
	minify: production,
	sourcemap: production ? false : 'linked',
	legalComments: 'none',
	logLevel: 'info',
	metafile: true,
};

/** @type {esbuild.BuildOptions[]} */
const bundles = [
	{
		...common,
		entryPoints: ['src/extension.ts'],
		outfile: 'dist/extension.cjs',
		platform: 'node',
		format: 'cjs',
		target: 'node22',
		external: ['vscode'],
		// VS Code's proxy and certificate settings reach the modules of these plain names.
		alias: { 'node:http': 'http', 'node:https': 'https' },
	},
	{
		...common,
		entryPoints: { chat: 'src/webview/main.ts' },
		outdir: 'dist/page',
		platform: 'browser',
		format: 'esm',
		splitting: true,
		chunkNames: 'chunks/[name]-[hash]',
		target: 'chrome130',
		// Icons are part of the bundle: the dozen in use weigh a tenth of the icon font.
		loader: { '.svg': 'text' },
		// The browser knows the names of characters by itself; markdown-it's table of them would be a quarter of the bundle.
		alias: { entities: './src/webview/markdown/entities.ts' },
		tsconfig: 'src/webview/tsconfig.json',
	},
];

await rm('dist', { recursive: true, force: true });
if (watch) {
	const contexts = await Promise.all(bundles.map(options => esbuild.context(options)));
	await Promise.all(contexts.map(context => context.watch()));
} else {
	await Promise.all(bundles.map(options => esbuild.build(options)));
}
