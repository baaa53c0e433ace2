// Conversations as files under the extension's storage, one each. Appending is the only way they are written.
import { appendFile, constants, mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ConversationStore } from '../../core/chat/journal';

/** Longest file that is read back, in bytes: far above what a conversation reaches, and below what would stall the host. */
const maxFileBytes = 64 * 1024 * 1024;

/** Without making the file. */
const appendToExisting = constants.O_APPEND | constants.O_WRONLY;

export class ConversationFiles implements ConversationStore {
	readonly #folder: string;
	/** Files whose end is known to be a whole line, because this process wrote it. */
	readonly #whole = new Set<string>();

	/** @param storagePath the extension's storage folder on disk; made when first written to. */
	constructor(storagePath: string) {
		this.#folder = join(storagePath, 'conversations');
	}

	async append(conversationId: string, text: string, whole: () => string): Promise<void> {
		const path = this.#path(conversationId);
		// A host that was killed may have left half a line: what comes now must not become part of it. Empty lines count for nothing.
		const lines = this.#whole.delete(path) ? text : `\n${text}`;
		try {
			await appendFile(path, lines, { flag: appendToExisting });
		} catch (error) {
			if (!isNotFound(error)) {
				throw error;
			}
			await appendTo(path, whole());
		}
		this.#whole.add(path);
	}

	async read(conversationId: string): Promise<string | undefined> {
		try {
			const bytes = await readFile(this.#path(conversationId));
			return bytes.subarray(0, maxFileBytes).toString('utf8');
		} catch (error) {
			if (isNotFound(error)) {
				return undefined;
			}
			throw error;
		}
	}

	#path(conversationId: string): string {
		return join(this.#folder, `${conversationId}.jsonl`);
	}
}

/** One write at the end of a file, made when it is not there: what several windows append ends up one after the other. */
export async function appendTo(path: string, text: string): Promise<void> {
	try {
		await appendFile(path, text, { mode: 0o600 });
	} catch (error) {
		if (!isNotFound(error)) {
			throw error;
		}
		await mkdir(dirname(path), { recursive: true, mode: 0o700 });
		await appendFile(path, text, { mode: 0o600 });
	}
}

export function isNotFound(error: unknown): boolean {
	return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
