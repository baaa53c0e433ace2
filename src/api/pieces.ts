// The body of an answer, piece by piece. A Node stream is listened to rather than iterated: all pieces that came since the last look are
// taken in one step, where its iterator would take several turns of the queue for each.
import { queuedBytesCap } from './limits';

export type Piece = Uint8Array | string;

export interface Pieces {
	/** Resolves once there is something to take; undefined when there is already. Never rejects. */
	wait(): Promise<void> | undefined;
	/** What came since the last call; undefined at the end. Throws whatever the transport failed with. */
	take(): readonly Piece[] | undefined;
}

/** The part of a Node stream that is needed. */
export interface Flowing {
	on(event: 'data', listener: (piece: Piece) => void): unknown;
	on(event: 'end' | 'close', listener: () => void): unknown;
	on(event: 'error', listener: (error: unknown) => void): unknown;
	pause(): unknown;
	resume(): unknown;
}

export type Body = AsyncIterable<Piece> & Partial<Flowing>;

export function piecesOf(body: Body | null): Pieces {
	if (body === null) return { wait: () => undefined, take: () => undefined };
	return isFlowing(body) ? new StreamPieces(body) : new IteratedPieces(body);
}

function isFlowing(body: Body): body is AsyncIterable<Piece> & Flowing {
	return typeof body.on === 'function' && typeof body.pause === 'function' && typeof body.resume === 'function';
}

/** Any other body, one piece at a time. */
class IteratedPieces implements Pieces {
	readonly #iterator: AsyncIterator<Piece>;
	#step: IteratorResult<Piece> | undefined;
	#failure: { readonly error: unknown } | undefined;

	constructor(body: AsyncIterable<Piece>) {
		this.#iterator = body[Symbol.asyncIterator]();
	}

	async wait(): Promise<void> {
		try {
			this.#step = await this.#iterator.next();
		} catch (error) {
			this.#failure = { error };
		}
	}

	take(): readonly Piece[] | undefined {
		if (this.#failure !== undefined) throw this.#failure.error;
		return this.#step === undefined || this.#step.done === true ? undefined : [this.#step.value];
	}
}

class StreamPieces implements Pieces {
	readonly #stream: Flowing;
	#queue: Piece[] = [];
	#size = 0;
	#paused = false;
	#over = false;
	#failure: { readonly error: unknown } | undefined;
	#wake: (() => void) | undefined;

	constructor(stream: Flowing) {
		this.#stream = stream;
		stream.on('data', piece => this.#add(piece));
		stream.on('end', () => this.#end(undefined));
		// It stays for good: an abort makes the stream fail, also after its reader has gone.
		stream.on('error', error => this.#end({ error }));
		stream.on('close', () => this.#end(undefined));
	}

	wait(): Promise<void> | undefined {
		if (this.#queue.length > 0 || this.#over) return undefined;
		return new Promise(resolve => {
			this.#wake = resolve;
		});
	}

	take(): readonly Piece[] | undefined {
		const taken = this.#queue;
		if (taken.length === 0) {
			if (this.#failure !== undefined) throw this.#failure.error;
			return undefined;
		}
		this.#queue = [];
		this.#size = 0;
		if (this.#paused) {
			this.#paused = false;
			this.#stream.resume();
		}
		return taken;
	}

	#add(piece: Piece): void {
		this.#queue.push(piece);
		this.#size += piece.length;
		// A reader that is slower than the network holds up the network.
		if (this.#size > queuedBytesCap && !this.#paused) {
			this.#paused = true;
			this.#stream.pause();
		}
		this.#wakeUp();
	}

	/** The first end counts: a stream that has failed is closed too. */
	#end(failure: { readonly error: unknown } | undefined): void {
		if (this.#over) return;
		this.#over = true;
		this.#failure = failure;
		this.#wakeUp();
	}

	/** Once per wait: Node looks into every promise that is resolved twice. */
	#wakeUp(): void {
		const wake = this.#wake;
		if (wake === undefined) return;
		this.#wake = undefined;
		wake();
	}
}
