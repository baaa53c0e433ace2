// The page's only door to the host: what it says, what it hears, and what it keeps while the view is hidden or the window reloads.
import type { FromPage, ToPage } from '../shared/protocol';

/** What survives the page. The host owns the truth; this is only what the reader was doing. */
export interface Memory {
	readonly draft: string;
	/** Sent, but not yet seen as a turn: becomes the draft again when the host never took it. */
	readonly unconfirmed?: { readonly turnId: string; readonly text: string };
	/** An earlier message whose words are being changed. */
	readonly editing?: { readonly turnId: string; readonly text: string };
	/** Pixels from the top, or `end` while the reader follows the stream. */
	readonly scroll: number | 'end';
}

const nothing: Memory = { draft: '', scroll: 'end' };

/** VS Code's side of the page; a test or the gallery hands in its own. */
export interface PageHost {
	postMessage(message: unknown): void;
	getState(): unknown;
	setState(state: unknown): void;
}

export class Bridge {
	readonly #host: PageHost;
	#memory: Memory;

	constructor(host: PageHost) {
		this.#host = host;
		this.#memory = readMemory(host.getState());
	}

	get memory(): Memory {
		return this.#memory;
	}

	remember(change: Partial<Memory>): void {
		this.#memory = { ...this.#memory, ...change };
		this.#host.setState(this.#memory);
	}

	/** The host took the message, or gave its text back. */
	forgetUnconfirmed(): void {
		const { unconfirmed: _, ...rest } = this.#memory;
		this.#memory = rest;
		this.#host.setState(this.#memory);
	}

	/** The edit was sent or given up. */
	forgetEditing(): void {
		const { editing: _, ...rest } = this.#memory;
		this.#memory = rest;
		this.#host.setState(this.#memory);
	}

	post(message: FromPage): void {
		this.#host.postMessage(message);
	}

	/** Hears the host until the page goes away. */
	listen(target: EventTarget, onMessage: (message: ToPage) => void): void {
		target.addEventListener('message', event => {
			const data: unknown = event instanceof MessageEvent ? event.data : undefined;
			if (isToPage(data)) onMessage(data);
		});
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
	const { draft, scroll, unconfirmed, editing } = state as Partial<Record<keyof Memory, unknown>>;
	const [sent, edited] = [readTurnText(unconfirmed), readTurnText(editing)];
	return {
		draft: typeof draft === 'string' ? draft : '',
		scroll: typeof scroll === 'number' ? scroll : 'end',
		...(sent && { unconfirmed: sent }),
		...(edited && { editing: edited }),
	};
}

function readTurnText(value: unknown): { readonly turnId: string; readonly text: string } | undefined {
	if (typeof value !== 'object' || value === null) return undefined;
	const { turnId, text } = value as { turnId?: unknown; text?: unknown };
	return typeof turnId === 'string' && typeof text === 'string' ? { turnId, text } : undefined;
}
