// Bundles plain.ts for the page, with its own copy of what makes elements of Markdown.
import path from 'node:path';
import { build } from 'esbuild';
import { root } from '../../vscode/paths.js';

/** The script to run in the page. */
export async function bundlePlain(): Promise<string> {
	const { outputFiles } = await build({
		entryPoints: [path.join(root, 'test/e2e/gallery/plain.ts')],
		bundle: true,
		write: false,
		format: 'iife',
		target: 'chrome130',
		// As in our own page (esbuild.js), but without diagrams.
		loader: { '.svg': 'text' },
		alias: { entities: path.join(root, 'src/webview/markdown/entities.ts') },
		external: ['./draw'],
		logLevel: 'warning',
		tsconfig: path.join(root, 'src/webview/tsconfig.json'),
	});
	return outputFiles[0]?.text ?? '';
}
