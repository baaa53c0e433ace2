// Opens the web workbench in a real browser with a fresh profile.
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { ensureBrowser } from './installBrowser';

/** The size of the pictures. */
export const viewport = { width: 1280, height: 800 };

const flags = [
	// The sandbox needs kernel features that containers and root do not have.
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	// Grey edges of letters: alike on every display, and pictures of half the size.
	'--disable-lcd-text',
];

/** One browser for many pages: each page has a context, and so a profile, of its own. */
export async function launchBrowser(): Promise<Browser> {
	return chromium.launch({ executablePath: await ensureBrowser(), args: flags });
}

/** A page with a fresh profile; close its context when done. */
export async function newPage(browser: Browser): Promise<Page> {
	const context = await browser.newContext({ viewport, permissions: ['clipboard-read', 'clipboard-write'] });
	await survivingSecrets(context);
	return context.newPage();
}

async function survivingSecrets(context: BrowserContext): Promise<void> {
	// The workbench encrypts secrets with a key half of which the server would hold in a cookie-bound store. Answering the
	// request with the same 32 bytes each time lets them survive a reload.
	await context.route('**/mint-key', route => route.fulfill({ body: Buffer.alloc(32, 7) }));
}
