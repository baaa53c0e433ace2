// A copy button says for a moment that it did.
import { iconText } from './icons';

/** In milliseconds: long enough to be seen, short enough not to be taken for the button's own picture. */
const confirmationMs = 1500;

/** Turns the picture of a copy button into a tick for a moment. */
export function confirmCopy(button: Element): void {
	const picture = button.querySelector('svg');
	if (picture === null) return;
	const tick = picture.cloneNode(true) as SVGElement;
	const template = document.createElement('template');
	template.innerHTML = iconText('check');
	tick.replaceChildren(...(template.content.querySelector('svg')?.childNodes ?? []));
	picture.replaceWith(tick);
	setTimeout(() => tick.replaceWith(picture), confirmationMs);
}
