// The page's only door to the host: what it says, what it hears, and what it keeps while the view is hidden or the window reloads.
import type { FromPage, ToPage } from '../shared/protocol';
import type { Edit } from './edits';

/** A message on its way to the host, as the turn it is to be. */
export interface SentMessage {
	readonly turnId: string;
	readonly text: string;
	/** What it was made of, when it is an earlier one that was changed. */
	readonly edit?: Edit;
}

/** Most messages on their way that are kept: more than anybody sends before the first is taken. */
const maxSent = 20;

/** What survives the page. The host owns the truth; this is only what the reader was doing. */
export interface Memory {
	readonly draft: string;
	/** Not yet seen in the conversation: the reader gets back what the host never took, or refused. */
	readonly sent: readonly SentMessage[];
	/** Earlier messages that are being changed, the one begun last at the end. */
	readonly edits: readonly Edit[];
	/** Pixels from the top, or `end` while the reader follows the stream. */
	readonly scroll: number | 'end';
}

/** Milliseconds between two times that what goes on changing is kept: each time all of it is, also a long draft. */
const restMs = 200;

const nothing: Memory = { draft: '', scroll: 'end', sent: [], edits: [] };

/** VS Code's side of the page; a test or the gallery hands in its own. */
export interface PageHost {
	postMessage(message: unknown): void;
	getState(): unknown;
	setState(state: unknown): void;
}

export class Bridge {
	readonly #host: PageHost;
	#memory: Memory;
	/** What changed last is not kept yet. */
	#soon: ReturnType<typeof setTimeout> | undefined;

	constructor(host: PageHost) {
		this.#host = host;
		this.#memory = readMemory(host.getState());
	}

	get memory(): Memory {
		return this.#memory;
	}

	remember(change: Partial<Memory>): void {
		if (this.#put(change)) this.#keep();
	}

	/** For what changes many times a second: it is kept after a rest, or once the page is hidden. */
	rememberSoon(change: Partial<Memory>): void {
		if (this.#put(change)) this.#soon ??= setTimeout(() => this.#keep(), restMs);
	}

	/** @returns whether it was anything new */
	#put(change: Partial<Memory>): boolean {
		const before: Partial<Record<string, unknown>> = { ...this.#memory };
		this.#memory = { ...this.#memory, ...change };
		return Object.entries(change).some(([name, value]) => before[name] !== value);
	}

	#keep(): void {
		clearTimeout(this.#soon);
		this.#soon = undefined;
		this.#host.setState(this.#memory);
	}

	/** Posts a message of the reader, and keeps it until the host has taken it. */
	send(message: SentMessage): void {
		const { turnId, text, edit } = message;
		this.remember({ sent: [...this.#memory.sent, message].slice(-maxSent) });
		this.post(
			edit
				? { type: 'edit', turnId: edit.turnId, newTurnId: turnId, text, without: edit.without }
				: { type: 'submit', turnId, text },
		);
	}

	/** The host took these messages, or the reader has them back. */
	forgetSent(turnIds: ReadonlySet<string>): void {
		if (this.#memory.sent.some(({ turnId }) => turnIds.has(turnId)))
			this.remember({ sent: this.#memory.sent.filter(({ turnId }) => !turnIds.has(turnId)) });
	}

	post(message: FromPage): void {
		this.#host.postMessage(message);
	}

	/** Hears the host until the page goes away, and keeps what is not kept yet when it does. */
	listen(target: EventTarget, onMessage: (message: ToPage) => void): void {
		target.addEventListener('message', event => {
			const data: unknown = event instanceof MessageEvent ? event.data : undefined;
			if (isToPage(data)) onMessage(data);
		});
		for (const leaving of ['visibilitychange', 'pagehide']) {
			target.addEventListener(leaving, () => {
				if (this.#soon !== undefined) this.#keep();
			});
		}
	}
}

const types: Readonly<Record<ToPage['type'], true>> = {
	state: true,
	turnAdded: true,
	turnChanged: true,
	queue: true,
	showHistory: true,
	showChat: true,
	history: true,
	answerStarted: true,
	delta: true,
	progress: true,
	answeredBy: true,
	finished: true,
	failed: true,
	attachments: true,
	model: true,
	window: true,
	filePicked: true,
	showRequest: true,
	keyState: true,
	rejected: true,
	filesFound: true,
	focusInput: true,
};

/** The host is our own code of the same version, so its type is proof enough; anything else on the window is not for us. */
function isToPage(data: unknown): data is ToPage {
	return (
		typeof data === 'object' &&
		data !== null &&
		'type' in data &&
		typeof data.type === 'string' &&
		Object.hasOwn(types, data.type)
	);
}

/** Kept state may come from an older version of the page: take what fits. */
export function readMemory(state: unknown): Memory {
	if (typeof state !== 'object' || state === null) return nothing;
	const { draft, scroll, sent, edits } = state as Partial<Record<keyof Memory, unknown>>;
	return {
		draft: typeof draft === 'string' ? draft : '',
		scroll: typeof scroll === 'number' ? scroll : 'end',
		sent: Array.isArray(sent) ? sent.flatMap(readSent) : [],
		edits: Array.isArray(edits) ? edits.flatMap(edit => readEdit(edit) ?? []) : [],
	};
}

function readEdit(value: unknown): Edit | undefined {
	if (typeof value !== 'object' || value === null) return undefined;
	const { turnId, text, without } = value as Partial<Record<keyof Edit, unknown>>;
	if (typeof turnId !== 'string' || typeof text !== 'string') return undefined;
	return { turnId, text, without: Array.isArray(without) ? without.filter(id => typeof id === 'string') : [] };
}

function readSent(value: unknown): SentMessage[] {
	const message = readEdit(value);
	if (message === undefined) return [];
	const edit = readEdit((value as { edit?: unknown }).edit);
	return [{ turnId: message.turnId, text: message.text, ...(edit && { edit }) }];
}
