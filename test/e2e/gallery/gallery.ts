// The chat page in a real browser without VS Code: a test plays the host, and sees what the page says and what it asks the network for.
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import type { FromPage, ToPage } from '../../../src/shared/protocol';
import { launchBrowser } from '../../vscode/browser';
import { root } from '../../vscode/paths.js';
import { startGalleryServer, type GalleryServer } from './server';
import type { ThemeFile } from './themes';

/** About the width that VS Code gives its second side bar. */
const defaultSize = { width: 400, height: 760 };

export interface PageOptions {
	readonly theme?: ThemeFile;
	readonly width?: number;
	readonly height?: number;
	/** Lifts the content security policy, to prove that the page is safe without it. */
	readonly withoutPolicy?: boolean;
	/** Frames follow one another at once, for tests that draw thousands of them. */
	readonly instantFrames?: boolean;
	/** What the page kept when it was last shown. */
	readonly kept?: unknown;
	readonly reducedMotion?: boolean;
}

/** What the page runs in place of VS Code's API. */
interface FakeHost {
	readonly posted: FromPage[];
	readonly violations: string[];
	kept: unknown;
}

declare global {
	// The page's own window, seen from functions that run there.
	interface Window {
		gallery: FakeHost;
	}
}

export class Gallery {
	readonly #browser: Browser;
	readonly #server: GalleryServer;

	constructor(browser: Browser, server: GalleryServer) {
		this.#browser = browser;
		this.#server = server;
	}

	static async open(): Promise<Gallery> {
		if (!existsSync(path.join(root, 'dist/page/chat.js'))) throw new Error('Build first: npm run build');
		return new Gallery(await launchBrowser(), await startGalleryServer());
	}

	/** A fresh page that has said `ready`. */
	async page(options: PageOptions = {}): Promise<GalleryPage> {
		const { theme = 'dark', width = defaultSize.width, height = defaultSize.height } = options;
		const { withoutPolicy = false, reducedMotion = false } = options;
		const context = await this.#browser.newContext({
			viewport: { width, height },
			bypassCSP: withoutPolicy,
			reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
			colorScheme: theme.endsWith('light') ? 'light' : 'dark',
		});
		const page = await context.newPage();
		// The loader of the tests names functions with a helper that the page does not have.
		await page.addInitScript('globalThis.__name = value => value');
		await page.addInitScript(fakeHost, { kept: options.kept, instantFrames: options.instantFrames ?? false });
		const gallery = new GalleryPage(page);
		await page.goto(`${this.#server.url}/?theme=${theme}`);
		await page.waitForFunction(() => window.gallery.posted.some(message => message.type === 'ready'));
		return gallery;
	}

	/** Opens a page, runs `use` on it, and closes it whatever happens. What the page throws is thrown here. */
	async with(options: PageOptions, use: (page: GalleryPage) => Promise<void>): Promise<void> {
		const page = await this.page(options);
		try {
			await use(page);
			if (page.errors.length > 0) throw new Error(`The page threw: ${page.errors.join('; ')}`);
		} finally {
			await page.close();
		}
	}

	async close(): Promise<void> {
		await this.#browser.close();
		await this.#server.close();
	}
}

export class GalleryPage {
	readonly page: Page;
	/** Every address that the page asked for. */
	readonly requests: string[] = [];
	/** What the page threw. */
	readonly errors: string[] = [];

	constructor(page: Page) {
		this.page = page;
		page.on('request', request => this.requests.push(request.url()));
		page.on('pageerror', error => this.errors.push(error.message));
	}

	/** Says something to the page as the host would. */
	async say(...messages: readonly ToPage[]): Promise<void> {
		await this.page.evaluate(said => {
			for (const data of said) window.dispatchEvent(new MessageEvent('message', { data }));
		}, messages);
		await this.drawn();
	}

	/** Waits until everything that was said is on the page. */
	async drawn(): Promise<void> {
		await this.page.evaluate(async () => {
			for (let round = 0; round < 3; round++) await new Promise(resolve => requestAnimationFrame(resolve));
			while (document.querySelector('[data-pending]')) await new Promise(resolve => setTimeout(resolve));
		});
	}

	/** An empty chat with an empty message box, as on a fresh page. */
	async reset({ width = defaultSize.width, height = defaultSize.height } = {}): Promise<void> {
		await this.page.keyboard.press('Escape');
		await this.page.mouse.move(0, 0);
		await this.page.setViewportSize({ width, height });
		await this.say({ type: 'showChat' });
		await this.messageBox.fill('');
		await this.say({
			type: 'state',
			conversation: { id: '', turns: [] },
			attachments: [],
			model: { id: '', name: '' },
			keyState: 'stored',
		});
	}

	async posted(): Promise<readonly FromPage[]> {
		return this.page.evaluate(() => window.gallery.posted);
	}

	async kept(): Promise<unknown> {
		return this.page.evaluate(() => window.gallery.kept);
	}

	/** What the policy had to stop. */
	async violations(): Promise<readonly string[]> {
		return this.page.evaluate(() => window.gallery.violations);
	}

	button(name: string): Locator {
		return this.page.getByRole('button', { name, exact: true });
	}

	get messageBox(): Locator {
		return this.page.getByRole('textbox', { name: 'Message' });
	}

	get transcript(): Locator {
		return this.page.getByRole('log', { name: 'Conversation' });
	}

	async close(): Promise<void> {
		await this.page.context().close();
	}
}

/** Runs in the page before anything else. */
function fakeHost({ kept, instantFrames }: { kept: unknown; instantFrames: boolean }): void {
	const gallery: FakeHost = { posted: [], violations: [], kept };
	window.gallery = gallery;
	document.addEventListener('securitypolicyviolation', event =>
		gallery.violations.push(`${event.violatedDirective}: ${event.blockedURI}`),
	);
	const api = {
		postMessage: (message: FromPage) => void gallery.posted.push(message),
		getState: () => gallery.kept,
		setState: (state: unknown) => (gallery.kept = state),
	};
	Object.assign(window, { acquireVsCodeApi: () => api });
	if (instantFrames) {
		window.requestAnimationFrame = callback => {
			queueMicrotask(() => callback(performance.now()));
			return 0;
		};
	}
}
