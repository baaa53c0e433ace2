// Where code of an answer lands: at the cursor, or in a new file.
import * as vscode from 'vscode';
import { OpenMindError } from '../../core/errors';
import { languageIdOf, type ContributedLanguage } from '../../core/files/languageId';
import type { RecentEditors } from './recentEditors';

/** Replaces the selection, as pasting would; one undo takes it back. @throws OpenMindError `noEditor` or `readOnly`. */
export async function insertAtCursor(editors: RecentEditors, text: string): Promise<void> {
	const editor = await editors.inSight();
	const inserted = await editor.edit(edit => {
		for (const selection of editor.selections) {
			edit.replace(selection, text);
		}
	});
	if (!inserted) {
		throw new OpenMindError('readOnly');
	}
	await vscode.window.showTextDocument(editor.document, {
		...(editor.viewColumn && { viewColumn: editor.viewColumn }),
	});
}

/** @param language as the answer's fence names it; plain text where VS Code does not know it. */
export async function openAsNewFile(text: string, language: string): Promise<void> {
	const document = await vscode.workspace.openTextDocument({
		content: text,
		language: languageIdOf(language, contributedLanguages()) ?? 'plaintext',
	});
	await vscode.window.showTextDocument(document);
}

/** What all extensions say in their manifests: the API tells identifiers only. */
function contributedLanguages(): readonly ContributedLanguage[] {
	return vscode.extensions.all.flatMap(({ packageJSON }) => {
		const { contributes } = packageJSON as { contributes?: { languages?: readonly ContributedLanguage[] } };
		return contributes?.languages ?? [];
	});
}
