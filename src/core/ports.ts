// How the core reaches the world. Each port is as narrow as its one use allows; `host/` and `api/` implement them, tests write fakes.
import type { FinishReason, Usage } from '../shared/chat';

export type Role = 'system' | 'user' | 'assistant';

export interface Message {
	readonly role: Role;
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
}

/** One step of an answer. `finish` and `usage` come at most once each, in any order, after the last text. */
export type ChatChunk =
	| { readonly type: 'text'; readonly text: string }
	| { readonly type: 'reasoning'; readonly text: string }
	/** The model declined; the text is its own. */
	| { readonly type: 'refusal'; readonly text: string }
	| { readonly type: 'finish'; readonly reason: FinishReason }
	| { readonly type: 'usage'; readonly usage: Usage };

/** The chat-completions service. */
export interface ChatModel {
	/**
	 * Asks for one answer and yields it as it comes. Leaving the loop, or aborting the signal, closes the socket at once.
	 * An abort ends the loop without an error.
	 * @throws OpenMindError for everything that can go wrong; what was yielded before stays valid.
	 */
	stream(request: ChatRequest, signal: AbortSignal): AsyncIterable<ChatChunk>;
}

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
