// Watches the ghost text in the page, frame by frame: what it is, since when it is in sight, and how long after the last key it came.
import type { Page } from 'playwright-core';

export interface Ghost {
	/** Without white space, whose drawing differs from the text. */
	readonly text: string;
	/** How long it has been in sight, typed through or not. Milliseconds. */
	readonly seenMs: number;
	/** From the last key to the first frame that shows it. Milliseconds. */
	readonly afterKeyMs: number;
}

interface Watch {
	text: string;
	since: number;
	shownAt: number;
	key: number;
}

declare global {
	interface Window {
		ghostWatch?: Watch;
	}
}

/** Frames without ghost text between two of a suggestion that is typed through; longer is a gap that a person sees. Milliseconds. */
const mostBlinkMs = 60;

export async function watchGhost(page: Page): Promise<void> {
	await page.evaluate(blinkMs => {
		if (window.ghostWatch !== undefined) {
			return;
		}
		const watch: Watch = { text: '', since: 0, shownAt: 0, key: 0 };
		window.ghostWatch = watch;
		let goneAt = 0;
		let last = '';
		addEventListener('keydown', () => ([watch.key, watch.shownAt] = [performance.now(), 0]), true);
		// Methods, because the compiler's names for functions are not known in the page.
		const frame = {
			/** The first line, then the further ones, which stand before it in the page. */
			text(): string {
				const inline = '.monaco-editor .ghost-text-decoration, .monaco-editor .ghost-text-decoration-preview';
				const further =
					'.monaco-editor .suggest-preview-text, .monaco-editor .suggest-preview-additional-widget';
				return [inline, further]
					.flatMap(selector => {
						const found = [...document.querySelectorAll(selector)];
						return found.filter(
							element => !found.some(other => other !== element && other.contains(element)),
						);
					})
					.map(element => element.textContent)
					.join('')
					.replace(/[\s\u00a0\u200b·→]+/g, '');
			},
			look(): void {
				const text = frame.text();
				const now = performance.now();
				if (text === '' && watch.text !== '') {
					goneAt = now;
					watch.shownAt = 0;
					last = watch.text;
				} else if (text !== '') {
					const before = watch.text === '' && now - goneAt <= blinkMs ? last : watch.text;
					watch.since = before !== '' && before.endsWith(text) ? watch.since : now;
					watch.shownAt ||= now;
				}
				watch.text = text;
				requestAnimationFrame(() => frame.look());
			},
		};
		frame.look();
	}, mostBlinkMs);
}

export async function ghostNow(page: Page): Promise<Ghost | undefined> {
	return page.evaluate(() => {
		const watch = window.ghostWatch;
		return watch === undefined || watch.text === ''
			? undefined
			: {
					text: watch.text,
					seenMs: performance.now() - watch.since,
					afterKeyMs: Math.max(0, watch.shownAt - watch.key),
				};
	});
}
