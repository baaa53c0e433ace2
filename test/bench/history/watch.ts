// Watches from inside the pages of VS Code when something is drawn, so that no time of the test itself is counted.
import type { Frame, Page } from 'playwright-core';
import { eventually } from '../../vscode/eventually';

declare global {
	interface Window {
		/** The last key or button that was pressed, in milliseconds since 1970. */
		benchActed?: number;
		/** First frames that showed the chat or the list of conversations in this page. */
		benchShown?: { chat?: number; list?: number };
		/** Of the letter that was typed last. */
		benchSearch?: { typed: number; answered?: number; drawn?: number };
	}
}

/** Milliseconds since a letter was typed. */
export interface SearchTimes {
	/** When the page had what was found. */
	readonly answered: number;
	/** When it was drawn. */
	readonly drawn: number;
}

/** Watches every page that is loaded from now on. */
export async function watchPages(page: Page): Promise<void> {
	// The loader of the benchmarks names functions with a helper that the pages do not have.
	await page.addInitScript('globalThis.__name = value => value');
	await page.addInitScript(() => {
		for (const type of ['keydown', 'mousedown']) {
			addEventListener(type, () => (window.benchActed = Date.now()), true);
		}
		// VS Code writes the chat into a frame of the webview's own page, and what watched in there would be gone: its own page looks in, frame by frame.
		if (!location.pathname.endsWith('/index.html') || window.parent === window) {
			return;
		}
		const shown: NonNullable<Window['benchShown']> = {};
		window.benchShown = shown;
		const signs = {
			chat: '.empty, .transcript-content:not([data-pending]) .answer',
			list: '.history-open, .history-none',
		} as const;
		const look = (): void => {
			const page = document.querySelector<HTMLIFrameElement>('#active-frame')?.contentDocument;
			for (const what of ['chat', 'list'] as const) {
				if (shown[what] === undefined && page?.querySelector(signs[what])) {
					shown[what] = Date.now();
				}
			}
			requestAnimationFrame(look);
		};
		look();
	});
}

/** When the first page shown after `from` had drawn it, in milliseconds since 1970. */
export async function openedAt(page: Page, what: 'chat' | 'list', from: number): Promise<number> {
	return eventually(`the ${what}`, async () => {
		for (const frame of page.frames()) {
			const at = await frame.evaluate(name => window.benchShown?.[name], what).catch(() => undefined);
			if (at !== undefined && at >= from) {
				return at;
			}
		}
		return undefined;
	});
}

/** Types one letter into the search of the list. */
export async function measureSearch(frame: Frame, type: () => Promise<void>): Promise<SearchTimes> {
	await frame.evaluate(() => {
		delete window.benchSearch;
		const box = document.querySelector<HTMLInputElement>('openmind-history input');
		const heard = (event: MessageEvent<{ type?: string; history?: { query?: string } }>) => {
			const search = window.benchSearch;
			if (search === undefined || event.data.history?.query !== box?.value) {
				return;
			}
			removeEventListener('message', heard);
			search.answered = performance.now();
			// The page draws in a frame that it has asked for before this one.
			requestAnimationFrame(() => (search.drawn = performance.now()));
		};
		box?.addEventListener('input', () => (window.benchSearch = { typed: performance.now() }), {
			capture: true,
			once: true,
		});
		addEventListener('message', heard);
	});
	await type();
	return eventually('what was found', () =>
		frame.evaluate(() => {
			const { typed, answered, drawn } = window.benchSearch ?? { typed: 0 };
			return (
				answered !== undefined && drawn !== undefined && { answered: answered - typed, drawn: drawn - typed }
			);
		}),
	);
}
