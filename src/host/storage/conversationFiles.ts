// Conversations as files under the extension's storage, one each. Appending is the only way they are written.
import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ConversationStore } from '../../core/chat/journal';

/** Longest file that is read back, in bytes: far above what a conversation reaches, and below what would stall the host. */
const maxFileBytes = 64 * 1024 * 1024;

export class ConversationFiles implements ConversationStore {
	readonly #folder: string;

	/** @param storagePath the extension's storage folder on disk; made when first written to. */
	constructor(storagePath: string) {
		this.#folder = join(storagePath, 'conversations');
	}

	async append(conversationId: string, text: string): Promise<void> {
		const path = this.#path(conversationId);
		try {
			await appendFile(path, text);
		} catch (error) {
			if (!isNotFound(error)) {
				throw error;
			}
			await mkdir(dirname(path), { recursive: true, mode: 0o700 });
			await appendFile(path, text, { mode: 0o600 });
		}
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

function isNotFound(error: unknown): boolean {
	return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
