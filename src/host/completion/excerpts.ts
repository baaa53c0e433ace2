// Reads what a suggestion needs to know about the document's neighbours; nothing here waits for anything.
import * as vscode from 'vscode';
import type { CursorContext } from '../../core/completion/context';
import type { Excerpt } from '../../core/completion/prompt';
import { mostFiles, similarExcerpts, type RecentEdits } from '../../core/completion/suggest/neighbours';
import { promptPath } from '../editor/cursorContext';

/** What code from elsewhere may take of a prompt; the prompt's own budget is smaller for automatic requests. */
const excerptCharacters = 3500;

/** Lines around the place of an edit. */
const editLines = 3;

/** Of the document itself, what is nearer to the cursor than this many lines is in the prompt anyway. */
const nearLines = 60;

/** Code of open documents that helps at the cursor, what was edited last first. @param mayRead whether text of a document may be sent */
export function readExcerpts(
	document: vscode.TextDocument,
	context: CursorContext,
	{
		cursor,
		edits,
		mayRead,
	}: { cursor: vscode.Position; edits: RecentEdits; mayRead: (document: vscode.TextDocument) => boolean },
): Excerpt[] {
	const others = vscode.workspace.textDocuments.filter(
		other => other !== document && !other.isClosed && other.languageId === document.languageId && mayRead(other),
	);
	const here = document.uri.toString();
	const edited = edits.places.flatMap(({ document: uri, line }) => {
		const isFar = Math.abs(line - cursor.line) > nearLines;
		const other = uri === here && isFar ? document : others.find(each => each.uri.toString() === uri);
		const range = new vscode.Range(Math.max(0, line - editLines), 0, line + editLines, Number.MAX_SAFE_INTEGER);
		return other === undefined ? [] : [{ path: promptPath(other.uri), text: other.getText(range).trim() }];
	});
	const similar = similarExcerpts(
		context,
		others.slice(0, mostFiles).map(other => ({ path: promptPath(other.uri), text: other.getText() })),
		excerptCharacters,
	);
	return [...edited.filter(({ text }) => text !== ''), ...similar];
}
