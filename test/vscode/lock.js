// A lock between processes: two runs in one checkout must not install into the same folder at once. Plain Node, needed before any dependency is there.
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** How often a waiting run looks whether the lock is free. */
const POLL_MS = 500;

/** A lock folder without an owner's file for this long belongs to a run that died between the two steps of taking it. */
const UNOWNED_MS = 10_000;

/**
 * Runs `task` while holding the lock folder `dir`; waits for whoever holds it, and takes it over from a process that is gone.
 * @template T
 * @param {string} dir
 * @param {() => Promise<T>} task
 * @returns {Promise<T>}
 */
export async function withLock(dir, task) {
	await mkdir(path.dirname(dir), { recursive: true });
	let told = false;
	while (!(await take(dir))) {
		if (await isStale(dir)) {
			await rm(dir, { recursive: true, force: true });
			continue;
		}
		if (!told) {
			console.error(`Waiting for another run to finish its set-up (${dir}) ...`);
			told = true;
		}
		await delay(POLL_MS);
	}
	try {
		return await task();
	} finally {
		await rm(dir, { recursive: true, force: true });
	}
}

/** @param {string} dir */
async function take(dir) {
	try {
		await mkdir(dir);
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'EEXIST') {
			return false;
		}
		throw error;
	}
	await writeFile(path.join(dir, 'pid'), String(process.pid));
	return true;
}

/** @param {string} dir */
async function isStale(dir) {
	try {
		const pid = Number(await readFile(path.join(dir, 'pid'), 'utf8'));
		return pid > 0 && !isAlive(pid);
	} catch {
		const made = await stat(dir).then(
			found => found.mtimeMs,
			() => Date.now(),
		);
		return Date.now() - made > UNOWNED_MS;
	}
}

/** @param {number} pid */
export function isAlive(pid) {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return error instanceof Error && 'code' in error && error.code === 'EPERM';
	}
}
