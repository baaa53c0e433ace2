// The sample workspace of `npm start`: copied once, so that the user's edits stay from one start to the next.
import { existsSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import path from 'node:path';
import { vscodeTestDir, workspaceFixture } from '../paths.js';

/** Delete the folder to get a fresh one. */
export async function keptWorkspace(): Promise<string> {
	const folder = path.join(vscodeTestDir, 'start-workspace');
	if (!existsSync(folder)) {
		await cp(workspaceFixture, folder, { recursive: true });
	}
	return folder;
}
