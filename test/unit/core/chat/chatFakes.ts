// Written fakes for the chat suites: a model that says what it is told to, and a store in memory.
import type { ConversationStore } from '../../../../src/core/chat/journal';
import type { Attachment } from '../../../../src/core/chat/conversation';
import type { ChatChunk, ChatModel, ChatRequest, RequestObserver, RequestProgress } from '../../../../src/core/ports';

/** What the model does next: yield a chunk, throw, or wait until it is let go on or aborted. */
export type Act = ChatChunk | Error | Gate | RequestProgress;

export class Gate {
	#open!: () => void;
	readonly opened = new Promise<void>(resolve => (this.#open = resolve));
	#reached!: () => void;
	/** Settles when the model has come this far. */
	readonly reached = new Promise<void>(resolve => (this.#reached = resolve));

	open(): void {
		this.#open();
	}

	async pass(signal: AbortSignal): Promise<void> {
		this.#reached();
		await Promise.race([
			this.opened,
			new Promise<void>(resolve => signal.addEventListener('abort', () => resolve(), { once: true })),
		]);
	}
}

/** Plays one script per request, and throws when asked for more than was queued. */
export class QueuedModel implements ChatModel {
	readonly requests: ChatRequest[] = [];
	/** What breaks while a request is stopped. */
	stopping: Error | undefined;
	readonly #scripts: Act[][];

	constructor(...scripts: Act[][]) {
		this.#scripts = scripts;
	}

	async *stream(request: ChatRequest, signal: AbortSignal, observer?: RequestObserver): AsyncIterable<ChatChunk> {
		this.requests.push(request);
		const script = this.#scripts.shift();
		if (!script) {
			throw new Error('More requests than queued');
		}
		for (const act of script) {
			if (act instanceof Error) {
				throw act;
			}
			if (act instanceof Gate) {
				await act.pass(signal);
			} else if ('phase' in act) {
				observer?.progress(act);
			} else {
				yield act;
			}
			if (signal.aborted) {
				if (this.stopping) throw this.stopping;
				return;
			}
		}
	}
}

export const text = (words: string): ChatChunk => ({ type: 'text', text: words });

export class MemoryStore implements ConversationStore {
	readonly files = new Map<string, string>();
	failing = false;

	append(conversationId: string, lines: string, whole: () => string): Promise<void> {
		if (this.failing) {
			return Promise.reject(new Error('disk full'));
		}
		const before = this.files.get(conversationId);
		this.files.set(conversationId, before === undefined ? whole() : before + lines);
		return Promise.resolve();
	}

	read(conversationId: string): Promise<string | undefined> {
		return this.failing ? Promise.reject(new Error('unreadable')) : Promise.resolve(this.files.get(conversationId));
	}
}

export function attachment(given: Partial<Attachment> = {}): Attachment {
	return {
		id: 'a1',
		kind: 'selection',
		path: 'src/a.ts',
		uri: 'file:///w/src/a.ts',
		languageId: 'typescript',
		text: 'let a;',
		tokens: 2,
		lines: { first: 1, last: 1 },
		...given,
	};
}
