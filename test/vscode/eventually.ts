// Waiting for a condition in place of sleeping.
import { setTimeout as delay } from 'node:timers/promises';

/** Longer than anything local takes, even on a loaded machine with two cores. */
export const defaultTimeoutMs = 30_000;

const POLL_MS = 50;

/**
 * Asks `probe` again and again until it answers something other than `undefined` or `false`, and gives that back. Errors of the probe count as
 * "not yet"; the last one is the cause of the timeout error.
 * @param what completes the sentence "Waited in vain for ..."
 */
export async function eventually<T>(
	what: string,
	probe: () => Promise<T | undefined | false> | T | undefined | false,
	timeoutMs = defaultTimeoutMs,
): Promise<T> {
	const deadline = Date.now() + timeoutMs;
	let cause: unknown;
	for (;;) {
		try {
			const found = await probe();
			if (found !== undefined && found !== false) {
				return found;
			}
		} catch (error) {
			cause = error;
		}
		if (Date.now() > deadline) {
			throw new Error(`Waited in vain for ${what} (${timeoutMs} ms)`, { cause });
		}
		await delay(POLL_MS);
	}
}

/** Asks `probe` again and again for a while and fails as soon as it denies: for what must not happen. */
export async function remains(what: string, forMs: number, probe: () => Promise<boolean> | boolean): Promise<void> {
	for (const end = Date.now() + forMs; Date.now() < end; await delay(POLL_MS)) {
		if (!(await probe())) {
			throw new Error(`It was not to end: ${what}`);
		}
	}
}
