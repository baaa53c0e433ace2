// The text editor as its user sees it. Lines and columns are 1-based.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { eventually } from './eventually';
import type { QuickInput } from './quickInput';

export class Editor {
	readonly #page: Page;
	readonly #quickInput: QuickInput;
	readonly #workspace: string;

	constructor(page: Page, quickInput: QuickInput, workspace: string) {
		this.#page = page;
		this.#quickInput = quickInput;
		this.#workspace = workspace;
	}

	/** The active text editor. */
	get surface(): Locator {
		return this.#page.locator('.editor-group-container.active .editor-instance .monaco-editor').first();
	}

	/** The tab of the active editor; its class holds `dirty` while the text is not saved. */
	get tab(): Locator {
		return this.#page.locator('.editor-group-container.active .tab.active');
	}

	/** Ghost text in sight. */
	get ghostText(): Locator {
		return this.surface.locator('[class*="ghost-text"]');
	}

	/** Opens a file by its path in the workspace and focuses it. */
	async open(file: string): Promise<void> {
		const name = path.basename(file);
		await eventually(`${file} in quick open`, async () => {
			// A busy window may take a key for the palette late, and open it anew.
			if (!(await this.#quickInput.holds(file))) await this.#quickInput.openPalette(file);
			return (await this.#quickInput.has(name)) && !(await this.#isSearching());
		});
		await this.#quickInput.pick(name);
		await this.#page.locator(`.editor-group-container.active .tab.active[data-resource-name="${name}"]`).waitFor();
		// The tab comes before the text, which takes the place of the one before.
		await this.surface.and(this.#page.locator(`[data-uri$="/${file}"]`)).waitFor();
		await this.focus();
	}

	/** Puts the keyboard focus into the text without moving the cursor. */
	async focus(): Promise<void> {
		await this.surface.locator('.native-edit-context, textarea.inputarea').first().focus();
	}

	async goTo(line: number, column = 1): Promise<void> {
		await this.#quickInput.openPalette(`:${line}:${column}`);
		await this.#quickInput.accept();
		await this.#status(`Ln ${line}, Col ${column}`);
		await this.focus();
	}

	/** Selects whole lines, both ends included, without the last line's end. */
	async selectLines(first: number, last: number): Promise<void> {
		await this.goTo(first);
		for (let line = first; line < last; line++) {
			await this.#page.keyboard.press('Shift+ArrowDown');
		}
		await this.#page.keyboard.press('Shift+End');
		await this.#status(/selected\)/);
	}

	/** Types as a person does, key by key. */
	async type(text: string): Promise<void> {
		await this.focus();
		await this.#page.keyboard.type(text);
	}

	async undo(): Promise<void> {
		await this.focus();
		await this.#page.keyboard.press('Control+z');
	}

	/** Saves the active file and reads it from the disk: the whole text, with its line ends, as no picture of an editor can give it. */
	async savedText(file: string): Promise<string> {
		await this.focus();
		// The mark of an unsaved file is drawn with the next frame.
		await this.#page.evaluate(
			() => new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve))),
		);
		const isDirty = async () => ((await this.tab.getAttribute('class')) ?? '').split(' ').includes('dirty');
		// Saving an unchanged file writes it all the same, and a reader may find it empty meanwhile.
		if (await isDirty()) {
			await this.#page.keyboard.press('Control+s');
			await eventually(`${file} to be saved`, async () => !(await isDirty()));
		}
		return readFile(path.join(this.#workspace, file), 'utf8');
	}

	/** The lines in sight, for documents that are not on the disk. */
	async visibleText(): Promise<string> {
		const lines = await this.surface.locator('.view-lines .view-line').evaluateAll(found =>
			found
				.map(line => ({ top: parseFloat((line as HTMLElement).style.top), text: line.textContent }))
				.sort((a, b) => a.top - b.top)
				.map(({ text }) => text),
		);
		return lines.join('\n').replaceAll('\u00a0', ' ');
	}

	/** Waits until the status bar says where the cursor is. */
	async #status(text: string | RegExp): Promise<void> {
		await this.#page.locator('[id="status.editor.selection"]', { hasText: text }).waitFor();
	}

	async #isSearching(): Promise<boolean> {
		return this.#quickInput.widget.locator('.quick-input-progress.active').isVisible();
	}
}
