// Starts the real VS Code as a server of its web workbench, on a free port, with folders of its own.
import type { ChildProcess } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { VSCodeInstallation } from './install';
import { mustRun, start, stop } from './processes.js';

/** The server says where it listens within about two seconds; a loaded machine may take longer. */
const START_TIMEOUT_MS = 60_000;

/** The last part of the server's log that is kept for a failed test. */
const KEPT_LOG = 1024 * 1024;

export interface ServerOptions {
	readonly installation: VSCodeInstallation;
	/** Holds settings, extension storage and logs. */
	readonly dataDir: string;
	readonly extensionsDir: string;
	/** Added to this process's environment, for the server and the extension host; `undefined` takes a variable away. */
	readonly env?: Readonly<Record<string, string | undefined>>;
	/** User settings. */
	readonly settings?: Readonly<Record<string, unknown>>;
	/** False to test untrusted workspaces. Default true: every workspace is trusted. */
	readonly trustWorkspace?: boolean;
	/** Lets a page bring an extension and a test suite along, see extensionTests.ts; VS Code then hides most notifications. */
	readonly hostsTests?: boolean;
}

export interface VSCodeServer {
	readonly port: number;
	/** `localhost:PORT`, also the authority of `vscode-remote://` addresses. */
	readonly authority: string;
	/** The address that opens a folder, with extra pairs for the workbench. */
	/** @param target a folder, or a `.code-workspace` file */
	readonly url: (target: string, payload?: readonly (readonly [string, string])[]) => string;
	/** What the server and the extension host printed. */
	readonly log: () => string;
	/** Resolves with the exit code when the server ends, however it ends. */
	readonly ended: Promise<number | null>;
	readonly stop: () => Promise<void>;
}

/** Settings that make runs quiet and alike: no welcome page, no updates, no dialogues that only a person would answer. */
const quietSettings: Readonly<Record<string, unknown>> = {
	'workbench.startupEditor': 'none',
	'workbench.tips.enabled': false,
	'workbench.welcomePage.walkthroughs.openOnInstall': false,
	'extensions.autoCheckUpdates': false,
	'extensions.ignoreRecommendations': true,
	'security.workspace.trust.startupPrompt': 'never',
	'telemetry.telemetryLevel': 'off',
	'git.openRepositoryInParentFolders': 'never',
	// The web workbench saves by itself otherwise, and shows no file as changed.
	'files.autoSave': 'off',
	// VS Code's own chat would fill the second side bar at the first start.
	'workbench.secondarySideBar.defaultVisibility': 'hidden',
	'chat.commandCenter.enabled': false,
	'chat.agentHost.enabled': false,
};

/** Starts the server and waits until it listens. */
export async function startServer(options: ServerOptions): Promise<VSCodeServer> {
	await writeUserSettings(options.dataDir, { ...quietSettings, ...options.settings });
	const child = start(options.installation.node, serverArguments(options), {
		env: environment(options.env),
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let log = '';
	const ended = new Promise<number | null>(resolve => child.once('exit', resolve));
	const port = await new Promise<number>((resolve, reject) => {
		const timer = setTimeout(
			() => reject(new Error(`VS Code did not start within ${START_TIMEOUT_MS} ms:\n${log}`)),
			START_TIMEOUT_MS,
		);
		child.once('error', reject);
		void ended.then(code => reject(new Error(`VS Code ended at once with code ${code}:\n${log}`)));
		collectOutput(child, text => {
			log = (log + text).slice(-KEPT_LOG);
			const listening = /Extension host agent listening on (\d+)/.exec(log);
			if (listening !== null) {
				clearTimeout(timer);
				resolve(Number(listening[1]));
			}
		});
	});
	const authority = `localhost:${port}`;
	return {
		port,
		authority,
		url: (target, payload) => {
			const query = new URLSearchParams({
				[target.endsWith('.code-workspace') ? 'workspace' : 'folder']: target,
			});
			if (payload !== undefined) {
				query.set('payload', JSON.stringify(payload));
			}
			return `http://${authority}/?${query.toString()}`;
		},
		log: () => log,
		ended,
		stop: () => stop(child),
	};
}

export interface InstallOptions extends Pick<ServerOptions, 'installation' | 'extensionsDir' | 'dataDir'> {
	/** The packaged extension. */
	readonly vsix: string;
}

/** Installs a packaged extension into `extensionsDir`, as a user's VS Code does. About two seconds. */
export async function installExtension({ installation, extensionsDir, dataDir, vsix }: InstallOptions): Promise<void> {
	const folders = ['--extensions-dir', extensionsDir, '--server-data-dir', dataDir];
	const args = [installation.serverMain, '--accept-server-license-terms', ...folders, '--install-extension', vsix];
	await mustRun(installation.node, args, { quiet: true });
}

function serverArguments({
	installation,
	dataDir,
	extensionsDir,
	trustWorkspace = true,
	hostsTests = false,
}: ServerOptions): string[] {
	return [
		installation.serverMain,
		...['--host', '127.0.0.1', '--port', '0', '--without-connection-token', '--accept-server-license-terms'],
		...(hostsTests ? ['--enable-smoke-test-driver'] : []),
		...(trustWorkspace ? ['--disable-workspace-trust'] : []),
		...['--telemetry-level', 'off', '--server-data-dir', dataDir, '--extensions-dir', extensionsDir],
	];
}

/** A key of the developer's own must never reach a test, and no test asks the extension gallery; `npm start` takes the latter back. */
function environment(extra: ServerOptions['env'] = {}): NodeJS.ProcessEnv {
	const { OM_API_KEY: _mine, ...inherited } = process.env;
	return { ...inherited, EXTENSIONS_GALLERY: '{}', ...extra };
}

/**
 * The page reads its user settings from here, and so do settings of application scope; Machine/settings.json counts as another machine's, which
 * may not set those.
 */
async function writeUserSettings(dataDir: string, settings: Readonly<Record<string, unknown>>): Promise<void> {
	const file = path.join(dataDir, 'data', 'User', 'settings.json');
	await mkdir(path.dirname(file), { recursive: true });
	await writeFile(
		file,
		JSON.stringify({ ...quietSettings, ...(await existingSettings(file)), ...settings }, undefined, '\t'),
	);
}

/** What the user of `npm start` chose in an earlier run; nothing when there is no file, or one with comments. */
async function existingSettings(file: string): Promise<object> {
	try {
		const parsed: unknown = JSON.parse(await readFile(file, 'utf8'));
		return typeof parsed === 'object' && parsed !== null ? parsed : {};
	} catch {
		return {};
	}
}

function collectOutput(child: ChildProcess, take: (text: string) => void): void {
	for (const stream of [child.stdout, child.stderr]) {
		stream?.setEncoding('utf8').on('data', take);
	}
}
