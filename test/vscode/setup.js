// Everything that a run in a real VS Code needs, whatever is missing of it. Also runnable by itself: node test/vscode/setup.js
import { pathToFileURL } from 'node:url';
import { enableTypeScript, ensureDependencies } from './bootstrap.js';

/** Dependencies, VS Code and a browser. After this, `import()` takes TypeScript files. */
export async function setUp() {
	await ensureDependencies();
	await enableTypeScript();
	const { ensureVSCode } = await import('./install.ts');
	const { ensureBrowser } = await import('./installBrowser.ts');
	await ensureVSCode();
	await ensureBrowser();
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
	await setUp();
}
