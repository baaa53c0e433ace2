// Reads what a completion needs to know around the cursor, and whether the document can take one.
import * as vscode from 'vscode';
import type { CursorContext } from '../../core/completion/context';
import { headCharacters } from '../../core/completion/prompt';
import { isWritableScheme } from '../../core/completion/writable';
import { OpenMindError } from '../../core/errors';

/** Characters read on each side of the cursor at least; the text before it begins at a multiple of half of that, so that typing does not move it. */
const mostCharacters = 30_000;

/** The most that is read before the cursor: back to a line start when it is within this, else from within a very long line. */
const mostBefore = 60_000;

export interface CursorContextParts {
	/** Of an editor that shows the document. */
	readonly options: vscode.TextEditorOptions | undefined;
	/** The entry of the list of suggestions that is shown as if it were typed. */
	readonly selected?: vscode.SelectedCompletionInfo | undefined;
}

/** The context at `position`, which may be anywhere in the document. */
export function readCursorContext(
	document: vscode.TextDocument,
	position: vscode.Position,
	{ options, selected }: CursorContextParts,
): CursorContext {
	const offset = document.offsetAt(position);
	const step = mostCharacters / 2;
	const start = Math.max(0, Math.floor((offset - mostCharacters) / step) * step);
	const lineStart = document.positionAt(start).with({ character: 0 });
	const from = offset - document.offsetAt(lineStart) <= mostBefore ? lineStart : document.positionAt(start);
	const to = document.positionAt(offset + mostCharacters);
	const tabSize = options?.tabSize;
	return {
		path: promptPath(document.uri),
		languageId: document.languageId,
		...headOf(document, from),
		prefix: document.getText(new vscode.Range(from, selected?.range.start ?? position)) + (selected?.text ?? ''),
		suffix: document.getText(new vscode.Range(position, to)),
		eol: document.eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n',
		insertSpaces: options?.insertSpaces !== false,
		tabSize: typeof tabSize === 'number' ? tabSize : 4,
	};
}

/** The beginning of the document, where the text before the cursor is read from further down. */
function headOf(document: vscode.TextDocument, from: vscode.Position): Pick<CursorContext, 'head'> {
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
