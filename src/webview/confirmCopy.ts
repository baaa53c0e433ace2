// A copy button says for a moment that it did.
import type { IconName } from './icons';

/** In milliseconds: long enough to be seen, short enough not to be taken for the button's own picture. */
const confirmationMs = 1500;

const own: IconName = 'copy';
const tick: IconName = 'check';

/** Turns the picture of a copy button into a tick for a moment. */
export function confirmCopy(button: HTMLElement): void {
	button.dataset['icon'] = tick;
	setTimeout(() => (button.dataset['icon'] = own), confirmationMs);
}
