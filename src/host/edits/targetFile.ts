// Finds the file that a block of code is for.
import * as vscode from 'vscode';
import type { Attachment } from '../../core/chat/conversation';
import { attachedAs, namedPath, onlyFile } from '../../core/edits/target';
import { OpenMindError } from '../../core/errors';
import { findFile } from '../../core/files/findPlace';
import type { RecentEditors } from '../editor/recentEditors';
import { workspaceFiles } from '../editor/workspaceFiles';

/** @throws OpenMindError `fileNotFound` when the block names a file that is not there, `noEditor` when nothing says which one. */
export async function targetFile(
	block: { readonly info: string; readonly text: string },
	attachments: readonly Attachment[],
	editors: RecentEditors,
): Promise<vscode.Uri> {
	const named = namedPath(block.info, block.text);
	if (named !== undefined) {
		const attached = attachedAs(attachments, named);
		const found = attached === undefined ? await inWorkspace(named) : vscode.Uri.parse(attached);
		if (!found) {
			throw new OpenMindError('fileNotFound', { path: named });
		}
		return found;
	}
	const attached = onlyFile(attachments);
	return attached === undefined ? activeFile(editors) : vscode.Uri.parse(attached);
}

/** In a diff, the file itself. */
function activeFile(editors: RecentEditors): vscode.Uri {
	const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
	return input instanceof vscode.TabInputTextDiff ? input.original : editors.current().document.uri;
}

/** The file at this path, or the only one whose path ends in it. */
async function inWorkspace(path: string): Promise<vscode.Uri | undefined> {
	const file = await findFile(path, workspaceFiles());
	if (file) {
		return file;
	}
	const [found, ...others] = await vscode.workspace.findFiles(`**/${globText(path)}`, '**/node_modules/**', 2);
	return others.length === 0 ? found : undefined;
}

/** The path as a glob that matches only itself. */
function globText(path: string): string {
	return path.replace(/[[\]{}*?]/g, '[$&]');
}
