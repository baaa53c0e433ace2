// The suites of `npm test`. Each gives its counts; one that crashes, hangs, runs nothing or skips something has failed.
import { cp, mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { packaging, runChecks, staticChecks } from './checks.js';
import { outDir, root, tools, workspaceFixture } from './paths.js';
import { run } from './processes.js';

/**
 * `failures` says what failed, an entry for each.
 * @typedef {{ passed: number, failures: readonly string[] }} Counts
 */

const minute = 60_000;

/** Several times what each takes on two cores; only a hang meets them. */
const limits = { unit: 4 * minute, integration: 5 * minute, gallery: 8 * minute, e2e: 15 * minute };

const inBrowser = ['--config', 'test/e2e/mocharc.json'];

/** @type {Promise<Counts> | undefined} */
let packaged;

/** Builds and packages once in a run, and says how that went. */
export function packageOnce() {
	packaged ??= runChecks(packaging, 1);
	return packaged;
}

/** @type {Readonly<Record<string, () => Promise<Counts>>>} */
export const suites = {
	check: () => runChecks(staticChecks),
	unit: () => mocha('unit', [], limits.unit),
	integration: () =>
		needsPackage(async () => {
			const file = await freshResults('integration');
			const { runExtensionTests } = await import('./extensionTests.ts');
			const { temporaryFolder } = await import('./temp.ts');
			const workspace = path.join(temporaryFolder('workspace'), 'workspace');
			await cp(workspaceFixture, workspace, { recursive: true });
			const { code, log } = await runExtensionTests({
				extension: root,
				testsModule: await integrationModule(),
				workspace,
				timeoutMs: limits.integration,
				env: { OM_TEST_RESULTS: file },
			});
			if (code !== 0) {
				console.log(log);
			}
			return countsOf(file, code);
		}),
	gallery: () => needsPackage(() => mocha('gallery', [...inBrowser, 'test/e2e/gallery/*.test.ts'], limits.gallery)),
	e2e: () => needsPackage(() => mocha('e2e', [...inBrowser, 'test/e2e/*.test.ts'], limits.e2e)),
	electron: () =>
		needsPackage(async () => {
			const file = await freshResults('electron');
			const { runElectronTests } = await import('./electron.ts');
			return countsOf(file, await runElectronTests(await integrationModule(), file));
		}),
};

/** What `npm test` runs; `electron` needs a download that not every machine can make. */
export const defaultSuites = ['check', 'unit', 'integration', 'gallery', 'e2e'];

async function integrationModule() {
	const { bundleTests } = await import('./bundleTests.ts');
	const folder = await bundleTests('integration', ['test/integration/index.ts', 'test/integration/**/*.test.ts']);
	return path.join(folder, 'integration', 'index.cjs');
}

/** @param {() => Promise<Counts>} suite */
async function needsPackage(suite) {
	const { failures } = await packageOnce();
	if (failures.length > 0) {
		return { passed: 0, failures: ['not run: there is no package'] };
	}
	return suite();
}

/**
 * @param {string} name
 * @param {readonly string[]} args
 * @param {number} timeoutMs
 */
async function mocha(name, args, timeoutMs) {
	const file = await freshResults(name);
	// A key of the developer's own must never reach a test.
	/** @type {NodeJS.ProcessEnv} */
	const env = { ...process.env, OM_TEST_RESULTS: file };
	delete env['OM_API_KEY'];
	const { code, output } = await run(process.execPath, [tools.mocha, ...args, '--reporter', 'test/reporter.js'], {
		cwd: root,
		timeoutMs,
		env,
	});
	if (code === 124) {
		console.log(output.slice(-200));
	}
	return countsOf(file, code);
}

/** @param {string} name */
async function freshResults(name) {
	const file = path.join(outDir, 'results', `${name}.json`);
	await mkdir(path.dirname(file), { recursive: true });
	await rm(file, { force: true });
	return file;
}

/**
 * @param {string} file
 * @param {number} code
 * @returns {Promise<Counts>}
 */
async function countsOf(file, code) {
	/** @type {import('../reporter.js').TestResults} */
	const results = await readFile(file, 'utf8').then(
		text => JSON.parse(text),
		() => ({ passed: 0, failures: [], skipped: 0, ended: false }),
	);
	const failed = results.failures.length;
	const failures = [
		...results.failures,
		...(results.ended ? [] : ['the run was cut off']),
		...(results.ended && results.passed + failed === 0 ? ['no test ran'] : []),
		...(results.ended && code !== 0 && failed === 0 ? [`exit code ${code}`] : []),
		...(results.skipped > 0 ? [`${results.skipped} skipped`] : []),
	];
	return { passed: results.passed, failures };
}
