// The text editor that the reader works in, as the chat means it. While the chat's own tab has the focus VS Code knows no active text editor, and one
// behind that tab is only remembered: it can be read, but has to be shown before it takes an edit.
import * as vscode from 'vscode';
import { OpenMindError } from '../../core/errors';
import { Disposable } from '../dispose';

export class RecentEditors extends Disposable {
	/** One for each document, latest first; they keep their selections when something hides them. */
	#recent: readonly vscode.TextEditor[] = [];

	constructor() {
		super();
		this.#remember(vscode.window.activeTextEditor);
		this._register(vscode.window.onDidChangeActiveTextEditor(editor => this.#remember(editor)));
	}

	/** To be read: it may be out of sight. @throws OpenMindError `noEditor` when no text is open. */
	current(): vscode.TextEditor {
		const editor = this.#last();
		if (!editor) {
			throw new OpenMindError('noEditor');
		}
		return editor;
	}

	/** To be edited: one that was hidden is shown where it was, with its selections. @throws OpenMindError as `current`. */
	async inSight(): Promise<vscode.TextEditor> {
		const editor = this.current();
		if (vscode.window.visibleTextEditors.includes(editor)) {
			return editor;
		}
		const { document, selection, selections } = editor;
		const viewColumn = columnOf(document.uri, editor.viewColumn);
		const shown = await vscode.window.showTextDocument(document, { selection, ...(viewColumn && { viewColumn }) });
		shown.selections = selections;
		return shown;
	}

	/** Where a diff of this file goes: to the file, or else to the text that the reader worked in, rather than over the chat. */
	columnFor(uri: vscode.Uri): vscode.ViewColumn | undefined {
		const last = this.#last();
		return columnOf(uri, last?.viewColumn) ?? last?.viewColumn;
	}

	#last(): vscode.TextEditor | undefined {
		const { activeTextEditor, visibleTextEditors } = vscode.window;
		if (activeTextEditor) {
			return activeTextEditor;
		}
		const last = this.#recent.find(({ document }) => columnOf(document.uri) !== undefined);
		if (!last || visibleTextEditors.includes(last)) {
			return last ?? visibleTextEditors.find(isWorkedIn);
		}
		// One that was hidden comes back as another object.
		return visibleTextEditors.find(({ document }) => document === last.document) ?? last;
	}

	#remember(editor: vscode.TextEditor | undefined): void {
		if (editor && isWorkedIn(editor)) {
			const others = this.#recent.filter(({ document }) => document !== editor.document && !document.isClosed);
			this.#recent = [editor, ...others];
		}
	}
}

/** No output in the panel, and no proposed edit: they are there to be looked at. */
function isWorkedIn({ document, viewColumn }: vscode.TextEditor): boolean {
	return viewColumn !== undefined && !document.uri.scheme.startsWith('openmind-');
}

/** The group that has a tab of this file; of several, the preferred one. Not told by its document, which VS Code may keep for minutes. */
function columnOf(uri: vscode.Uri, preferred?: vscode.ViewColumn): vscode.ViewColumn | undefined {
	const groups = vscode.window.tabGroups.all.filter(({ tabs }) =>
		tabs.some(({ input }) => urisOf(input).some(one => one.toString() === uri.toString())),
	);
	return (groups.find(({ viewColumn }) => viewColumn === preferred) ?? groups[0])?.viewColumn;
}

function urisOf(input: unknown): readonly vscode.Uri[] {
	if (input instanceof vscode.TabInputText) {
		return [input.uri];
	}
	return input instanceof vscode.TabInputTextDiff ? [input.modified, input.original] : [];
}
