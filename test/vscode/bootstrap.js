// The first step of every command on a fresh clone: the dependencies, and then TypeScript itself can be run. Plain Node without any dependency.
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { withLock } from './lock.js';
import { root } from './paths.js';
import { mustRun } from './processes.js';

/**
 * npm with arguments as a command line. npm tells its children where it is; else it is on the PATH.
 * @param {readonly string[]} args
 */
export function npmCommand(args) {
	const cli = process.env['npm_execpath'];
	return cli?.endsWith('npm-cli.js') === true
		? { command: process.execPath, args: [cli, ...args] }
		: { command: 'npm', args };
}

/** How often a download is tried, and the pause in between in milliseconds: registries and mirrors fail now and then, for some seconds. */
const attempts = 3;
const pauseMs = 10_000;

/**
 * Runs a command that downloads, and that can be started over, again when it fails; throws when it fails every time.
 * @param {() => Promise<unknown>} command
 */
export async function download(command) {
	for (let attempt = 1; ; attempt++) {
		try {
			await command();
			return;
		} catch (error) {
			if (attempt === attempts) {
				throw error;
			}
			console.error(`Trying once more in ${pauseMs / 1000} s, after: ${error}`);
			await delay(pauseMs);
		}
	}
}

/**
 * Installs with npm, and throws when that fails.
 * @param {readonly string[]} args
 * @param {import('./processes.js').RunOptions} [options]
 */
export function npm(args, options) {
	const { command, args: all } = npmCommand(args);
	return download(() => mustRun(command, all, options));
}

/** Runs `npm ci` unless node_modules is at least as new as the lock file. */
export async function ensureDependencies() {
	if (await areDependenciesCurrent()) {
		return;
	}
	await withLock(path.join(root, '.vscode-test', 'dependencies.lock'), async () => {
		if (!(await areDependenciesCurrent())) {
			console.error('Installing the dependencies (npm ci) ...');
			await npm(['ci', '--no-audit', '--no-fund'], { cwd: root, quiet: true });
		}
	});
}

/** After this, `import()` takes TypeScript files. */
export async function enableTypeScript() {
	const { register } = await import('tsx/esm/api');
	register();
}

async function areDependenciesCurrent() {
	// npm writes this file last.
	const installed = await modified(path.join(root, 'node_modules', '.package-lock.json'));
	return installed !== undefined && installed >= ((await modified(path.join(root, 'package-lock.json'))) ?? 0);
}

/** @param {string} file */
async function modified(file) {
	return stat(file).then(
		found => found.mtimeMs,
		() => undefined,
	);
}
