// The words of a chat as host and page share them: Conversation > Turn (one user message) > Answer (one per model asked).
import type { FailureView, HelpButton } from './failures';

/** Why an answer ended, in the wire's own words; `other` stands for a word we do not know. */
export type FinishReason = 'stop' | 'length' | 'contentFilter' | 'toolCalls' | 'other';

/** Tokens of one answer as the service reported them. */
export interface Usage {
	readonly promptTokens: number;
	readonly completionTokens: number;
	/** The part of the prompt that the provider served from its cache. */
	readonly cachedTokens?: number;
	/** The part of the completion that was reasoning. */
	readonly reasoningTokens?: number;
	/** The service reported nothing, as when an answer is stopped: these are counted from the words. */
	readonly estimated?: true;
}

/** Milliseconds since the request was made. */
export interface AnswerTiming {
	readonly firstTokenMs?: number;
	readonly totalMs: number;
}

export type AnswerStatus = 'streaming' | 'done' | 'stopped' | 'failed';

export type AttachmentKind = 'selection' | 'file' | 'image';

/** 1-based and inclusive, as an editor's gutter shows them. */
export interface LineRange {
	readonly first: number;
	readonly last: number;
}

/** An attachment as a chip shows it; its text stays in the host. */
export interface AttachmentView {
	readonly id: string;
	readonly kind: AttachmentKind;
	/** Relative to the workspace folder; of a pasted image, its name. */
	readonly path: string;
	readonly languageId: string;
	readonly lines?: LineRange;
	/** Estimated. */
	readonly tokens: number;
}

export interface AnswerView {
	readonly id: string;
	/** `provider/model` that was asked for. */
	readonly model: string;
	/** `provider/model` that answered in its place, when the one asked for was down. */
	readonly answeredBy?: string;
	readonly status: AnswerStatus;
	readonly text: string;
	/** The model's own account of its thinking, where the service sends one. */
	readonly reasoning: string;
	readonly usage?: Usage;
	readonly timing?: AnswerTiming;
	/** About what it cost in the service's credits, where the model's price is known. */
	readonly cost?: number;
	/** Present exactly when `status` is `failed`. */
	readonly failure?: FailureView;
	/** Something to know about an answer that did not fail: cut by length, refused, filtered. */
	readonly notice?: NoticeView;
}

export interface NoticeView {
	readonly text: string;
	readonly actions: readonly HelpButton[];
}

export interface TurnView {
	readonly id: string;
	readonly text: string;
	readonly attachments: readonly AttachmentView[];
	/** Oldest first. */
	readonly answers: readonly AnswerView[];
	/** The answer that the reader chose; without one, the last is shown. */
	readonly shownAnswerId?: string;
	/** The turns that are versions of this message, oldest first, when it was edited. */
	readonly versions?: readonly string[];
}

/** A message that waits for an answer to end. */
export interface QueuedView {
	readonly turnId: string;
	readonly text: string;
	readonly attachments: readonly AttachmentView[];
	/** It is only sent by hand, because what it waited for did not end well. */
	readonly held: boolean;
}

export interface ConversationView {
	readonly id: string;
	/** Those in sight. */
	readonly turns: readonly TurnView[];
	readonly queue?: readonly QueuedView[];
}

export const historyGroups = ['pinned', 'today', 'earlier', 'found'] as const;

/** Where a conversation stands in the list: pinned, of today, older, or found by a search. */
export type HistoryGroup = (typeof historyGroups)[number];

/** One conversation in the list. */
export interface HistoryEntryView {
	readonly id: string;
	readonly title: string;
	/** Its last message or answer, in milliseconds since 1970. */
	readonly at: number;
	readonly group: HistoryGroup;
	readonly pinned: boolean;
	readonly forked: boolean;
	/** It is the one that the chat shows. */
	readonly current: boolean;
	/** The folder it began in, when that is another than this window's. */
	readonly place?: string;
}

export type HistoryScope = 'workspace' | 'all';

/** How many conversations are shown at first, and how many more each time: a full panel's, since each costs time at every letter of a search. */
export const historyRows = 50;

/** What of the list is shown. */
export interface HistoryView {
	readonly entries: readonly HistoryEntryView[];
	/** How many there are in all. */
	readonly total: number;
	readonly query: string;
	readonly scope: HistoryScope;
	/** Whether there is a workspace to keep to. */
	readonly hasWorkspace: boolean;
}

/** What an answer waits for. */
export interface ProgressView {
	/** `{0}` stands for the seconds. */
	readonly text: string;
	/** Seconds now: those that have passed, or those that are left. */
	readonly seconds: number;
	readonly counts: 'up' | 'down';
	/** Whether the wait can be cut short. */
	readonly canSkip: boolean;
}

/** The model in use, as the picker shows it. */
export interface ModelView {
	/** `provider/model`. */
	readonly id: string;
	readonly name: string;
	/** Whether it takes images. */
	readonly images?: boolean;
}

/** How full the model's window is, in tokens. */
export interface WindowView {
	/** Estimated: what would be sent now, without the message that is being written. */
	readonly used: number;
	readonly limit: number;
}
