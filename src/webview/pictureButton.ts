// A button that is a picture, for parts of the page that are made without a template.
import { iconText, type IconName } from './icons';

const undrawn = new WeakMap<Element, IconName>();

/** A button with a name, which has no picture until `drawPictures` gives it one. */
export function pictureButton(icon: IconName, label: string): HTMLButtonElement {
	const button = document.createElement('button');
	button.type = 'button';
	button.className = 'icon-button';
	button.title = label;
	button.setAttribute('aria-label', label);
	undrawn.set(button, icon);
	return button;
}

/** Draws what has no picture yet among the buttons in `parent`. */
export function drawPictures(parent: Element): void {
	for (const button of parent.querySelectorAll('button')) {
		const icon = undrawn.get(button);
		if (icon === undefined) continue;
		undrawn.delete(button);
		// Safe: a picture of our own.
		button.innerHTML = `<span class="icon" aria-hidden="true">${iconText(icon)}</span>`;
	}
}
