// Finds the file that a block of code is for.
import * as vscode from 'vscode';
import type { Attachment } from '../../core/chat/conversation';
import { attachedAs, commentedName, namedPath, onlyFile, onlyPath, pathAbove } from '../../core/edits/target';
import { OpenMindError } from '../../core/errors';
import { filesAt } from '../../core/files/findPlace';
import type { RecentEditors } from '../editor/recentEditors';
import { shownPath, workspaceFiles } from '../editor/workspaceFiles';

/** Most files that are looked through for the one in the active editor. */
const maxFound = 100;

/**
 * Of several that the block may name it is the one in the active editor. What the line above it names counts when there is one such file.
 * One that the block names and that is not there is a new one, not saved yet; a bare name in a comment is none then.
 * @throws OpenMindError `fileNotFound` when there is no place for a new one, `noEditor` when nothing says which one.
 */
export async function targetFile(
	block: { readonly info: string; readonly text: string; readonly above?: string },
	attachments: readonly Attachment[],
	editors: RecentEditors,
): Promise<vscode.Uri> {
	const named = namedPath(block.info, block.text);
	const path = named ?? commentedName(block.text);
	const [found, ...others] = path === undefined ? [] : await filesNamed(path, attachments);
	if (found) {
		return others.length === 0 ? found : activeOf([found, ...others], editors);
	}
	if (named !== undefined) {
		return newFile(named);
	}
	const mentioned = await onlyNamed(pathAbove(block.above ?? ''), attachments);
	if (mentioned) {
		return mentioned;
	}
	const attached = onlyFile(attachments);
	return attached === undefined
		? ((await onlyNamed(onlyPath(attachments), attachments)) ?? activeFile(editors))
		: vscode.Uri.parse(attached);
}

/** A file that is not saved yet; with several folders, nothing tells in which. @throws OpenMindError `fileNotFound` when there is no place for it. */
function newFile(path: string): vscode.Uri {
	const [folder, ...others] = vscode.workspace.workspaceFolders ?? [];
	if (!folder || others.length > 0 || folder.uri.scheme !== 'file') {
		throw new OpenMindError('fileNotFound', { path });
	}
	return vscode.Uri.joinPath(folder.uri, path).with({ scheme: 'untitled' });
}

async function onlyNamed(
	path: string | undefined,
	attachments: readonly Attachment[],
): Promise<vscode.Uri | undefined> {
	const [only, ...others] = path === undefined ? [] : await filesNamed(path, attachments);
	return others.length === 0 ? only : undefined;
}

async function filesNamed(path: string, attachments: readonly Attachment[]): Promise<readonly vscode.Uri[]> {
	const attached = attachedAs(attachments, path).map(uri => vscode.Uri.parse(uri));
	return attached.length > 0 ? attached : inWorkspace(path);
}

/** In a diff, the file itself. */
function activeFile(editors: RecentEditors): vscode.Uri {
	const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
	return input instanceof vscode.TabInputTextDiff ? input.original : editors.current().document.uri;
}

function activeOf(candidates: readonly vscode.Uri[], editors: RecentEditors): vscode.Uri {
	const active = activeFile(editors);
	if (!candidates.some(uri => uri.toString() === active.toString())) {
		throw new OpenMindError('noEditor');
	}
	return active;
}

/** The files at this path, or else those whose path ends in it. */
async function inWorkspace(path: string): Promise<readonly vscode.Uri[]> {
	const files = await filesAt(path, workspaceFiles());
	return files.length > 0 ? files : filesEndingIn(path, maxFound);
}

function filesEndingIn(path: string, limit: number): Thenable<readonly vscode.Uri[]> {
	return vscode.workspace.findFiles(`**/${globText(path)}`, '**/node_modules/**', limit);
}

/** The name of a file, or its path in the workspace when others have the same name. */
export async function tellingName(uri: vscode.Uri): Promise<string> {
	const name = nameOf(uri);
	const isOnly = (await filesEndingIn(name, 2)).length <= 1;
	return isOnly ? name : shownPath(uri);
}

export function nameOf(uri: vscode.Uri): string {
	return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}

/** The path as a glob that matches only itself. */
function globText(path: string): string {
	return path.replace(/[[\]{}*?]/g, '[$&]');
}
