// The one widget behind the command palette, quick open, pickers and input boxes.
import type { Locator, Page } from 'playwright-core';
import { defaultTimeoutMs, eventually } from './eventually';

/** For one attempt of many. */
export const soon = { timeout: 2_000 };

/** A row moves while the list is filtered, and is clicked when it has come to rest: on a busy machine that takes its time. */
const atRest = { timeout: 10_000 };

export class QuickInput {
	readonly #page: Page;

	constructor(page: Page) {
		this.#page = page;
	}

	get widget(): Locator {
		return this.#page.locator('.quick-input-widget:visible');
	}

	/** The text field; `getAttribute('type')` tells a masked one. */
	get input(): Locator {
		return this.widget.locator('.quick-input-box input');
	}

	/** The rows of a list. */
	get rows(): Locator {
		return this.widget.locator('.quick-input-list .monaco-list-row');
	}

	/** The sentence under an input box: its prompt, or why the value is refused. */
	get message(): Locator {
		return this.widget.locator('.quick-input-message');
	}

	/** The labels of the rows in sight, without descriptions. */
	async labels(): Promise<string[]> {
		return this.rows.locator('.label-name').allInnerTexts();
	}

	/** Opens the palette (`>` before a command, `:` before a line, nothing before a file) and filters it. Focus returns to where it was. */
	async openPalette(filter: string): Promise<void> {
		await eventually('the command palette', async () => {
			await this.#page.keyboard.press('F1');
			// One that an attempt before has left open keeps what was typed.
			await eventually(
				'its prefix',
				async () => (await this.input.inputValue(soon)).startsWith('>'),
				soon.timeout,
			);
			// A palette that is just closing looks the same, but cannot be written into.
			await this.input.fill(filter, soon);
			return (await this.input.inputValue(soon)) === filter;
		});
	}

	/** Whether the widget is there with this in its field. */
	async holds(text: string): Promise<boolean> {
		return (await this.input.count()) > 0 && (await this.input.inputValue(soon)) === text;
	}

	/** Types into an input box and confirms. */
	async answer(text: string): Promise<void> {
		await this.input.waitFor();
		await this.input.fill(text);
		await this.accept();
	}

	/** Answers the web workbench's dialogue for opening or saving a file, which proposes a path and takes no answer while it looks one up. */
	async answerFileDialog(file: string): Promise<void> {
		await eventually('the proposed path', async () => (await this.input.inputValue(soon)).startsWith('/'));
		await eventually('the file to be taken', async () => {
			if ((await this.widget.count()) === 0) return true;
			if ((await this.input.inputValue(soon)) !== file) {
				// A late look-up puts the proposed path back.
				await this.input.fill(file, soon);
				return false;
			}
			// Pressing Enter elsewhere would write into the file that has just been opened.
			if (await this.input.evaluate(input => input === document.activeElement, undefined, soon))
				await this.accept();
			return (await this.widget.count()) === 0;
		});
	}

	/** Chooses the row with exactly this label, as soon as it is there. */
	async pick(label: string, timeoutMs = defaultTimeoutMs): Promise<void> {
		const row = await eventually(`the item "${label}" in the list`, () => this.#row(label), timeoutMs);
		await row.click(atRest);
	}

	/** Whether the widget is gone or shows something other than the list of commands. */
	async hasLeftPalette(): Promise<boolean> {
		return (await this.input.count()) === 0 || !(await this.input.inputValue(soon)).startsWith('>');
	}

	async accept(): Promise<void> {
		await this.#page.keyboard.press('Enter');
	}

	async cancel(): Promise<void> {
		await this.#page.keyboard.press('Escape');
		await this.widget.waitFor({ state: 'hidden', ...soon });
	}

	/** A row by its label, if it is there now. */
	async #row(label: string): Promise<Locator | undefined> {
		const index = (await this.labels()).findIndex(text => oneLine(text) === label);
		return index < 0 ? undefined : this.rows.nth(index);
	}

	/** Whether a row is there now. */
	async has(label: string): Promise<boolean> {
		return (await this.#row(label)) !== undefined;
	}
}

/** Labels are laid out with non-breaking spaces. */
function oneLine(text: string): string {
	return text.replace(/\s+/g, ' ').trim();
}
