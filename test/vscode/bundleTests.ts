// Bundles test code that runs inside the extension host: one CommonJS file for each entry, because VS Code loads it with `require`.
import { rm } from 'node:fs/promises';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { outDir, root } from './paths.js';

/** Bundles `entries` (globs relative to the checkout) below out/test/ and returns that folder. `folder` is emptied first. */
export async function bundleTests(folder: string, entries: readonly string[]): Promise<string> {
	const outTests = path.join(outDir, 'test');
	await rm(path.join(outTests, folder), { recursive: true, force: true });
	await esbuild.build({
		absWorkingDir: root,
		entryPoints: [...entries],
		outbase: path.join(root, 'test'),
		outdir: outTests,
		outExtension: { '.js': '.cjs' },
		bundle: true,
		platform: 'node',
		format: 'cjs',
		target: 'node22',
		sourcemap: 'inline',
		// Mocha must be one instance, shared by the runner and the specs.
		external: ['vscode', 'mocha'],
		tsconfig: path.join(root, 'test/tsconfig.json'),
		logLevel: 'warning',
	});
	return outTests;
}
