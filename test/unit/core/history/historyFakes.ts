// Index files in memory, which several windows can share, and the history that is made of them.
import {
	applyEvent,
	emptyConversation,
	type Attachment,
	type ConversationEvent,
} from '../../../../src/core/chat/conversation';
import { Journal } from '../../../../src/core/chat/journal';
import { History, type HistoryStore, type IndexFile, type Tail } from '../../../../src/core/history/history';
import { createSearch } from '../../../../src/core/history/search';
import { FakeClock, MemoryLogger } from '../../fakes';
import { MemoryStore } from '../chat/chatFakes';

export class MemoryHistory implements HistoryStore {
	readonly files: Record<IndexFile, string> = { list: '', words: '' };
	readonly ids = new Set<string>();
	readonly erased: string[] = [];
	failing = false;
	#generation = 0;

	append(file: IndexFile, lines: string): Promise<void> {
		if (this.failing) {
			return Promise.reject(new Error('disk full'));
		}
		this.files[file] += lines;
		return Promise.resolve();
	}

	readFrom(file: IndexFile, position: { next: number; generation: number }): Promise<Tail> {
		if (this.failing) {
			return Promise.reject(new Error('unreadable'));
		}
		const from = position.generation === this.#generation ? position.next : 0;
		const end = this.files[file].lastIndexOf('\n') + 1;
		const text = this.files[file].slice(from, end);
		return Promise.resolve({ text, next: end, generation: this.#generation });
	}

	rewrite(file: IndexFile, change: (lines: readonly string[]) => readonly string[]): Promise<void> {
		const kept = change(this.files[file].split('\n').filter(line => line !== ''));
		this.files[file] = kept.map(line => `${line}\n`).join('');
		this.#generation++;
		return Promise.resolve();
	}

	conversationIds(): Promise<readonly string[]> {
		return Promise.resolve([...this.ids]);
	}

	erase(conversationId: string): Promise<void> {
		this.erased.push(conversationId);
		this.ids.delete(conversationId);
		return Promise.resolve();
	}
}

export function world() {
	const store = new MemoryHistory();
	const conversations = new MemoryStore();
	const clock = new FakeClock();
	const logger = new MemoryLogger();
	/** Work between two timers goes on by itself; this moves them on. */
	const settle = async <Result>(work: Promise<Result>): Promise<Result> => {
		let done = false;
		void work.finally(() => (done = true));
		while (!done) {
			clock.advance(1);
			await Promise.resolve();
		}
		return work;
	};
	/** One VS Code on the same storage. */
	const open = () => {
		const journal = new Journal({ store: conversations, clock, logger });
		const history = new History({ store, journal, clock, logger, search: () => Promise.resolve(createSearch()) });
		const tell = (id: string, ...events: ConversationEvent[]) => {
			let conversation = emptyConversation(id);
			for (const event of events) {
				conversation = applyEvent(conversation, event);
				journal.record(id, event, conversation);
				history.record(id, event, conversation);
			}
			store.ids.add(id);
		};
		const look = async () => {
			await journal.flush();
			await settle(history.refresh());
			await settle(history.mended());
		};
		const titles = (text = '', workspace?: string) =>
			history
				.page({ text, limit: 100, ...(workspace !== undefined && { workspace }) })
				.entries.map(({ name, title }) => name ?? title);
		return { history, journal, tell, look, titles, settle };
	};
	return { store, conversations, clock, logger, open };
}

export const asked = (id: string, text: string, attachments: readonly Attachment[] = []): ConversationEvent => ({
	type: 'turnAdded',
	turn: { id, text, attachments },
	parentId: null,
});
export const answered = (turnId: string, text: string): ConversationEvent[] => [
	{ type: 'answerStarted', turnId, answerId: `${turnId}-a`, model: 'p/m' },
	{ type: 'answerGrew', answerId: `${turnId}-a`, text, reasoning: '', refusal: '' },
	{ type: 'answerEnded', answerId: `${turnId}-a`, status: 'done' },
];
