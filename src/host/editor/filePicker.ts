// Lets the user choose a file of the workspace.
import * as vscode from 'vscode';
import type { IsExcluded } from '../../core/privacy/exclusions';
import { findLinks } from './realPath';
import { namesOf, shownPath } from './workspaceFiles';

/** Most files that are listed: beyond it, a list is slower to make than a path is to type. */
const maxFiles = 20_000;

/** Folders of files that others wrote or tools made. */
const skippedFolders = '**/{node_modules,.git,.hg,.svn,bower_components,__pycache__,.venv}/**';

interface FileItem extends vscode.QuickPickItem {
	readonly uri: vscode.Uri;
}

/** @param isExcluded these are listed with the reason why they cannot be attached */
export async function pickFile(isExcluded: IsExcluded): Promise<vscode.Uri | undefined> {
	const { t } = vscode.l10n;
	const files = listFiles(isExcluded);
	const options = { placeHolder: t('Choose a file to attach'), matchOnDescription: true };
	return (await vscode.window.showQuickPick<FileItem>(files, options))?.uri;
}

/** Open files first, and last those that cannot be attached. */
async function listFiles(isExcluded: IsExcluded): Promise<readonly FileItem[] & FileItem[]> {
	const found = await vscode.workspace.findFiles('**/*', skippedFolders, maxFiles);
	const isLink = await findLinks(found);
	const paths = found.map(uri => ({ uri, path: shownPath(uri) }));
	paths.sort((a, b) => (a.path < b.path ? -1 : 1));
	const items = paths.map(({ uri, path }) => {
		const slash = path.lastIndexOf('/');
		const excluded = namesOf(uri, isLink(uri)).some(isExcluded);
		const detail = excluded && { detail: vscode.l10n.t('Excluded by your privacy settings') };
		return { uri, label: path.slice(slash + 1), description: path.slice(0, Math.max(0, slash)), ...detail };
	});
	const open = new Set(vscode.workspace.textDocuments.map(({ uri }) => uri.toString()));
	const rank = ({ uri, detail }: FileItem): number => (detail !== undefined ? 2 : open.has(uri.toString()) ? 0 : 1);
	return items.sort((a, b) => rank(a) - rank(b));
}
