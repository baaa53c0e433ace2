// Runs a test module inside the extension host of the real VS Code: the module exports `run(): Promise<void>`, and what it prints comes here.
import type { Page } from 'playwright-core';
import { launchBrowser, newPage } from './browser';
import { ensureVSCode } from './install';
import { startServer } from './server';
import { temporaryFolder } from './temp';
import { outputMark } from './testOutput';

export interface ExtensionTestsOptions {
	/** The folder of the extension under development. */
	readonly extension: string;
	/** A CommonJS file. */
	readonly testsModule: string;
	/** The folder that is opened. */
	readonly workspace: string;
	readonly timeoutMs: number;
	readonly env?: Readonly<Record<string, string | undefined>>;
	readonly settings?: Readonly<Record<string, unknown>>;
	/** Holds installed extensions; default none. */
	readonly extensionsDir?: string;
	readonly print?: (text: string) => void;
}

export interface ExtensionTestsOutcome {
	/** 0 when `run()` resolved. */
	readonly code: number;
	/** What the server and the console of the window printed, for a failed run; also why a test module could not be loaded. */
	readonly log: string;
}

/** The last part of the window's console that a failed run shows. */
const KEPT_CONSOLE_LINES = 100;

/** Starts VS Code for one test module and stops it again. */
export async function runExtensionTests(options: ExtensionTestsOptions): Promise<ExtensionTestsOutcome> {
	const server = await startServer({
		installation: await ensureVSCode(),
		dataDir: temporaryFolder('data'),
		extensionsDir: options.extensionsDir ?? temporaryFolder('extensions'),
		env: options.env ?? {},
		settings: options.settings ?? {},
		hostsTests: true,
	});
	const browser = await launchBrowser();
	try {
		const page = await newPage(browser);
		const windowLog: string[] = [];
		page.on('console', message => windowLog.push(message.text()));
		const exit = testExit(page, options);
		// Awaited below; should opening the page fail first, that is the error to report.
		exit.catch(() => undefined);
		const local = (file: string) => `vscode-remote://${server.authority}${file}`;
		await page.goto(
			server.url(options.workspace, [
				['extensionDevelopmentPath', local(options.extension)],
				['extensionTestsPath', local(options.testsModule)],
			]),
		);
		const code = await Promise.race([exit, server.ended.then(() => 1)]);
		return { code, log: `${server.log()}\n${windowLog.slice(-KEPT_CONSOLE_LINES).join('\n')}` };
	} finally {
		await browser.close();
		await server.stop();
	}
}

/** The workbench tells the end of the tests, and what they print, through two functions that it expects on the page. */
async function testExit(
	page: Page,
	{ timeoutMs, print = text => process.stdout.write(`${text}\n`) }: ExtensionTestsOptions,
): Promise<number> {
	return new Promise<number>((resolve, reject) => {
		const timer = setTimeout(
			() => reject(new Error(`The tests in the extension host did not end within ${timeoutMs} ms`)),
			timeoutMs,
		);
		const exit = (code: number) => {
			clearTimeout(timer);
			resolve(code);
		};
		page.once('crash', () => exit(1));
		page.exposeFunction('codeAutomationExit', exit).catch(reject);
		const show = (_type: string, [first]: readonly unknown[]) => {
			if (typeof first === 'string' && first.startsWith(outputMark)) {
				print(first.slice(outputMark.length));
			}
		};
		page.exposeFunction('codeAutomationLog', show).catch(reject);
	});
}
