// `npm start -- --desktop`: the installed desktop VS Code, with settings and extensions of its own, so that the user's are untouched.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { vscodeTestDir, vsixPath } from '../paths.js';
import { mustRun, run } from '../processes.js';
import { keptWorkspace } from './keptWorkspace';
import { startService } from './service';

/** Runs until the window is closed or Ctrl+C. */
export async function startDesktop(): Promise<void> {
	// The command is a script on Windows, which only a shell runs.
	const shell = process.platform === 'win32';
	if ((await run('code', ['--version'], { quiet: true, shell })).code !== 0) {
		throw new Error(
			'There is no "code" command on the PATH. In VS Code, run "Shell Command: Install \'code\' command in PATH".',
		);
	}
	const userData = path.join(vscodeTestDir, 'desktop-data');
	const own = ['--user-data-dir', userData, '--extensions-dir', path.join(vscodeTestDir, 'desktop-extensions')];
	const workspace = await keptWorkspace();
	const service = await startService();
	await mkdir(path.join(userData, 'User'), { recursive: true });
	const settings = { 'security.workspace.trust.enabled': false, ...service.settings };
	await writeFile(path.join(userData, 'User', 'settings.json'), JSON.stringify(settings, undefined, '\t'));
	await mustRun('code', [...own, '--install-extension', vsixPath, '--force'], { quiet: true, shell });
	console.log(`\nOpening VS Code on ${workspace}. Close its window, or press Ctrl+C, to stop.`);
	await run('code', [...own, '--new-window', '--wait', workspace], {
		shell,
		env: { ...process.env, ...service.env },
	});
	await service.stop();
}
