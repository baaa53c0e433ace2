// Reads what a completion needs to know around the cursor, and whether the document can take one.
import * as vscode from 'vscode';
import type { CursorContext } from '../../core/completion/context';
import { headCharacters } from '../../core/completion/prompt';
import { isWritableScheme } from '../../core/completion/writable';
import { OpenMindError } from '../../core/errors';

/** Characters read on each side of the cursor: several times any budget, and a small part of a huge file. */
const mostCharacters = 50_000;

/** The context at `position`, which may be anywhere in the editor's document. */
export function readCursorContext(editor: vscode.TextEditor, position: vscode.Position): CursorContext {
	const { document, options } = editor;
	const offset = document.offsetAt(position);
	const from = document.positionAt(Math.max(0, offset - mostCharacters));
	const to = document.positionAt(offset + mostCharacters);
	return {
		path: promptPath(document.uri),
		languageId: document.languageId,
		...headOf(document, from),
		prefix: document.getText(new vscode.Range(from, position)),
		suffix: document.getText(new vscode.Range(position, to)),
		eol: document.eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n',
		insertSpaces: options.insertSpaces !== false,
		tabSize: typeof options.tabSize === 'number' ? options.tabSize : 4,
	};
}

/** The beginning of the document, where the text before the cursor is read from further down. */
export function headOf(document: vscode.TextDocument, from: vscode.Position): Pick<CursorContext, 'head'> {
	const start = new vscode.Position(0, 0);
	const range = new vscode.Range(start, document.positionAt(headCharacters));
	return from.isEqual(start) ? {} : { head: document.getText(range) };
}

/**
 * The path that a completion is asked with: relative to the workspace folder, and of a file outside every folder the bare name, because where it lies
 * says whose it is. A notebook's cell goes by the notebook's file.
 */
export function promptPath(uri: vscode.Uri): string {
	const isCell = uri.scheme === 'vscode-notebook-cell';
	const notebook = isCell && vscode.workspace.notebookDocuments.find(each => each.uri.path === uri.path);
	const file = notebook ? notebook.uri : uri;
	return vscode.workspace.getWorkspaceFolder(file)
		? vscode.workspace.asRelativePath(file, false)
		: file.path.slice(file.path.lastIndexOf('/') + 1);
}

/** @throws OpenMindError `readOnly` when it is known beforehand that the document takes no edit. */
export async function refuseReadOnly({ uri }: vscode.TextDocument): Promise<void> {
	const fileSystem = vscode.workspace.fs.isWritableFileSystem(uri.scheme);
	if (!isWritableScheme(uri.scheme, fileSystem)) {
		throw new OpenMindError('readOnly');
	}
	if (fileSystem === true && (await isReadOnlyFile(uri))) {
		throw new OpenMindError('readOnly');
	}
}

/** A file that cannot be asked (deleted meanwhile) can still be edited. */
async function isReadOnlyFile(uri: vscode.Uri): Promise<boolean> {
	try {
		const { permissions = 0 } = await vscode.workspace.fs.stat(uri);
		return (permissions & vscode.FilePermission.Readonly) !== 0;
	} catch {
		return false;
	}
}
