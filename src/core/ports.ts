// How the core reaches the world. Each port is as narrow as its one use allows; `host/` and `api/` implement them, tests write fakes.
import type { FinishReason, Usage } from '../shared/chat';
import type { Failure, FailureKind, TimeoutPhase } from '../shared/failures';

export type Role = 'system' | 'user' | 'assistant';

/** A piece of a message, as the service takes it; images are `data:` URIs. */
export type ContentPart =
	| { readonly type: 'text'; readonly text: string }
	| { readonly type: 'image_url'; readonly image_url: { readonly url: string } };

export interface Message {
	readonly role: Role;
	/** Parts only where there is an image, since not every provider takes them. */
	readonly content: string | readonly ContentPart[];
}

/** A message without images. */
export interface TextMessage extends Message {
	readonly content: string;
}

/** A provider of the service and a model behind it; written `provider/model`. */
export interface ModelRef {
	readonly provider: string;
	readonly model: string;
}

export interface ChatRequest {
	readonly model: ModelRef;
	readonly messages: readonly Message[];
	/** Most tokens the answer may have. Left to the service when absent. */
	readonly maxOutputTokens?: number;
	/** 0 to 2. Left to the service when absent. */
	readonly temperature?: number;
	readonly stop?: readonly string[];
	/** Asks a stream to report its tokens. The documented body has no field for it, so whoever does not show them leaves it off. */
	readonly usage?: boolean;
	/** Tries in all while the service is in passing trouble. Left to the client when absent. */
	readonly attempts?: number;
}

/** A source that the model names for its answer. */
export interface Annotation {
	readonly url: string;
	readonly title?: string;
}

/** One step of an answer. `annotations`, `finish` and `usage` come at most once each, after the last text. */
export type ChatChunk =
	| { readonly type: 'text'; readonly text: string }
	| { readonly type: 'reasoning'; readonly text: string }
	/** The model declined; the text is its own. */
	| { readonly type: 'refusal'; readonly text: string }
	/** A whole call, after the last text; `arguments` is JSON as the model wrote it, which may be invalid. */
	| { readonly type: 'toolCall'; readonly id: string; readonly name: string; readonly arguments: string }
	| { readonly type: 'annotations'; readonly annotations: readonly Annotation[] }
	| { readonly type: 'finish'; readonly reason: FinishReason }
	| { readonly type: 'usage'; readonly usage: Usage };

/** Where a request stands. Times are the clock's milliseconds since 1970. */
export type RequestProgress =
	| { readonly phase: 'connecting'; readonly model: ModelRef }
	/** The request is sent, or at least the connection stands; the first token is awaited. */
	| { readonly phase: 'waiting' }
	/** Kept back so that the plan's requests per second are kept; sent at `atMs` at the latest unless others fail before. */
	| { readonly phase: 'queued'; readonly atMs: number; readonly skip: () => void }
	/** It failed in a way that may pass; try number `attempt` of `of` is sent at `atMs`, or at once with `skip`. */
	| {
			readonly phase: 'retrying';
			readonly failure: Failure;
			readonly attempt: number;
			readonly of: number;
			readonly atMs: number;
			readonly skip: () => void;
	  }
	/** The first of the answer is here. The model differs from the asked one after a failover. */
	| { readonly phase: 'answering'; readonly model: ModelRef };

/** Told where a request stands. Must not throw. */
export interface RequestObserver {
	progress(progress: RequestProgress): void;
}

/** The chat-completions service. */
export interface ChatModel {
	/**
	 * Asks for one answer and yields it as it comes. Leaving the loop, or aborting the signal, closes the socket at once.
	 * An abort ends the loop without an error, also while the request waits to be sent again.
	 * @throws OpenMindError for everything that can go wrong; what was yielded before stays valid.
	 */
	stream(request: ChatRequest, signal: AbortSignal, observer?: RequestObserver): AsyncIterable<ChatChunk>;
}

/** What support needs to know of one request: numbers, ids and kinds, never content, key, or the query of an address. */
export interface RequestRecord {
	readonly id: string;
	/** `provider/model` as asked. */
	readonly model: string;
	/** `provider/model` that was asked last, where a fallback took over. */
	readonly answeredBy?: string;
	/** Milliseconds since 1970. */
	readonly startedAt: number;
	readonly messages: number;
	/** Of the body, without headers, summed over all tries. */
	readonly bytesSent: number;
	/** Of the answers' bodies, decompressed, summed over all tries. */
	readonly bytesReceived: number;
	/** Of the last answer. */
	readonly status?: number;
	/** Milliseconds of the last try until its connection stood; absent when it never did or when nothing tells. */
	readonly connectMs?: number;
	/** Milliseconds from the start of the request, with all waits and tries. */
	readonly firstTokenMs?: number;
	readonly totalMs: number;
	readonly end: RequestEnd;
	readonly finish?: FinishReason;
	readonly usage?: Usage;
	/** Tries after the first. */
	readonly retries: number;
	/** Events that were no JSON and were skipped. */
	readonly malformed: number;
	/** Choices beyond the first, which were not asked for and were skipped. */
	readonly otherChoices: number;
	/** The service's own account of its time, in milliseconds, by the names of its headers. */
	readonly timings: Readonly<Partial<Record<TimingHeader, number>>>;
	readonly failure?: { readonly kind: FailureKind; readonly code?: string; readonly phase?: TimeoutPhase };
}

/** Ended by the service, left or aborted by its caller, or failed. */
export type RequestEnd = 'done' | 'stopped' | 'failed';

export const timingHeaders = [
	'x-proxy-parse-ms',
	'x-upstream-total-ms',
	'x-upstream-ttfb-ms',
	'x-proxy-total-ms',
] as const;

export type TimingHeader = (typeof timingHeaders)[number];

/** Time, so that a test can hold it still. */
export interface Clock {
	/** Milliseconds since 1970. */
	now(): number;
	/** Calls back once after `ms` milliseconds; the returned function cancels. */
	after(ms: number, callback: () => void): () => void;
}

/** One line per event; never content or keys. */
export interface Logger {
	info(message: string): void;
	warn(message: string): void;
	error(message: string): void;
}

/** Makes ids that are unique within this installation. */
export type MakeId = () => string;
