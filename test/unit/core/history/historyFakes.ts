// Index files in memory, which several windows can share.
import type { HistoryStore, IndexFile, Tail } from '../../../../src/core/history/history';

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
