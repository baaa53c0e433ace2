// One answer on its way out: headers, then pieces with a pause in between, noticing a client that has left.
import type { ServerResponse } from 'node:http';
import { setImmediate, setTimeout } from 'node:timers/promises';

export class Reply {
	readonly #response: ServerResponse;
	readonly #left = new AbortController();
	readonly #closed: Promise<void>;
	readonly #release: () => Promise<void>;
	/** True once this side has torn the connection down itself. */
	endedByServer = false;

	/** @param release resolves when the endpoint lets stalled answers go on */
	constructor(response: ServerResponse, release: () => Promise<void>) {
		this.#response = response;
		this.#release = release;
		// One listener for all waits: an endless answer waits many times.
		this.#closed = new Promise(resolve => {
			response.once('close', () => {
				this.#left.abort();
				resolve();
			});
		});
	}

	get gone(): boolean {
		return this.#left.signal.aborted;
	}

	head(status: number, headers: Readonly<Record<string, string>>): void {
		this.#response.writeHead(status, headers);
		this.#response.flushHeaders();
	}

	/** Each piece leaves as its own HTTP chunk, `delayMs` after the one before. */
	async write(pieces: Iterable<string | Uint8Array>, delayMs: number): Promise<void> {
		for (const piece of pieces) {
			if (this.gone) return;
			if (!this.#response.write(piece)) await this.#drained();
			await this.pause(delayMs);
		}
	}

	async pause(ms: number): Promise<void> {
		if (ms === 0) await setImmediate();
		else await setTimeout(ms, undefined, { signal: this.#left.signal }).catch(() => undefined);
	}

	end(text = ''): void {
		if (!this.gone) this.#response.end(text);
	}

	/** Resets the connection, so that the client sees ECONNRESET and not an orderly end. */
	reset(): void {
		this.endedByServer = true;
		this.#response.socket?.resetAndDestroy();
	}

	/** Past the response, straight onto the socket. */
	async writeRawWithoutEnd(first: string, more: () => string): Promise<void> {
		const socket = this.#response.socket;
		socket?.write(first);
		while (!this.gone && socket?.destroyed === false) {
			socket.write(more());
			await setImmediate();
		}
	}

	/** Waits for the release of the endpoint, or for the client to leave. */
	async stall(): Promise<void> {
		await Promise.race([this.#release(), this.#closed]);
	}

	async #drained(): Promise<void> {
		let resume = (): void => undefined;
		const drained = new Promise<void>(resolve => {
			resume = resolve;
			this.#response.once('drain', resume);
		});
		await Promise.race([drained, this.#closed]);
		this.#response.off('drain', resume);
	}
}

/** Cuts at the given offsets; offsets outside are ignored. */
export function cut(body: string | Uint8Array, offsets: readonly number[]): Uint8Array[] {
	const bytes = typeof body === 'string' ? Buffer.from(body) : body;
	const inside = [...new Set(offsets)].filter(at => at > 0 && at < bytes.length).sort((a, b) => a - b);
	return [0, ...inside].map((from, index) => bytes.subarray(from, inside[index] ?? bytes.length));
}
