// Conversations as files under the extension's storage, one each. Appending is the only way they are written.
import { constants, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { ConversationStore } from '../../core/chat/journal';
import { appendAtOnce, appendTo, isNotFound } from './appending';

/** Most of a file that is read back, in bytes: a conversation with fifty large pictures, and below what would stall the host. Beyond it the oldest is left out. */
const mostBytesRead = 256 * 1024 * 1024;

/** Without making the file. */
const appendToExisting = constants.O_APPEND | constants.O_WRONLY;

export class ConversationFiles implements ConversationStore {
	readonly #folder: string;
	readonly #mostBytesRead: number;
	/** Files whose end is known to be a whole line, because this process wrote it. */
	readonly #whole = new Set<string>();

	/** @param storagePath the extension's storage folder on disk; made when first written to. */
	constructor(storagePath: string, limit = mostBytesRead) {
		this.#folder = join(storagePath, 'conversations');
		this.#mostBytesRead = limit;
	}

	async append(conversationId: string, text: string, whole: () => string): Promise<void> {
		const path = this.#path(conversationId);
		// A host that was killed may have left half a line: what comes now must not become part of it. Empty lines count for nothing.
		const lines = this.#whole.delete(path) ? text : `\n${text}`;
		try {
			await appendAtOnce(path, lines, appendToExisting);
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
			const handle = await open(this.#path(conversationId));
			try {
				const { size } = await handle.stat();
				const bytes = Buffer.alloc(Math.min(size, this.#mostBytesRead));
				const { bytesRead } = await handle.read(bytes, 0, bytes.length, size - bytes.length);
				return bytes.toString('utf8', 0, bytesRead);
			} finally {
				await handle.close();
			}
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
