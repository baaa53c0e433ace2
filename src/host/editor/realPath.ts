// Where a file really is: a link may have an innocent name and lead to one that may not be sent.
import { realpathSync } from 'node:fs';
import { relative, sep } from 'node:path';
import * as vscode from 'vscode';

/**
 * The path that a file has without links, relative to its workspace folder where it is inside, with forward slashes. Undefined where there is
 * no such file on this disk. Asked for each file once or twice, of a disk that has just been read: it does not wait.
 */
export function realPath(uri: vscode.Uri): string | undefined {
	const real = resolve(uri);
	const folder = vscode.workspace.getWorkspaceFolder(uri);
	// The folder itself may be opened through a link.
	const root = folder && resolve(folder.uri);
	const path = root !== undefined && real?.startsWith(root + sep) ? relative(root, real) : real;
	return path?.replaceAll(sep, '/');
}

function resolve({ scheme, fsPath }: vscode.Uri): string | undefined {
	try {
		return scheme === 'file' ? realpathSync.native(fsPath) : undefined;
	} catch {
		return undefined;
	}
}
