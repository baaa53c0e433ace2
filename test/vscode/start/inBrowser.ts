// `npm start`: VS Code as a server, shown in the user's own browser.
import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { ensureVSCode } from '../install';
import { vscodeTestDir, vsixPath } from '../paths.js';
import { start } from '../processes.js';
import { installExtension, startServer } from '../server';
import { keptWorkspace } from './keptWorkspace';
import { startSecretProxy } from './secretProxy';
import { startService } from './service';

/** Runs until the server ends or Ctrl+C. */
export async function startInBrowser(): Promise<void> {
	const installation = await ensureVSCode();
	const workspace = await keptWorkspace();
	const dataDir = path.join(vscodeTestDir, 'start-data');
	const extensionsDir = path.join(vscodeTestDir, 'start-extensions');
	// Always the extension as it is now.
	await rm(extensionsDir, { recursive: true, force: true });
	await mkdir(dataDir, { recursive: true });
	await installExtension({ installation, extensionsDir, dataDir, vsix: vsixPath });
	const service = await startService();
	const server = await startServer({
		installation,
		dataDir,
		extensionsDir,
		env: { EXTENSIONS_GALLERY: undefined, ...service.env },
		settings: service.settings,
	});
	const proxy = await startSecretProxy(server.port, path.join(dataDir, 'secret.key'));
	const address = `http://localhost:${proxy.port}/?${new URLSearchParams({ folder: workspace }).toString()}`;
	console.log(`\nVS Code: ${address}\nCtrl+C stops it. Your edits stay in ${workspace}.`);
	openAddress(address);
	await server.ended;
	proxy.stop();
	await service.stop();
}

function openAddress(address: string): void {
	const opener = {
		darwin: ['open', address],
		win32: ['cmd', '/c', 'start', '', address.replaceAll('&', '^&')],
		linux: hasDisplay() ? ['xdg-open', address] : [],
	}[process.platform as string];
	const [command, ...args] = opener ?? [];
	if (command !== undefined) {
		start(command, args, { stdio: 'ignore' }).on('error', () => undefined);
	}
}

function hasDisplay(): boolean {
	const display = process.env['WAYLAND_DISPLAY'] ?? process.env['DISPLAY'] ?? '';
	return (
		display !== '' &&
		(process.env['PATH'] ?? '').split(path.delimiter).some(folder => existsSync(path.join(folder, 'xdg-open')))
	);
}
