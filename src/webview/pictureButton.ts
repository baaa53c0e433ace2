// A button that is a picture, for parts of the page that are made without a template.
import type { IconName } from './icons';

/** A button of this picture and name. */
export function pictureButton(icon: IconName, label: string): HTMLButtonElement {
	const button = document.createElement('button');
	button.type = 'button';
	button.className = 'icon-button';
	showPicture(button, icon, label);
	return button;
}

/** Gives a button another picture and name. */
export function showPicture(button: HTMLButtonElement, icon: IconName, label: string): void {
	button.title = label;
	button.setAttribute('aria-label', label);
	button.dataset['icon'] = icon;
}
