// A whole VS Code for one purpose: server, browser window, a fresh copy of a workspace, and an end for all of them.
import { cp, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { launchBrowser, newPage } from './browser';
import { ensureVSCode } from './install';
import { artifactsDir, vsixPath, workspaceFixture } from './paths.js';
import { installExtension, startServer, type VSCodeServer } from './server';
import { temporaryFolder } from './temp';
import { Workbench } from './workbench';

export interface SessionOptions {
	/** User settings, on top of quiet ones. */
	readonly settings?: Readonly<Record<string, unknown>>;
	/** The folder that is copied and opened; default the sample workspace. */
	readonly workspace?: string;
	/** Added to the environment of the extension host; `OM_API_KEY` is there only when given. */
	readonly env?: Readonly<Record<string, string | undefined>>;
	/** The packaged extensions to install; default ours. */
	readonly vsix?: readonly string[];
	readonly trustWorkspace?: boolean;
	/** Puts files there before VS Code starts. `user` holds the user's own files, and in `globalStorage` a folder for each extension, by its id. */
	readonly prepare?: (folders: { readonly workspace: string; readonly user: string }) => Promise<void>;
}

/** A running VS Code and its window. */
export interface Session extends Workbench {
	/** The fresh copy that is opened. */
	readonly workspace: string;
	/** Holds settings, extension storage and logs: whatever the extension leaves on the disk is in here or in the workspace. */
	readonly dataDir: string;
	/** Another window on the same storage, which closes with this one. @param target default the same folder */
	openWindow(target?: string): Promise<Workbench>;
	/** What the server and the extension host printed. */
	serverLog(): string;
	/** What the window printed on its console. */
	consoleLog(): string;
	/** Leaves a picture and the logs in out/artifacts and prints where. */
	keepArtifacts(name: string): Promise<void>;
	close(): Promise<void>;
}

/** The last part of the window's console that is kept for a failed test. */
const KEPT_CONSOLE_LINES = 2_000;

/** The browser that all sessions of this process share; each has a profile of its own. */
let browser: Promise<Browser> | undefined;

/** An installation of the extensions that all sessions with the same ones share: VS Code reads it only. */
const installed = new Map<string, Promise<string>>();

class RunningSession extends Workbench implements Session {
	readonly workspace: string;
	readonly dataDir: string;
	readonly #server: VSCodeServer;
	readonly #console: string[] = [];

	constructor(page: Workbench['page'], folders: { workspace: string; dataDir: string }, server: VSCodeServer) {
		super(page, folders.workspace);
		this.workspace = folders.workspace;
		this.dataDir = folders.dataDir;
		this.#server = server;
		page.on('console', message => this.#keep(message.text()));
	}

	async openWindow(target = this.workspace): Promise<Workbench> {
		const window = new Workbench(await this.page.context().newPage(), this.workspace);
		window.page.on('console', message => this.#keep(message.text()));
		try {
			await window.open(this.#server.url(target));
		} catch (error) {
			await window.screenshot(path.join(artifactsDir, 'window.png')).catch(() => undefined);
			throw error;
		}
		return window;
	}

	serverLog(): string {
		return this.#server.log();
	}

	consoleLog(): string {
		return this.#console.join('\n');
	}

	async keepArtifacts(name: string): Promise<void> {
		const base = path.join(artifactsDir, name.replace(/[^\w-]+/g, '-').slice(0, 100));
		await mkdir(artifactsDir, { recursive: true });
		await writeFile(`${base}.server.log`, this.serverLog());
		await writeFile(`${base}.console.log`, this.consoleLog());
		await this.screenshot(`${base}.png`).catch(() => undefined);
		console.error(`Picture and logs: ${base}.{png,server.log,console.log}`);
	}

	async close(): Promise<void> {
		await this.page.context().close();
		await this.#server.stop();
	}

	#keep(text: string): void {
		this.#console.push(text);
		this.#console.splice(0, this.#console.length - KEPT_CONSOLE_LINES);
	}
}

/** Starts VS Code with our packaged extension on a fresh copy of the workspace. About five seconds. Close it when done. */
export async function openSession(options: SessionOptions = {}): Promise<Session> {
	const workspace = path.join(temporaryFolder('workspace'), 'workspace');
	await cp(options.workspace ?? workspaceFixture, workspace, { recursive: true });
	const installation = await ensureVSCode();
	const dataDir = temporaryFolder('data');
	await options.prepare?.({ workspace, user: path.join(dataDir, 'data', 'User') });
	const server = await startServer({
		installation,
		dataDir,
		extensionsDir: await extensionsDir(options.vsix ?? [vsixPath]),
		env: options.env ?? {},
		settings: options.settings ?? {},
		trustWorkspace: options.trustWorkspace ?? true,
	});
	browser ??= launchBrowser();
	const session = new RunningSession(await newPage(await browser), { workspace, dataDir }, server);
	try {
		await session.open(server.url(workspace));
	} catch (error) {
		await session.keepArtifacts('start');
		await session.close();
		throw error;
	}
	return session;
}

/** Ends the shared browser. */
export async function closeBrowser(): Promise<void> {
	const open = await browser;
	browser = undefined;
	await open?.close();
}

function extensionsDir(vsix: readonly string[]): Promise<string> {
	const key = vsix.join('\n');
	const known = installed.get(key);
	if (known !== undefined) {
		return known;
	}
	const folder = (async () => {
		const made = temporaryFolder('extensions');
		const installation = await ensureVSCode();
		for (const file of vsix) {
			await installExtension({ installation, extensionsDir: made, dataDir: temporaryFolder('data'), vsix: file });
		}
		return made;
	})();
	installed.set(key, folder);
	return folder;
}
