// A button that is a picture, for parts of the page that are made without a template.
import { iconText, type IconName } from './icons';

const undrawn = new WeakMap<Element, IconName>();

/** A button with a name, which has no picture until `drawPictures` gives it one. */
export function pictureButton(icon: IconName, label: string): HTMLButtonElement {
	const button = document.createElement('button');
	button.type = 'button';
	button.className = 'icon-button';
	name(button, label);
	undrawn.set(button, icon);
	return button;
}

/** Draws what has no picture yet among the buttons in `parent`. */
export function drawPictures(parent: Element): void {
	for (const button of parent.querySelectorAll('button')) {
		const icon = undrawn.get(button);
		if (icon !== undefined) draw(button, icon);
	}
}

/** Gives a button another picture and name. */
export function showPicture(button: HTMLButtonElement, icon: IconName, label: string): void {
	name(button, label);
	draw(button, icon);
}

function name(button: HTMLButtonElement, label: string): void {
	button.title = label;
	button.setAttribute('aria-label', label);
}

function draw(button: HTMLButtonElement, icon: IconName): void {
	undrawn.delete(button);
	// Safe: a picture of our own.
	button.innerHTML = `<span class="icon" aria-hidden="true">${iconText(icon)}</span>`;
}
