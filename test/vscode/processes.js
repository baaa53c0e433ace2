// Starts child processes and sees to it that none outlives this one. Each child leads a process group, so that its own children end with it;
// groups are ended by id only. Plain Node, needed before any dependency is there.
import { spawn, spawnSync } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';

/** How long a child may take to end by itself after it was asked to. */
const GRACE_MS = 5_000;

/** How often `stop` looks whether all have ended. */
const POLL_MS = 20;

/** The last part of a child's output that is kept, enough for any error message and its surroundings. */
const KEPT_OUTPUT = 256 * 1024;

const windows = process.platform === 'win32';

/** @type {Map<number, import('node:child_process').ChildProcess>} */
const live = new Map();

/** Leaders of groups that were asked to end. */
const stopping = new Set();

/** @type {Set<() => void>} */
const atExit = new Set();

/**
 * Starts a child. It is ended with this process at the latest.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 */
export function start(command, args, options = {}) {
	// npm is a script on Windows, which only a shell runs.
	const child = spawn(command, [...args], { shell: windows && command === 'npm', ...options, detached: !windows });
	const pid = child.pid;
	if (pid !== undefined) {
		live.set(pid, child);
		child.once('exit', () => {
			// What the child itself started and left behind ends here too, unless `stop` is giving it time to clean up.
			if (!stopping.has(pid)) {
				signalGroup(pid, 'SIGKILL');
				live.delete(pid);
			}
		});
	}
	return child;
}

/**
 * `quiet` keeps the output from the console; `timeoutMs` ends the child after so long, with a code of 124.
 * @typedef {import('node:child_process').SpawnOptions & { quiet?: boolean, timeoutMs?: number }} RunOptions
 */

/**
 * Runs a child to its end.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<{ code: number, output: string }>} the exit code (1 when the child could not start or was killed) and the last of stdout and stderr together
 */
export async function run(command, args, { quiet = false, timeoutMs, ...options } = {}) {
	const child = start(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
	let output = '';
	for (const [stream, target] of /** @type {const} */ ([
		[child.stdout, process.stdout],
		[child.stderr, process.stderr],
	])) {
		stream?.setEncoding('utf8').on('data', text => {
			output = (output + text).slice(-KEPT_OUTPUT);
			if (!quiet) {
				target.write(text);
			}
		});
	}
	let timedOut = false;
	const timer =
		timeoutMs === undefined
			? undefined
			: setTimeout(() => {
					timedOut = true;
					void stop(child);
				}, timeoutMs);
	const code = await new Promise(resolve => {
		child.once('error', error => {
			output += String(error);
			resolve(1);
		});
		child.once('close', status => resolve(status ?? 1));
	});
	clearTimeout(timer);
	return timedOut ? { code: 124, output: `${output}\nended after ${timeoutMs} ms` } : { code, output };
}

/**
 * Like `run`, but throws, with the output, when the child fails.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 */
export async function mustRun(command, args, options) {
	const { code, output } = await run(command, args, options);
	if (code !== 0) {
		throw new Error(
			`${command} ${args.join(' ')} failed with code ${code}${options?.quiet === true ? `:\n${output}` : ''}`,
		);
	}
	return output;
}

/**
 * Ends a child and its group, first politely.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<void>}
 */
export async function stop(child) {
	if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) {
		return;
	}
	const pid = child.pid;
	stopping.add(pid);
	signalGroup(pid, 'SIGTERM');
	// The leader may end before those it started: mocha, for one, does its work in a child of its own.
	for (let waited = 0; isGroupAlive(pid, child) && waited < GRACE_MS; waited += POLL_MS) {
		await delay(POLL_MS);
	}
	signalGroup(pid, 'SIGKILL');
	stopping.delete(pid);
	live.delete(pid);
}

/**
 * @param {number} pid
 * @param {import('node:child_process').ChildProcess} child
 */
function isGroupAlive(pid, child) {
	if (windows) {
		return child.exitCode === null && child.signalCode === null;
	}
	try {
		process.kill(-pid, 0);
		return true;
	} catch {
		return false;
	}
}

/** Ends all children; for the end of a run. */
export async function stopAll() {
	await Promise.all([...live.values()].map(stop));
}

/**
 * Registers clean-up, synchronous because it also runs while the process ends.
 * @param {() => void} action
 * @returns {() => void} takes it back
 */
export function onExit(action) {
	atExit.add(action);
	return () => atExit.delete(action);
}

/**
 * @param {number} pid
 * @param {NodeJS.Signals} signal
 */
function signalGroup(pid, signal) {
	if (windows) {
		if (live.get(pid)?.exitCode === null) {
			spawnSync('taskkill', ['/pid', String(pid), '/T', '/F']);
		}
		return;
	}
	try {
		process.kill(-pid, signal);
	} catch {
		// The group is gone already.
	}
}

/** So that Ctrl+C during the wait for the children does not start a second round. */
let ending = false;

for (const [signal, code] of /** @type {const} */ ([
	['SIGINT', 130],
	['SIGTERM', 143],
	['SIGHUP', 129],
])) {
	process.on(signal, () => {
		if (!ending) {
			ending = true;
			void stopAll().then(() => process.exit(code));
		}
	});
}

process.on('exit', () => {
	for (const pid of live.keys()) {
		signalGroup(pid, 'SIGKILL');
	}
	for (const action of atExit) {
		action();
	}
});
