// A word that this workspace remembers, as a small file: VS Code's own memory of a workspace reaches the disk only some time later.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

export class SmallFile {
	readonly #path: string;
	/** What is to be written next. */
	#next: string | undefined;
	#written: Promise<void> = Promise.resolve();

	constructor(path: string) {
		this.#path = path;
	}

	/** Empty when nothing was written or it cannot be read. */
	read(): Promise<string> {
		return readFile(this.#path, 'utf8').catch(() => '');
	}

	/** One after the other; of what comes while one is under way, the last. A failed write is given up: only what a restart shows depends on it. */
	write(text: string): void {
		const isWaiting = this.#next !== undefined;
		this.#next = text;
		if (!isWaiting) {
			this.#written = this.#written.then(() => this.#write());
		}
	}

	/** Settles when everything is written. */
	flush(): Promise<void> {
		return this.#written;
	}

	async #write(): Promise<void> {
		const text = this.#next ?? '';
		this.#next = undefined;
		try {
			await mkdir(dirname(this.#path), { recursive: true });
			await writeFile(this.#path, text);
		} catch {
			// Tried again with the next.
		}
	}
}
