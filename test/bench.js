// npm run bench [-- NAME...]: runs test/bench/NAME.ts, or every benchmark there. Each exports `run(): Promise<string>`, a Markdown table.
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './vscode/paths.js';
import { stopAll } from './vscode/processes.js';
import { setUp } from './vscode/setup.js';

const folder = path.join(root, 'test', 'bench');

await setUp();
const known = (await readdir(folder)).filter(file => file.endsWith('.ts')).map(file => path.basename(file, '.ts'));
const names = process.argv.length > 2 ? process.argv.slice(2) : known;
let failed = false;
for (const name of names) {
	try {
		if (!known.includes(name)) {
			throw new Error(`There is no benchmark "${name}"; there are ${known.join(', ')}.`);
		}
		const { run } = await import(pathToFileURL(path.join(folder, `${name}.ts`)).href);
		console.log(`\n## ${name}\n\n${await run()}`);
	} catch (error) {
		failed = true;
		console.error(error);
	}
}
await stopAll();
process.exit(failed ? 1 : 0);
