// What a machine can say about the code without running it: types, style, imports. Plain Node, so that `npm run check` needs nothing else.
import { npmCommand } from './bootstrap.js';
import { root, tools } from './paths.js';
import { run } from './processes.js';

/**
 * `args` are for Node, unless there is a `command`.
 * @typedef {{ name: string, args: readonly string[], command?: string }} Check
 */

/** @type {readonly Check[]} */
export const staticChecks = [
	{ name: 'types of the host', args: [tools.tsc, '-p', 'tsconfig.json'] },
	{ name: 'types of the page', args: [tools.tsc, '-p', 'src/webview'] },
	{ name: 'types of the tests', args: [tools.tsc, '-p', 'test'] },
	{ name: 'lint', args: [tools.eslint, '--max-warnings', '0', '.'] },
	{ name: 'format', args: [tools.prettier, '--check', '--log-level', 'warn', '.'] },
	{ name: 'imports between the rooms', args: [tools.depcruise, 'src', '--config', '.dependency-cruiser.cjs'] },
];

/**
 * The production bundles and the .vsix, exactly as a release makes them.
 * @type {readonly Check[]}
 */
export const packaging = [{ name: 'production build and package', ...npmCommand(['run', '--silent', 'package']) }];

/** As many at once as the smallest machine has cores. */
const atOnce = 2;

/**
 * Runs checks and prints one line for each, and the output of those that fail.
 * @param {readonly Check[]} checks
 * @param {number} [parallel]
 * @returns {Promise<import('./suites.js').Counts>}
 */
export async function runChecks(checks, parallel = atOnce) {
	const waiting = [...checks];
	/** @type {string[]} */
	const failures = [];
	let passed = 0;
	const worker = async () => {
		for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
			const started = performance.now();
			const { code, output } = await run(check.command ?? process.execPath, check.args, {
				cwd: root,
				quiet: true,
			});
			if (code === 0) {
				passed++;
			} else {
				failures.push(check.name);
			}
			console.log(
				`  ${code === 0 ? '✔' : '✘'} ${check.name} (${((performance.now() - started) / 1000).toFixed(1)} s)${code === 0 ? '' : `\n${output}`}`,
			);
		}
	};
	await Promise.all(Array.from({ length: parallel }, worker));
	return { passed, failures };
}

/** Builds and packages for who cannot go on without; throws when that fails. */
export async function mustPackage() {
	if ((await runChecks(packaging, 1)).failures.length > 0) {
		throw new Error('There is no package.');
	}
}
