// Files that several windows append lines to.
import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * One write at the end of a file, however long: what several windows append ends up one after the other.
 * @param flags how the file is opened; by default it is made when it is not there.
 * @throws also when the disk takes a part only: the rest would stand behind what another window writes meanwhile.
 */
export async function appendAtOnce(path: string, text: string, flags: string | number = 'a'): Promise<void> {
	const handle = await open(path, flags, 0o600);
	try {
		const bytes = Buffer.from(text);
		const { bytesWritten } = await handle.write(bytes);
		if (bytesWritten < bytes.length) {
			throw new Error('The disk took only a part of what was appended');
		}
	} finally {
		await handle.close();
	}
}

/** As `appendAtOnce`; the folder is made, too. */
export async function appendTo(path: string, text: string): Promise<void> {
	try {
		await appendAtOnce(path, text);
	} catch (error) {
		if (!isNotFound(error)) {
			throw error;
		}
		await mkdir(dirname(path), { recursive: true, mode: 0o700 });
		await appendAtOnce(path, text);
	}
}

export function isNotFound(error: unknown): boolean {
	return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
