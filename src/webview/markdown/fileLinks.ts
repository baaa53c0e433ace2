// Files of the workspace that finished answers name become links once the host has seen that they are there. Answers are looked through when
// they come into sight and the page has nothing else to do.
import { fill } from '../../shared/strings';
import { maxPlaces, readFilePlace } from '../../shared/filePlace';
import { HostAction } from '../hostAction';
import { strings } from '../strings';

/** What of an answer waits for the host. */
interface Asked {
	/** Inline code, by the place that it names. */
	readonly code: Map<string, Set<Element>>;
	/** Text that names some. */
	readonly texts: Set<Text>;
}

/** By the request to the host: several answers come into sight at once. */
const asked = new Map<string, Asked>();

/** What may be a place among words. */
const candidates = /[^\s"'“”‘’«»<>(),;|]+/g;

const sight = new IntersectionObserver(entries => {
	for (const { target, isIntersecting } of entries) {
		if (!isIntersecting) continue;
		sight.unobserve(target);
		requestIdleCallback(() => ask(target));
	}
});

/** Looks through an answer that has ended, filled or still being filled. */
export function linkFiles(answer: Element): void {
	sight.unobserve(answer);
	sight.observe(answer);
}

/** Makes links of what the host found. */
export function showFound(requestId: string, places: readonly string[]): void {
	const waiting = asked.get(requestId);
	asked.delete(requestId);
	for (const place of places) {
		for (const code of waiting?.code.get(place) ?? []) if (isFree(code)) link(code, place);
	}
	const found = new Set(places);
	for (const text of waiting?.texts ?? []) if (isFree(text)) linkIn(text, found);
}

/** Whether it is still on the page, and no link yet. */
function isFree(node: Element | Text): boolean {
	return node.isConnected && node.parentElement?.closest('button') == null;
}

function ask(answer: Element): void {
	// Not all of it is there yet.
	if (answer.hasAttribute('data-pending')) return void requestIdleCallback(() => ask(answer));
	const places = new Set<string>();
	const waiting: Asked = { code: new Map(), texts: new Set() };
	const walker = document.createTreeWalker(answer, NodeFilter.SHOW_TEXT);
	for (let text = walker.nextNode(); text !== null; text = walker.nextNode()) {
		if (!(text instanceof Text) || text.parentElement?.closest('pre, a, button, [data-formula]') != null) continue;
		const code = text.parentElement?.closest('code') ?? undefined;
		for (const place of code ? placesIn([code.textContent]) : placesAmong(text.data)) {
			if (!places.has(place) && places.size >= maxPlaces) break;
			places.add(place);
			if (code) waiting.code.set(place, (waiting.code.get(place) ?? new Set()).add(code));
			else waiting.texts.add(text);
		}
	}
	if (places.size === 0) return;
	const requestId = crypto.randomUUID();
	asked.set(requestId, waiting);
	answer.dispatchEvent(new HostAction({ type: 'findFiles', requestId, places: [...places] }));
}

/** Among words only what has a folder or a line: `README.md` is also the name of a thing. */
function placesAmong(text: string): string[] {
	return placesIn(Array.from(mentions(text), ({ word }) => word).filter(word => /[/\\:#]/.test(word)));
}

function placesIn(texts: readonly string[]): string[] {
	return texts.filter(text => readFilePlace(text) !== undefined);
}

/** Words that may be places, without the marks that end a sentence. */
function mentions(text: string): { readonly word: string; readonly index: number }[] {
	return Array.from(text.matchAll(candidates), ({ 0: word, index }) => ({
		word: word.replace(/[.:!?…]+$/, ''),
		index,
	}));
}

/** From the last one on, so that the text keeps those that are still to come. */
function linkIn(text: Text, places: ReadonlySet<string>): void {
	for (const { word, index } of mentions(text.data).reverse()) {
		if (!places.has(word)) continue;
		const words = text.splitText(index);
		words.splitText(word.length);
		link(words, word);
	}
}

/** A button in the role of a link: the address is for the host alone, and the page has no target that could be followed. */
function link(words: Element | Text, place: string): void {
	const { path = place, line } = readFilePlace(place) ?? {};
	const button = document.createElement('button');
	button.type = 'button';
	button.className = 'file-link';
	button.setAttribute('role', 'link');
	button.title = line === undefined ? fill(strings.openFile, path) : fill(strings.openFileAt, path, String(line));
	button.addEventListener('click', () => button.dispatchEvent(new HostAction({ type: 'openFile', place })));
	words.replaceWith(button);
	button.append(words);
}
