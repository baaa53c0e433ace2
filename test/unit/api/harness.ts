// A client over the real node-fetch and the real stand-in endpoint, with time held still.
import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import nodeFetch from 'node-fetch';
import { createOpenMindClient, type ClientDeps, type OpenMindClient } from '../../../src/api/client';
import type { Connection } from '../../../src/api/connection';
import { createTransport, type Fetch } from '../../../src/api/transport';
import { OpenMindError } from '../../../src/core/errors';
import type { ChatChunk, ChatRequest, RequestObserver, RequestProgress, RequestRecord } from '../../../src/core/ports';
import type { FailureFacts, FailureKind } from '../../../src/shared/failures';
import { FakeClock, MemoryLogger } from '../fakes';

export const key = 'om1_test_0123456789abcdefghij';
export const timeouts = { connect: 10, firstToken: 60, idle: 30 };

export const hello: ChatRequest = {
	model: { provider: 'openai', model: 'gpt-4o' },
	messages: [{ role: 'user', content: 'Hello, SECRET-QUESTION' }],
};

export const realFetch: Fetch = createTransport({
	fetch: nodeFetch,
	toStream: text => Readable.from(Buffer.from(text)),
});

export interface Outcome {
	readonly chunks: readonly ChatChunk[];
	readonly text: string;
	readonly error: OpenMindError | undefined;
}

export class Harness {
	readonly clock = new FakeClock();
	readonly logger = new MemoryLogger();
	readonly client: OpenMindClient;
	/** What the observer of `ask` was told, oldest first. */
	readonly progress: RequestProgress[] = [];
	readonly records: RequestRecord[] = [];
	/** Called after each step of progress, to move time on or to skip a wait. */
	onProgress: (progress: RequestProgress) => void = () => undefined;

	/** @param more without it, nothing is asked twice: then a fault of the service is the failure of the request */
	constructor(
		connection: Partial<Connection> & Pick<Connection, 'baseUrl'>,
		fetch: Fetch = realFetch,
		more: Partial<ClientDeps> = { attempts: 1 },
	) {
		let ids = 0;
		this.client = createOpenMindClient({
			fetch,
			connection: () => Promise.resolve({ apiKey: key, headers: {}, timeouts, ...connection }),
			clock: this.clock,
			logger: this.logger,
			makeId: () => `id${++ids}`,
			recorded: record => this.records.push(record),
			// No jitter: the longest back-off.
			random: () => 1,
			...more,
		});
	}

	readonly #observer: RequestObserver = {
		progress: progress => {
			this.progress.push(progress);
			this.onProgress(progress);
		},
	};

	/** Asks and reads to the end, whatever the end is. Anything but an OpenMindError fails the test. */
	async ask(request = hello, signal = new AbortController().signal): Promise<Outcome> {
		const chunks: ChatChunk[] = [];
		let error: OpenMindError | undefined;
		try {
			for await (const chunk of this.client.stream(request, signal, this.#observer)) chunks.push(chunk);
		} catch (thrown) {
			assert.ok(thrown instanceof OpenMindError, `not an OpenMindError: ${String(thrown)}`);
			error = thrown;
		}
		assert.equal(this.clock.pending, 0, 'every timer is freed');
		return { chunks, text: textOf(chunks), error };
	}
}

export function textOf(chunks: readonly ChatChunk[]): string {
	return chunks.map(chunk => (chunk.type === 'text' ? chunk.text : '')).join('');
}

export function assertFailed({ error }: Outcome, kind: FailureKind, facts: Partial<FailureFacts> = {}): void {
	assert.equal(error?.kind, kind);
	for (const [name, value] of Object.entries(facts)) {
		assert.deepEqual(error.facts[name as keyof FailureFacts], value, name);
	}
}

/** A fetch that answers from memory, piece by piece. */
export function fetchFrom(pieces: readonly Uint8Array[], contentType = 'text/event-stream', status = 200): Fetch {
	async function* body(): AsyncGenerator<Uint8Array> {
		for (const piece of pieces) yield await Promise.resolve(piece);
	}
	return () => {
		const headers = { get: (name: string) => (name === 'content-type' ? contentType : null) };
		return Promise.resolve({ status, headers, body: body() });
	};
}
