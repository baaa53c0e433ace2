// When diagrams are drawn: one at a time, when the reader gets to see them and the page has nothing else to do, and again in a new theme.
import type { Drawing } from './draw';

export interface Waiting {
	/** Draws it now. */
	draw(): Promise<void>;
	/** Draws it again when it comes into sight. */
	drawAgain(): void;
}

const waiting = new WeakMap<Element, Waiting>();
let last: Promise<unknown> = Promise.resolve();

const sight = new IntersectionObserver(
	entries => {
		for (const { target, isIntersecting } of entries) {
			if (!isIntersecting) continue;
			sight.unobserve(target);
			last = last.then(whenIdle).then(() => waiting.get(target)?.draw());
		}
	},
	// A screenful ahead, so that what is scrolled to is there.
	{ scrollMargin: '100%' },
);

/** Has `one` drawn once `element`, which shows it, is in sight. */
export function drawInSight(element: Element, one: Waiting): void {
	waiting.set(element, one);
	sight.unobserve(element);
	sight.observe(element);
	watchTheme();
}

/** Gives up what was not drawn yet. */
export function forget(element: Element): void {
	waiting.delete(element);
	sight.unobserve(element);
}

/** Loads Mermaid with the first. @throws what it throws. */
export async function draw(source: string): Promise<Drawing> {
	const { draw: drawWithMermaid } = await import('./draw');
	return drawWithMermaid(source);
}

function whenIdle(): Promise<void> {
	return new Promise(resolve => requestIdleCallback(() => resolve(), { timeout: 500 }));
}

let watched = false;

/** VS Code puts a theme on the page as variables of the root and an attribute of the body. */
function watchTheme(): void {
	if (watched) return;
	watched = true;
	const observer = new MutationObserver(() => {
		for (const element of document.querySelectorAll('.code-block')) waiting.get(element)?.drawAgain();
	});
	observer.observe(document.documentElement, { attributeFilter: ['style'] });
	observer.observe(document.body, { attributeFilter: ['class', 'data-vscode-theme-id'] });
}
