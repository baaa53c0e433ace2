// Where a file really is: a link may have an innocent name and lead to one that may not be sent.
import { realpathSync } from 'node:fs';
import { readdir, realpath } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import type * as vscode from 'vscode';

/**
 * The absolute path that a file has without links, with forward slashes. Undefined where there is no such file on this disk. Asked for each file once
 * or twice, of a disk that has just been read: it does not wait.
 */
export function realPath({ scheme, fsPath }: vscode.Uri): string | undefined {
	try {
		return scheme === 'file' ? realpathSync.native(fsPath).replaceAll(sep, '/') : undefined;
	} catch {
		return undefined;
	}
}

/** Which of many files are links or behind one: their folders are asked, of which there are far fewer. */
export async function findLinks(uris: readonly vscode.Uri[]): Promise<(uri: vscode.Uri) => boolean> {
	const links = new Set<string>();
	const files = uris.filter(({ scheme }) => scheme === 'file');
	const look = async (folder: string) => {
		const [entries, real] = await Promise.all([readdir(folder, { withFileTypes: true }), realpath(folder)]);
		for (const entry of entries) {
			if (real !== folder || entry.isSymbolicLink()) {
				links.add(join(folder, entry.name));
			}
		}
	};
	const folders = new Set(files.map(({ fsPath }) => dirname(fsPath)));
	// One that cannot be read holds nothing that could be attached.
	await Promise.allSettled([...folders].map(look));
	return ({ fsPath }) => links.has(fsPath);
}
