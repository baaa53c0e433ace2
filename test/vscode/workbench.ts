// One window of the real VS Code with its page objects.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { ChatView } from './chatView';
import { Editor } from './editor';
import { defaultTimeoutMs, eventually } from './eventually';
import { QuickInput, soon } from './quickInput';

/** A window shows what is in it by then. */
const opened = { timeout: 10_000 };

export class Workbench {
	readonly page: Page;
	readonly quickInput: QuickInput;
	readonly editor: Editor;

	constructor(page: Page, workspace: string) {
		this.page = page;
		this.quickInput = new QuickInput(page);
		this.editor = new Editor(page, this.quickInput, workspace);
		// Leaving a page with unsaved text asks; a reload in a test means it.
		page.on('dialog', dialog => void dialog.accept().catch(() => undefined));
	}

	/** Opens the address and waits until the workspace is shown. */
	async open(url: string): Promise<void> {
		await this.page.goto(url);
		await this.ready();
	}

	/** Reloads the window: the extension host starts anew, storage stays. */
	async reload(): Promise<void> {
		await this.page.reload();
		await this.ready();
	}

	/** Reloads the window as a person does it: VS Code saves what is open and where, before it goes. */
	async reloadSaved(): Promise<void> {
		await Promise.all([
			this.page.waitForEvent('domcontentloaded'),
			this.runCommand('Developer: Reload Window').catch(() => undefined),
		]);
		await this.ready();
	}

	/** Waits until the window can be used. */
	async ready(): Promise<void> {
		await this.page.locator('.monaco-workbench .part.statusbar').waitFor();
		const content = this.page
			.locator('.explorer-folders-view .monaco-list-row, .editor-instance .monaco-editor')
			.first();
		const noFolders = this.page.getByText('You have not yet added a folder to the workspace.');
		await eventually('the content of the window', async () => {
			try {
				await content.waitFor(opened);
			} catch (error) {
				// Now and then VS Code opens a window of several folders with none of them, and stays so until it is loaded again.
				if (await noFolders.isVisible()) await this.page.reload();
				throw error;
			}
			return true;
		});
	}

	/**
	 * Runs a command by its full title, category included, through the command palette, as a person does. Waits for commands of extensions that are
	 * still being scanned.
	 */
	async runCommand(title: string, timeoutMs = defaultTimeoutMs): Promise<void> {
		await eventually(
			`the command "${title}" in the palette`,
			async () => {
				await this.quickInput.openPalette(`>${title}`);
				try {
					await this.quickInput.pick(title, soon.timeout);
				} catch (error) {
					// The list holds what was known when it was opened, so it is opened again; it may also have lost the focus and be gone.
					await this.quickInput.cancel();
					throw error;
				}
				return true;
			},
			timeoutMs,
		);
		// Whatever the command asks takes the place of the palette.
		await eventually('the palette to give way', () => this.quickInput.hasLeftPalette());
	}

	/** Whether the palette offers a command here and now. */
	async offersCommand(title: string): Promise<boolean> {
		await this.quickInput.openPalette(`>${title}`);
		await this.quickInput.rows.first().waitFor();
		const offered = await this.quickInput.has(title);
		await this.quickInput.cancel();
		return offered;
	}

	/** A notification that holds `text`; its buttons are inside. */
	notification(text: string | RegExp): Locator {
		return this.page.locator('.notifications-toasts .notification-list-item', { hasText: text });
	}

	/** The notifications in sight. */
	async notifications(): Promise<string[]> {
		return this.page.locator('.notifications-toasts .notification-list-item-message').allInnerTexts();
	}

	/** A modal dialogue of the workbench. */
	get dialog(): Locator {
		return this.page.locator('.monaco-dialog-box');
	}

	/** The chat page: of all webviews, the one that holds the conversation. Ask again after a reload. */
	async chat(timeoutMs = defaultTimeoutMs): Promise<ChatView> {
		return eventually(
			'the chat page',
			async () => {
				for (const webview of await this.page.locator('iframe.webview').all()) {
					const name = await webview.getAttribute('name');
					const view = new ChatView(
						this.page.frameLocator(`iframe.webview[name="${name}"]`).frameLocator('#active-frame'),
					);
					if (name !== null && (await view.conversation.count()) > 0) {
						return view;
					}
				}
				return undefined;
			},
			timeoutMs,
		);
	}

	/** Switches the colour theme, for example "Light Modern" or "Dark Modern". */
	async setTheme(name: string): Promise<void> {
		await this.runCommand('Preferences: Color Theme');
		await this.quickInput.input.waitFor();
		await this.quickInput.input.fill(name);
		await this.quickInput.pick(name);
		await this.quickInput.widget.waitFor({ state: 'hidden' });
	}

	/** Leaves a picture at `file`. */
	async screenshot(file: string): Promise<void> {
		await mkdir(path.dirname(file), { recursive: true });
		await this.page.screenshot({ path: file });
	}
}
