// Which conversation this workspace shows, as a small file: VS Code's own memory of a workspace reaches the disk only some time later.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export class ShownFile {
	readonly #path: string;
	#written: Promise<void> = Promise.resolve();

	/** @param storagePath the extension's storage folder for this workspace on disk. */
	constructor(storagePath: string) {
		this.#path = join(storagePath, 'shown-conversation');
	}

	/** The conversation's id, or undefined when none was written or it cannot be read. */
	async read(): Promise<string | undefined> {
		const id = await readFile(this.#path, 'utf8').catch(() => '');
		return /^[\w-]{1,64}$/.test(id) ? id : undefined;
	}

	/** One after the other. A failed write only means that a restart shows another conversation. */
	write(id: string): void {
		this.#written = this.#written
			.then(async () => {
				await mkdir(dirname(this.#path), { recursive: true });
				await writeFile(this.#path, id);
			})
			.catch(() => undefined);
	}

	/** Settles when everything is written. */
	flush(): Promise<void> {
		return this.#written;
	}
}
