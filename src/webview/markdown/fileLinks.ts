// Files of the workspace that finished answers name in inline code become links once the host has seen that they are there. Answers are looked
// through when they come into sight and the page has nothing else to do.
import { fill } from '../../shared/strings';
import { maxPlaces, readFilePlace } from '../../shared/filePlace';
import { HostAction } from '../hostAction';
import { strings } from '../strings';

/** Code that waits for the host, by what it says. */
const asked = new Map<string, Set<Element>>();

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
export function showFound(places: readonly string[]): void {
	for (const place of places) {
		for (const code of asked.get(place) ?? []) if (code.isConnected) link(code, place);
	}
	asked.clear();
}

function ask(answer: Element): void {
	// Not all of it is there yet.
	if (answer.hasAttribute('data-pending')) return void requestIdleCallback(() => ask(answer));
	const places = new Set<string>();
	for (const code of answer.querySelectorAll('code')) {
		const text = code.textContent;
		if (code.closest('pre, a, button') !== null || readFilePlace(text) === undefined) continue;
		if (!places.has(text) && places.size >= maxPlaces) break;
		places.add(text);
		asked.set(text, (asked.get(text) ?? new Set()).add(code));
	}
	if (places.size > 0) answer.dispatchEvent(new HostAction({ type: 'findFiles', places: [...places] }));
}

/** A button in the role of a link: the address is for the host alone, and the page has no target that could be followed. */
function link(code: Element, place: string): void {
	if (code.closest('button') !== null) return;
	const { path = place, line } = readFilePlace(place) ?? {};
	const button = document.createElement('button');
	button.type = 'button';
	button.className = 'file-link';
	button.setAttribute('role', 'link');
	button.title = line === undefined ? fill(strings.openFile, path) : fill(strings.openFileAt, path, String(line));
	button.addEventListener('click', () => button.dispatchEvent(new HostAction({ type: 'openFile', place })));
	code.replaceWith(button);
	button.append(code);
}
