// Folders that live as long as the run.
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onExit } from './processes.js';

/** A fresh folder, removed when this process ends at the latest. `purpose` is a part of its name. */
export function temporaryFolder(purpose: string): string {
	// The real path, because VS Code compares paths as text.
	const folder = mkdtempSync(path.join(realpathSync(tmpdir()), `openmind-${purpose}-`));
	onExit(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
	return folder;
}
