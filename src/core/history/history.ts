// The list of all conversations, and search in it. Two files that every window appends to are the truth (historyFiles.ts); what is in memory
// is folded from them, further with each look. What the files miss is taken from the conversations themselves.
import type { Conversation, ConversationEvent } from '../chat/conversation';
import type { Journal } from '../chat/journal';
import type { Clock, Logger } from '../ports';
import { entryOf, foldEntry, indexOf, isDeleted, parseEntry, parseWords, wordsOf, type Entry } from './entries';
import type { SearchIndex } from './search';

/** Shortest query that is looked for in the text and not only in titles, in letters: one letter says nothing. */
const minSearched = 2;

/** How long a deleted conversation can be brought back before its file is erased, in milliseconds: longer than anybody needs to press Undo. */
export const eraseAfterMs = 10 * 60_000;

/** Conversations that are read at once. */
const atOnce = 100;

/** How long the extension host works on many lines or conversations before it breathes, in milliseconds: less than anybody feels at a key. */
const oneBreath = 8;

/** Most text of one conversation that search knows, in UTF-16 units, so that 10,000 of them stay tens of megabytes. */
const maxWords = 4_000;

export type IndexFile = 'list' | 'words';

/** What was read of a file since `next` of the time before. */
export interface Tail {
	readonly text: string;
	readonly next: number;
	/** Changes when the file was replaced; what was folded from the old one is void then. */
	readonly generation: number;
}

export interface HistoryStore {
	append(file: IndexFile, lines: string): Promise<void>;
	/** Whole lines only. Reads from the start when the file is another than `generation`. */
	readFrom(file: IndexFile, position: { readonly next: number; readonly generation: number }): Promise<Tail>;
	/** Writes the file anew with the lines that `change` makes of it; what other windows append meanwhile stays. */
	rewrite(file: IndexFile, change: (lines: readonly string[]) => readonly string[]): Promise<void>;
	conversationIds(): Promise<readonly string[]>;
	/** Erases a conversation's file. */
	erase(conversationId: string): Promise<void>;
}

export interface HistoryDeps {
	readonly store: HistoryStore;
	readonly journal: Pick<Journal, 'restore' | 'flush'>;
	readonly clock: Clock;
	readonly logger: Logger;
	/** Loads the search at its first use. */
	readonly search: () => Promise<SearchIndex>;
}

export interface HistoryQuery {
	readonly text: string;
	/** Only conversations that began in this workspace. */
	readonly workspace?: string;
	readonly limit: number;
}

export interface HistoryPage {
	/** Pinned first, then the newest; for a search those with it in their titles, then the best match first. */
	readonly entries: readonly Entry[];
	/** How many there are without the limit. */
	readonly total: number;
}

/** A list with no more lines than this is read in no time, whatever it says. */
const fewLines = 2_000;

const start = { next: 0, generation: -1 };

export class History {
	readonly #deps: HistoryDeps;
	#entries = new Map<string, Entry>();
	#words = new Map<string, string>();
	/** Conversations whose words the search does not know yet. */
	readonly #unsearched = new Set<string>();
	#position = { list: start, words: start };
	#search: SearchIndex | undefined;
	/** Of the list, as far as it was read. */
	#lines = 0;
	/** The list in its order, until something changes. */
	#sorted: readonly Entry[] | undefined;
	#written: Promise<void> = Promise.resolve();
	#refreshed: Promise<void> = Promise.resolve();
	#mended: Promise<void> | undefined;
	#built: Promise<boolean> | undefined;

	constructor(deps: HistoryDeps) {
		this.#deps = deps;
	}

	/** Writes down what an event changes. @param conversation after the event; needed for everything but filing. */
	record(id: string, event: ConversationEvent, conversation?: Conversation): void {
		const entry = entryOf(id, event, this.#deps.clock.now(), conversation);
		const words = conversation && wordsOf(id, event, conversation);
		this.#append('list', entry);
		this.#append('words', words);
	}

	/** Settles when everything recorded is on the disk. */
	flush(): Promise<void> {
		return this.#written;
	}

	/** Takes in what any window has written since the last look. Each look also erases, and the first mends the files, which `mended` waits for. */
	refresh(): Promise<void> {
		this.#refreshed = this.#refreshed.then(async () => {
			await this.#written;
			await this.#readList();
			this.#mended = this.#mended?.then(() => this.#tried(this.#eraseDeleted())) ?? this.#tried(this.#mend());
		});
		return this.#refreshed;
	}

	/** Settles when the first look has found and indexed conversations that the list missed, and the last has erased. */
	async mended(): Promise<void> {
		await this.#mended;
	}

	/** Makes the search ready and takes in what is new; until it is ready titles are searched. @returns whether that may change what is found. */
	prepareSearch(): Promise<boolean> {
		this.#built ??= (async () => {
			const search = this.#search ?? (await this.#deps.search());
			await this.#written;
			await this.#readWords();
			const isNew = this.#search === undefined || this.#unsearched.size > 0;
			await this.#feedSearch(search);
			this.#search = search;
			return isNew;
		})().finally(() => (this.#built = undefined));
		return this.#built;
	}

	/** What is known now. */
	page({ text, workspace, limit }: HistoryQuery): HistoryPage {
		const query = text.trim();
		const fits = (entry: Entry | undefined): entry is Entry =>
			entry !== undefined &&
			!isDeleted(entry) &&
			(entry.name ?? entry.title) !== undefined &&
			(workspace === undefined || entry.workspace === workspace);
		const entries = (query === '' ? this.#inOrder() : this.#find(query)).filter(fits);
		return { entries: entries.slice(0, limit), total: entries.length };
	}

	get(id: string): Entry | undefined {
		return this.#entries.get(id);
	}

	#inOrder(): readonly Entry[] {
		this.#sorted ??= [...this.#entries.values()].sort(newestFirst);
		return this.#sorted;
	}

	/** Titles that hold the query come first, wherever in a word it begins: the search knows beginnings of words, and only of longer ones. */
	#find(query: string): readonly (Entry | undefined)[] {
		const wanted = query.toLowerCase();
		const named = ({ name, title }: Entry) => (name ?? title ?? '').toLowerCase().includes(wanted);
		const found = query.length >= minSearched ? (this.#search?.find(query) ?? []) : [];
		return [...new Set([...this.#inOrder().filter(named), ...found.map(id => this.#entries.get(id))])];
	}

	#append(file: IndexFile, line: object | undefined): void {
		if (line === undefined) {
			return;
		}
		this.#written = this.#written.then(async () => {
			try {
				await this.#deps.store.append(file, `${JSON.stringify(line)}\n`);
			} catch {
				this.#deps.logger.error('Could not write to the list of conversations');
			}
		});
	}

	/** The lines that are new in a file, parsed; nothing when it cannot be read. */
	async #read<Line>(file: IndexFile, parse: (line: string) => Line | undefined, reset: () => void): Promise<Line[]> {
		const lines: Line[] = [];
		try {
			const position = this.#position[file];
			const tail = await this.#deps.store.readFrom(file, position);
			const breathe = this.#breathing();
			for (const text of tail.text.split('\n')) {
				const line = text === '' ? undefined : parse(text);
				if (line !== undefined) {
					lines.push(line);
				}
				const pause = breathe();
				if (pause) {
					await pause;
				}
			}
			// Not before: until all of another file is read, what the old one said is shown.
			if (tail.generation !== position.generation) {
				reset();
			}
			this.#position = { ...this.#position, [file]: { next: tail.next, generation: tail.generation } };
		} catch {
			this.#deps.logger.error('Could not read the list of conversations');
		}
		return lines;
	}

	async #readList(): Promise<void> {
		const lines = await this.#read('list', parseEntry, () => {
			this.#entries = new Map();
			this.#lines = 0;
		});
		this.#lines += lines.length;
		this.#sorted = undefined;
		for (const line of lines) {
			foldEntry(this.#entries, line);
			if (this.#entries.get(line.id)?.erased) {
				this.#entries.delete(line.id);
			}
			if (line.name !== undefined || line.title !== undefined) {
				this.#unsearched.add(line.id);
			}
		}
	}

	async #readWords(): Promise<void> {
		for (const { id, text } of await this.#read('words', parseWords, () => (this.#words = new Map()))) {
			const known = this.#words.get(id);
			this.#words.set(id, (known === undefined ? text : `${known}\n${text}`).slice(0, maxWords));
			this.#unsearched.add(id);
		}
	}

	async #feedSearch(search: SearchIndex): Promise<void> {
		const breathe = this.#breathing();
		for (const id of [...this.#unsearched]) {
			this.#unsearched.delete(id);
			const entry = this.#entries.get(id);
			if (entry) {
				search.put({ id, title: entry.name ?? entry.title ?? '', text: this.#words.get(id) ?? '' });
			} else {
				search.remove(id);
			}
			const pause = breathe();
			if (pause) {
				await pause;
			}
		}
	}

	/** Indexes conversations that the list misses, and erases those that were deleted long enough ago. */
	async #mend(): Promise<void> {
		const { store, logger } = this.#deps;
		const ids = await store.conversationIds();
		this.#forgetLost(new Set(ids));
		// One without a title was killed between its first two lines.
		const missing = ids.filter(id => this.#entries.get(id)?.title === undefined);
		for (let at = 0; at < missing.length; at += atOnce) {
			await Promise.all(missing.slice(at, at + atOnce).map(id => this.#index(id)));
			await this.#breathe();
		}
		await this.#eraseDeleted();
		await this.#condense();
		if (missing.length > 0) {
			logger.info(`Indexed ${missing.length} conversations`);
			await this.#written;
			await this.#readList();
		}
	}

	async #tried(mending: Promise<void>): Promise<void> {
		try {
			await mending;
		} catch {
			this.#deps.logger.error('Could not mend the list of conversations');
		}
	}

	/** A conversation that another window is just beginning may be in the list before its file is there. */
	#forgetLost(ids: ReadonlySet<string>): void {
		const begun = this.#deps.clock.now() - 60_000;
		for (const { id, at = 0 } of this.#entries.values()) {
			if (!ids.has(id) && at < begun) {
				this.#entries.delete(id);
			}
		}
		this.#sorted = undefined;
	}

	async #index(id: string): Promise<void> {
		const conversation = await this.#deps.journal.restore(id);
		if (conversation) {
			const { entry, words } = indexOf(conversation, this.#deps.clock.now());
			this.#append('list', entry);
			this.#append('words', words);
		}
	}

	async #eraseDeleted(): Promise<void> {
		const { store, clock } = this.#deps;
		const now = clock.now();
		const old = [...this.#entries.values()].filter(
			entry => isDeleted(entry) && (entry.deletedAt ?? now) < now - eraseAfterMs,
		);
		if (old.length === 0) {
			return;
		}
		const gone = new Set(old.map(({ id }) => id));
		await this.#written;
		await Promise.all(old.map(({ id }) => store.erase(id)));
		await store.rewrite('list', lines => lines.filter(line => !gone.has(parseEntry(line)?.id ?? '')));
		await store.rewrite('words', lines => lines.filter(line => !gone.has(parseWords(line)?.id ?? '')));
		await this.#readList();
	}

	/** One line for each conversation again, when there are many more. */
	async #condense(): Promise<void> {
		if (this.#lines > fewLines && this.#lines > 2 * this.#entries.size) {
			await this.#deps.store.rewrite('list', lines => {
				const entries = new Map<string, Entry>();
				lines.flatMap(line => parseEntry(line) ?? []).forEach(line => foldEntry(entries, line));
				return [...entries.values()].map(entry => JSON.stringify(entry));
			});
			await this.#readList();
		}
	}

	/** Breathes when it is time, each time it is called. */
	#breathing(): () => Promise<void> | undefined {
		const { clock } = this.#deps;
		let since = clock.now();
		return () => {
			if (clock.now() - since < oneBreath) {
				return undefined;
			}
			return this.#breathe().then(() => {
				since = clock.now();
			});
		};
	}

	#breathe(): Promise<void> {
		return new Promise(resolve => void this.#deps.clock.after(0, resolve));
	}
}

function newestFirst(a: Entry, b: Entry): number {
	return Number(b.pinned ?? false) - Number(a.pinned ?? false) || (b.at ?? 0) - (a.at ?? 0);
}
