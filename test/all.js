// npm test: from a fresh clone, installs what is missing and runs every suite, or only those named: node test/all.js [check|unit|integration|gallery|e2e|electron]...
// The last line is "N passed, N failed" over all of them.
import { rm } from 'node:fs/promises';
import { enableTypeScript, ensureDependencies } from './vscode/bootstrap.js';
import { artifactsDir } from './vscode/paths.js';
import { stopAll } from './vscode/processes.js';
import { setUp } from './vscode/setup.js';
import { defaultSuites, packageOnce, suites } from './vscode/suites.js';

let passed = 0;

/**
 * All that failed, named again at the end: of a long log only the end is sure to be read.
 * @type {string[]}
 */
const failures = [];

/**
 * Runs one part and adds its counts; a part that throws is one failure.
 * @param {string} name
 * @param {() => Promise<import('./vscode/suites.js').Counts>} part
 */
async function count(name, part) {
	console.log(`\n${name}`);
	const started = performance.now();
	const counts = await part().catch(error => {
		console.log(error);
		return { passed: 0, failures: [String(error)] };
	});
	passed += counts.passed;
	failures.push(...counts.failures.map(failure => `${name}: ${failure}`));
	console.log(
		`  ${name}: ${counts.passed} passed, ${counts.failures.length} failed (${((performance.now() - started) / 1000).toFixed(0)} s)`,
	);
}

const names = process.argv.length > 2 ? process.argv.slice(2) : defaultSuites;
await rm(artifactsDir, { recursive: true, force: true });
try {
	await ensureDependencies();
	await enableTypeScript();
	if (names.some(name => name === 'integration' || name === 'gallery' || name === 'e2e')) {
		await count('set-up', () => setUp().then(() => ({ passed: 1, failures: [] })));
	}
	if (names.some(name => name !== 'check' && name !== 'unit')) {
		await count('package', packageOnce);
	}
	for (const name of names) {
		await count(name, async () => {
			const suite = suites[name];
			if (suite === undefined) {
				throw new Error(`There is no suite "${name}"; there are ${Object.keys(suites).join(', ')}.`);
			}
			return suite();
		});
	}
} catch (error) {
	console.log(error);
	failures.push(String(error));
}
await stopAll();
const report = [...failures.map(failure => `✘ ${failure}`), `${passed} passed, ${failures.length} failed`];
// Written with a callback, because the process ends right after and a pipe may be slow.
process.stdout.write(`\n${report.join('\n')}\n`, () => process.exit(failures.length === 0 && passed > 0 ? 0 : 1));
