// Bundles the extension host module and the chat page into dist/. Usage: node esbuild.js [--watch] [--production]
import * as esbuild from 'esbuild';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

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

/** Writes each part of a split bundle as a CommonJS module; `import()` becomes a `require` at its first use. */
function commonJs() {
	/** @type {esbuild.Plugin} */
	const plugin = {
		name: 'common-js',
		setup(build) {
			build.onEnd(async ({ outputFiles = [] }) => {
				for (const { path: file, text } of outputFiles) {
					const { code } = await esbuild.transform(text, {
						format: 'cjs',
						platform: 'node',
						target: 'node22',
						supported: { 'dynamic-import': false },
						minify: production,
						sourcemap: production ? false : 'inline',
						sourcefile: path.basename(file),
					});
					await mkdir(path.dirname(file), { recursive: true });
					await writeFile(file, code);
				}
			});
		},
	};
	return plugin;
}

/** Kinds of diagrams that hardly any answer has; together with the layout engines below they would double the package. */
const rareDiagrams =
	/^\/\/ src\/diagrams\/(?:agentflow|architecture|c4|cynefin|eventmodeling|info|ishikawa|railroad|swimlanes|treeView|usecase|venn|wardley)\//m;
const rareLayouts = /^(?:elk|swimlanes|cose-bilkent)-/;

/** Takes of Mermaid what answers use: the usual diagrams, all of them laid out by dagre. */
function leanDiagrams() {
	/** @type {esbuild.Plugin} */
	const plugin = {
		name: 'lean-diagrams',
		setup(build) {
			// One KaTeX for formulas and diagrams.
			build.onResolve({ filter: /^katex$/ }, ({ importer, kind }) =>
				/[\\/]mermaid[\\/]/.test(importer)
					? build.resolve('katex', { resolveDir: import.meta.dirname, kind })
					: undefined,
			);
			build.onLoad({ filter: /[\\/]mermaid\.core[\\/][^\\/]+\.mjs$/ }, async ({ path: file }) => {
				const folder = path.dirname(file);
				const name = path.basename(file);
				if (name.startsWith('chunk-')) return undefined;
				if (rareLayouts.test(name)) {
					const dagre = (await readdir(folder)).find(other => /^dagre-.*\.mjs$/.test(other));
					return { contents: `export * from './${dagre}';`, resolveDir: folder };
				}
				return rareDiagrams.test(await readFile(file, 'utf8'))
					? { contents: `throw new Error('This kind of diagram is left out (esbuild.js)');` }
					: undefined;
			});
		},
	};
	return plugin;
}

/** The app is no part of the doorway, which finds it beside itself. */
function appBesides() {
	/** @type {esbuild.Plugin} */
	const plugin = {
		name: 'app-besides',
		setup(build) {
			build.onResolve({ filter: /^\.\/app$/ }, () => ({ path: './app.cjs', external: true }));
		},
	};
	return plugin;
}

/** @type {esbuild.BuildOptions} */
const host = {
	...common,
	outdir: 'dist',
	outExtension: { '.js': '.cjs' },
	platform: 'node',
	target: 'node22',
	external: ['vscode'],
};

/** @type {esbuild.BuildOptions[]} */
const bundles = [
	{
		...host,
		// One file: each further one would cost a start of VS Code more than the code in it.
		entryPoints: ['src/extension.ts'],
		format: 'cjs',
		supported: { 'dynamic-import': false },
		plugins: [appBesides()],
	},
	{
		...host,
		entryPoints: ['src/app.ts'],
		chunkNames: 'lazy/[name]-[hash]',
		// Only ES modules can be split, so that the app loads no more than it needs; `commonJs` then makes each part what VS Code loads.
		format: 'esm',
		splitting: true,
		write: false,
		sourcemap: production ? false : 'inline',
		plugins: [commonJs()],
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
		plugins: [leanDiagrams()],
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
