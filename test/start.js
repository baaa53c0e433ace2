// npm start: the extension at work in a real VS Code, from a fresh clone.
//   npm start                 VS Code in the browser, on a sample workspace that keeps its edits
//   npm start -- --desktop    in the installed desktop VS Code ("code")
//   npm start -- --shot DIR   drives explain, chat and complete by itself and leaves one picture of each in DIR
// With OM_API_KEY the real service answers; without, a local stand-in with canned answers.
import path from 'node:path';
import { parseArgs } from 'node:util';
import { enableTypeScript, ensureDependencies } from './vscode/bootstrap.js';
import { packaging, runChecks } from './vscode/checks.js';
import { stopAll } from './vscode/processes.js';
import { setUp } from './vscode/setup.js';

const { values } = parseArgs({ options: { desktop: { type: 'boolean', default: false }, shot: { type: 'string' } } });

await (values.desktop ? ensureDependencies().then(enableTypeScript) : setUp());
console.log('Building the extension ...');
const { failures } = await runChecks(packaging, 1);
if (failures.length > 0) {
	process.exit(1);
}
if (values.shot !== undefined) {
	const { takePictures } = await import('./vscode/start/pictures.ts');
	await takePictures(path.resolve(values.shot));
} else if (values.desktop) {
	const { startDesktop } = await import('./vscode/start/desktop.ts');
	await startDesktop();
} else {
	const { startInBrowser } = await import('./vscode/start/inBrowser.ts');
	await startInBrowser();
}
await stopAll();
process.exit(0);
