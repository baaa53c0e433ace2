// The list of conversations and what search knows of them, as two files beside the conversations. Appending is how they are written; to drop
// lines, a file is set aside and what stays is appended again, so that no window loses what it writes meanwhile.
import { open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { basename, join } from 'node:path';
import type { HistoryStore, IndexFile, Tail } from '../../core/history/history';
import { systemClock } from '../clock';
import { appendTo, isNotFound } from './appending';

/** Longest index that is read, in bytes: a hundred thousand conversations. Beyond it the rest is not listed. */
const maxIndexBytes = 256 * 1024 * 1024;

/** Longer than an append that began before a file was set aside can take to reach it, in milliseconds. */
const settleMs = 1_000;

const setAside = '.old';

/** The generation of a file that is not there, as while it is rewritten. */
const noFile = -1;

export class HistoryFiles implements HistoryStore {
	readonly #folder: string;
	readonly #whole = new Set<IndexFile>();

	/** @param storagePath the extension's storage folder on disk. */
	constructor(storagePath: string) {
		this.#folder = join(storagePath, 'conversations');
	}

	async append(file: IndexFile, lines: string): Promise<void> {
		// Half a line of a killed host must not spoil the next one.
		await appendTo(this.#path(file), this.#whole.delete(file) ? lines : `\n${lines}`);
		this.#whole.add(file);
	}

	async readFrom(file: IndexFile, position: { next: number; generation: number }): Promise<Tail> {
		const tail = await this.#tail(file, position);
		if (tail.generation === position.generation && tail.generation !== noFile) {
			return tail;
		}
		// While a file is rewritten, what it said stands in the one set aside.
		const old = await this.#setAside(file).catch(() => []);
		const texts = await Promise.all(old.map(path => readFile(path, 'utf8').catch(() => '')));
		// Meanwhile it may be there again.
		const now = tail.generation === noFile ? await this.#tail(file, position) : tail;
		return { ...now, text: [...texts, now.text].join('\n') };
	}

	async #tail(file: IndexFile, position: { next: number; generation: number }): Promise<Tail> {
		try {
			const handle = await open(this.#path(file));
			try {
				const { ino, size } = await handle.stat();
				const from = ino === position.generation && position.next <= size ? position.next : 0;
				const buffer = Buffer.alloc(Math.min(size, maxIndexBytes) - from);
				const { bytesRead } = await handle.read(buffer, 0, buffer.length, from);
				// What comes after the last line end is still being written, or was never finished.
				const end = buffer.subarray(0, bytesRead).lastIndexOf(0x0a) + 1;
				return { text: buffer.toString('utf8', 0, end), next: from + end, generation: ino };
			} finally {
				await handle.close();
			}
		} catch (error) {
			if (isNotFound(error)) {
				return { text: '', next: 0, generation: noFile };
			}
			throw error;
		}
	}

	async rewrite(file: IndexFile, change: (lines: readonly string[]) => readonly string[]): Promise<void> {
		await rename(this.#path(file), join(this.#folder, `${file}.${randomUUID()}${setAside}`));
		await new Promise<void>(resolve => void systemClock.after(settleMs, resolve));
		// Also what a killed host had set aside.
		const old = await this.#setAside(file);
		const texts = await Promise.all(old.map(path => readFile(path, 'utf8')));
		const lines = change(texts.flatMap(text => text.split('\n')).filter(line => line !== ''));
		await this.append(file, lines.map(line => `${line}\n`).join(''));
		await Promise.all(old.map(path => rm(path, { force: true })));
	}

	/** Files that are being rewritten, by any window. */
	async #setAside(file: IndexFile): Promise<readonly string[]> {
		const names = await readdir(this.#folder);
		return names
			.filter(name => name.startsWith(`${file}.`) && name.endsWith(setAside))
			.map(name => join(this.#folder, name));
	}

	async conversationIds(): Promise<readonly string[]> {
		try {
			const names = await readdir(this.#folder);
			return names.flatMap(name => (name.endsWith('.jsonl') ? [basename(name, '.jsonl')] : []));
		} catch (error) {
			if (isNotFound(error)) {
				return [];
			}
			throw error;
		}
	}

	async erase(conversationId: string): Promise<void> {
		await rm(join(this.#folder, `${conversationId}.jsonl`), { force: true });
	}

	#path(file: IndexFile): string {
		return join(this.#folder, `${file}.index`);
	}
}
