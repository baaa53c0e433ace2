// Runs a test module inside the extension host of the real VS Code: the module exports `run(): Promise<void>`, and what it prints comes here.
import { format } from 'node:util';
import type { Page } from 'playwright-core';
import { launchBrowser, newPage } from './browser';
import { ensureVSCode } from './install';
import { startServer } from './server';
import { temporaryFolder } from './temp';
import { testsBegin } from './testsBegin';

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
	/** What the server and the extension host printed, for a failed run; also why a test module could not be loaded. */
	readonly log: string;
}

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
		const exit = testExit(page, options);
		const local = (file: string) => `vscode-remote://${server.authority}${file}`;
		await page.goto(
			server.url(options.workspace, [
				['extensionDevelopmentPath', local(options.extension)],
				['extensionTestsPath', local(options.testsModule)],
			]),
		);
		const code = await Promise.race([exit, server.ended.then(() => 1)]);
		return { code, log: server.log() };
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
		let begun = false;
		const show = (_type: string, [first, ...rest]: readonly unknown[]) => {
			if (first === testsBegin) {
				begun = true;
			} else if (begun && isOutput(first)) {
				print(format(first, ...rest));
			}
		};
		page.exposeFunction('codeAutomationLog', show).catch(reject);
	});
}

/** The workbench's own messages come the same way: styled, or marked by the part that says them. */
function isOutput(text: unknown): boolean {
	return typeof text === 'string' && !/^(%c|\[AgentHost\])/.test(text);
}
