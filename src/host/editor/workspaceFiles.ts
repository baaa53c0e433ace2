// The files of the workspace, by the paths that answers and people use for them.
import * as vscode from 'vscode';
import type { WorkspaceFiles } from '../../core/files/findPlace';

/** As the privacy settings match it: relative to the workspace folder, with forward slashes. */
export function relativePath(uri: vscode.Uri): string {
	return vscode.workspace.asRelativePath(uri, false);
}

/** As people and models read it: with several folders, behind the name of its own. */
export function shownPath(uri: vscode.Uri): string {
	return vscode.workspace.asRelativePath(uri);
}

export function workspaceFiles(): WorkspaceFiles<vscode.Uri> {
	return {
		folders: (vscode.workspace.workspaceFolders ?? []).map(({ name, uri }) => ({
			name,
			file: path => vscode.Uri.joinPath(uri, path),
		})),
		isFile: async file => {
			try {
				return ((await vscode.workspace.fs.stat(file)).type & vscode.FileType.File) !== 0;
			} catch {
				return false;
			}
		},
	};
}
