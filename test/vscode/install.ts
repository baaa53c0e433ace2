// Sets up the real VS Code (code-server's, with the Node it wants) in .vscode-test/, once per pinned version. Idempotent, quick when all is there.
import { readFileSync } from 'node:fs';
import { copyFile, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { npm } from './bootstrap.js';
import { withLock } from './lock.js';
import { root, vscodeTestDir } from './paths.js';

/** Holds VS Code 1.139.1. */
const codeServerVersion = '4.139.1';

/** Counted up when `install` changes, so that older installations are made anew. */
const recipe = '2';

/** The major version of Node that this VS Code runs on. */
const nodeMajor = 24;

/** The newest Node 24 that the registry holds for a platform; the packages of the platforms are not published in step. */
const nodeVersions: Readonly<Record<string, string>> = {
	'linux-x64': '24.18.0',
	'linux-arm64': '24.20.0',
	'darwin-x64': '24.18.0',
	'win-x64': '24.21.0',
};

export interface VSCodeInstallation {
	/** The Node that runs the server. */
	readonly node: string;
	/** The server's entry file. */
	readonly serverMain: string;
}

/** Installs VS Code where it is missing and says where it is. Throws when the machine cannot get it. */
export async function ensureVSCode(): Promise<VSCodeInstallation> {
	const home = path.join(vscodeTestDir, `vscode-${codeServerVersion}`);
	if (!isComplete(home)) {
		await withLock(path.join(vscodeTestDir, 'vscode.lock'), async () => {
			if (!isComplete(home)) {
				await install(home);
			}
		});
	}
	return locate(home);
}

/** The stamp is written last, so that an installation that was cut off, or made in another way, is started over. */
function isComplete(home: string): boolean {
	try {
		return readFileSync(path.join(home, 'complete'), 'utf8') === recipe;
	} catch {
		return false;
	}
}

async function install(home: string): Promise<void> {
	console.error(`Setting up VS Code (code-server ${codeServerVersion}) ...`);
	const fresh = `${home}.new`;
	await rm(home, { recursive: true, force: true });
	await rm(fresh, { recursive: true, force: true });
	await mkdir(fresh, { recursive: true });
	await writeFile(path.join(fresh, 'package.json'), JSON.stringify({ name: 'vscode-for-tests', private: true }));
	const packages = [`code-server@${codeServerVersion}`, ...nodePackage()];
	// Without install scripts neither a compiler nor a download is needed. What is lost, and not missed here: the integrated terminal, file watching.
	const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
	await npm(['install', '--no-save', ...flags, ...packages], { cwd: fresh, quiet: true });
	const vscode = path.join(fresh, 'node_modules/code-server/lib/vscode');
	const env = {
		...process.env,
		PATH: `${path.dirname(locate(fresh).node)}${path.delimiter}${process.env['PATH'] ?? ''}`,
	};
	// The second folder holds what the built-in extensions share: TypeScript's language server.
	for (const cwd of [vscode, path.join(vscode, 'extensions')]) {
		await npm(['install', '--omit=dev', ...flags], { cwd, quiet: true, env });
	}
	await copyFile(
		path.join(root, 'test/vscode/spdlog.cjs'),
		path.join(vscode, 'node_modules/@vscode/spdlog/index.js'),
	);
	await writeFile(path.join(fresh, 'complete'), recipe);
	await rename(fresh, home);
}

function nodePackage(): string[] {
	if (runsOnOwnNode()) {
		return [];
	}
	const target = platform();
	return [`node-${target}@${nodeVersions[target] ?? nodeMajor}`];
}

function locate(home: string): VSCodeInstallation {
	const modules = path.join(home, 'node_modules');
	const executable = process.platform === 'win32' ? 'node.exe' : 'node';
	return {
		node: runsOnOwnNode() ? process.execPath : path.join(modules, `node-${platform()}`, 'bin', executable),
		serverMain: path.join(modules, 'code-server/lib/vscode/out/server-main.js'),
	};
}

function platform(): string {
	return `${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
}

function runsOnOwnNode(): boolean {
	return process.versions.node.startsWith(`${nodeMajor}.`);
}
