// The files of the workspace, by the paths that answers and people use for them.
import { sep } from 'node:path';
import * as vscode from 'vscode';
import type { WorkspaceFiles } from '../../core/files/findPlace';
import type { FileName } from '../../core/privacy/exclusions';
import { fileNames } from '../../core/privacy/fileNames';
import { realPath } from './realPath';

/**
 * As the privacy settings may name it, and the file that it is a link to.
 * @param mayBeLink false where that is known, so that the disk is not asked
 */
export function namesOf(uri: vscode.Uri, mayBeLink = true): readonly FileName[] {
	const pathsOf = (of: vscode.Uri): readonly string[] => {
		const path = of.scheme === 'file' ? of.fsPath.replaceAll(sep, '/') : of.path;
		return [path, (mayBeLink ? realPath(of) : undefined) ?? path];
	};
	const folders = vscode.workspace.workspaceFolders ?? [];
	return fileNames(
		pathsOf(uri),
		folders.map(folder => ({ name: folder.name, paths: pathsOf(folder.uri) })),
	);
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
