// Reads what a suggestion needs to know about the document, its place and its neighbours; nothing here waits for anything.
import * as vscode from 'vscode';
import type { CursorContext } from '../../core/completion/context';
import type { Excerpt } from '../../core/completion/prompt';
import { mostFiles, similarExcerpts, type RecentEdits } from '../../core/completion/suggest/neighbours';
import { headOf, promptPath } from '../editor/cursorContext';

/** Characters read on each side of the cursor at least; the text before it begins at a multiple of half of that, so that typing does not move it. */
const mostCharacters = 30_000;

/** The most that is read before the cursor: back to a line start when it is within this, else from within a very long line. */
const mostBefore = 60_000;

/** What code from elsewhere may take of a prompt; the prompt's own budget is smaller for automatic requests. */
const excerptCharacters = 3500;

/** Lines around the place of an edit. */
const editLines = 3;

/** Of the document itself, what is nearer to the cursor than this many lines is in the prompt anyway. */
const nearLines = 60;

/** The context at `position`. @param selected the entry of the list of suggestions that is shown as if it were typed */
export function readContext(
	document: vscode.TextDocument,
	position: vscode.Position,
	{
		editor,
		selected,
	}: { editor: vscode.TextEditor | undefined; selected: vscode.SelectedCompletionInfo | undefined },
): CursorContext {
	const offset = document.offsetAt(position);
	const step = mostCharacters / 2;
	const start = Math.max(0, Math.floor((offset - mostCharacters) / step) * step);
	const lineStart = document.positionAt(start).with({ character: 0 });
	const from = offset - document.offsetAt(lineStart) <= mostBefore ? lineStart : document.positionAt(start);
	const to = document.positionAt(offset + mostCharacters);
	const insertSpaces = editor?.options.insertSpaces !== false;
	const tabSize = editor?.options.tabSize;
	return {
		path: promptPath(document.uri),
		languageId: document.languageId,
		...headOf(document, from),
		prefix: document.getText(new vscode.Range(from, selected?.range.start ?? position)) + (selected?.text ?? ''),
		suffix: document.getText(new vscode.Range(position, to)),
		eol: document.eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n',
		insertSpaces,
		tabSize: typeof tabSize === 'number' ? tabSize : 4,
	};
}

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
