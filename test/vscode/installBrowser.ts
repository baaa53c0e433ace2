// Finds a Chromium or Chrome, or installs Debian's with fonts for the pictures where this process may do so.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { download } from './bootstrap.js';
import { withLock } from './lock.js';
import { vscodeTestDir } from './paths.js';
import { mustRun } from './processes.js';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'msedge'];

/** Where the installers of the systems without a PATH entry put it. */
const knownPlaces = [
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	'/Applications/Chromium.app/Contents/MacOS/Chromium',
	'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
	'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** VS Code's own fonts on Linux are "Droid Sans Mono" and the system's; without any, every picture is boxes. */
const packages = ['chromium', 'fonts-liberation', 'fonts-dejavu-core', 'fonts-noto-mono', 'fonts-noto-core'];

/** The path of a browser; installs one with apt-get where there is none. Throws, with what to do, when the machine cannot get one. */
export async function ensureBrowser(): Promise<string> {
	return (
		findBrowser() ??
		withLock(path.join(vscodeTestDir, 'browser.lock'), async () => findBrowser() ?? installBrowser())
	);
}

function findBrowser(): string | undefined {
	const chosen = process.env['CHROME_PATH'];
	const folders = (process.env['PATH'] ?? '').split(path.delimiter);
	const onPath = names.flatMap(name => folders.map(folder => path.join(folder, name)));
	return [...(chosen === undefined ? [] : [chosen]), ...onPath, ...knownPlaces].find(candidate =>
		existsSync(candidate),
	);
}

async function installBrowser(): Promise<string> {
	if (!existsSync('/usr/bin/apt-get')) {
		throw new Error('No browser found. Install Chrome or Chromium, or set CHROME_PATH to the path of one.');
	}
	console.error('Installing Chromium (apt-get) ...');
	const prefix = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
	const aptGet = async (...args: string[]) => {
		const [command = '', ...rest] = [...prefix, 'apt-get', ...args];
		await mustRun(command, rest, { quiet: true, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
	};
	try {
		await download(async () => {
			await aptGet('update');
			await aptGet('install', '-y', '--no-install-recommends', ...packages);
		});
	} catch (error) {
		throw new Error(
			`Chromium could not be installed; run "apt-get install ${packages.join(' ')}" as root, or set CHROME_PATH.`,
			{ cause: error },
		);
	}
	const found = findBrowser();
	if (found === undefined) {
		throw new Error('The chromium package was installed, but it holds no browser on the PATH.');
	}
	return found;
}
