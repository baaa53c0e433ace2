// Streams text into a document at one place, as one undo step, while the user may edit around it, look at another tab or close the document.
import * as vscode from 'vscode';
import { Insertion, InsertQueue } from '../../core/completion/insertion';
import { OpenMindError } from '../../core/errors';
import { Disposable } from '../dispose';

/** How often an edit is tried that the editor turned down although nothing had changed. */
const mostRefusals = 3;

/** Time for the news that an editor was hidden to arrive, after it turned an edit down, in milliseconds. */
const refusalPause = 100;

/** Closing without saving reverts the document first, which looks like an edit; how long the closing itself may take after it, in milliseconds. */
const closingPause = 300;

export class CursorWriter extends Disposable {
	readonly #document: vscode.TextDocument;
	readonly #editor: vscode.TextEditor;
	readonly #insertion: Insertion;
	readonly #queue = new InsertQueue();
	readonly #ended = new AbortController();
	readonly #mark: vscode.TextEditorDecorationType;
	#failure: OpenMindError | undefined;
	#pumping: Promise<void> | undefined;
	#finishing = false;
	/** The user has edited the inserted text. */
	#touched = false;
	#began = false;

	/** @param stop aborts: what cannot be inserted at once is dropped */
	constructor(editor: vscode.TextEditor, position: vscode.Position, stop: AbortSignal) {
		super();
		this.#editor = editor;
		this.#document = editor.document;
		this.#insertion = new Insertion(editor.document.offsetAt(position));
		this.#mark = this._register(progressMark());
		this._register(vscode.workspace.onDidChangeTextDocument(event => this.#follow(event)));
		this._register(vscode.workspace.onDidCloseTextDocument(document => this.#closed(document)));
		this._register(vscode.window.onDidChangeVisibleTextEditors(() => this.#showMark()));
		stop.addEventListener('abort', () => this.#stopped(), { once: true, signal: this.#ended.signal });
		this.#showMark();
	}

	override dispose(): void {
		this.#ended.abort();
		super.dispose();
	}

	/** Aborted when no more text can be taken. */
	get signal(): AbortSignal {
		return this.#ended.signal;
	}

	/** Characters in the document by now. */
	get inserted(): number {
		return this.#insertion.length;
	}

	/** Takes text to insert as soon as possible. */
	write(text: string): void {
		this.#queue.add(text);
		void this.#pump();
	}

	/**
	 * Inserts what is left and ends the undo step. While another tab covers the document, this waits until it is seen again.
	 * @throws OpenMindError `documentClosed` or `readOnly` when the text could not be inserted.
	 */
	async finish(): Promise<void> {
		this.#finishing = true;
		while (this.#pumping) {
			await this.#pumping;
		}
		await this.#pump();
		this.#ended.abort();
		if (this.#touched && !this.#document.isClosed) {
			await this.#maybeClosing();
		}
		if (this.#failure) {
			throw this.#failure;
		}
	}

	/** One edit at a time: text that comes meanwhile goes in with the next. */
	#pump(): Promise<void> {
		this.#pumping ??= this.#insertAll().finally(() => (this.#pumping = undefined));
		return this.#pumping;
	}

	async #insertAll(): Promise<void> {
		while (!this.signal.aborted) {
			const last = this.#finishing;
			const text = this.#queue.take(last);
			if (text === '') {
				return;
			}
			await this.#insert(text, last);
		}
	}

	async #insert(text: string, last: boolean): Promise<void> {
		for (let refusals = 0; refusals < mostRefusals;) {
			const editor = this.#visibleEditor() ?? (await this.#shown());
			if (!editor || this.signal.aborted) {
				return;
			}
			const { version } = this.#document;
			const accepted = await this.#edit(editor, text, last);
			if (this.#insertion.arrived) {
				this.#began = true;
				this.#showMark();
				return;
			}
			this.#insertion.giveUp();
			if (this.signal.aborted) {
				return;
			}
			// An editor that cannot be written to accepts an edit and does not make it.
			if (accepted) {
				break;
			}
			if (this.#document.version === version && this.#visibleEditor() === editor) {
				refusals++;
				await new Promise(resolve => setTimeout(resolve, refusalPause));
			}
		}
		this.#fail(new OpenMindError('readOnly'));
	}

	async #edit(editor: vscode.TextEditor, text: string, last: boolean): Promise<boolean> {
		this.#insertion.expect(text);
		try {
			return await editor.edit(edit => edit.insert(this.#document.positionAt(this.#insertion.end), text), {
				undoStopBefore: !this.#began,
				undoStopAfter: last,
			});
		} catch {
			// The editor was hidden at this moment; the document may have another or get one again.
			return false;
		}
	}

	#visibleEditor(): vscode.TextEditor | undefined {
		const editors = vscode.window.visibleTextEditors.filter(({ document }) => document === this.#document);
		return editors.find(editor => editor === this.#editor) ?? editors[0];
	}

	/** Resolves when an editor shows the document again; with undefined when the writing ends before. */
	#shown(): Promise<vscode.TextEditor | undefined> {
		return new Promise(resolve => {
			const check = (): void => {
				const editor = this.#visibleEditor();
				if (editor || this.signal.aborted) {
					listener.dispose();
					this.signal.removeEventListener('abort', check);
					resolve(editor);
				}
			};
			const listener = vscode.window.onDidChangeVisibleTextEditors(check);
			this.signal.addEventListener('abort', check);
			check();
		});
	}

	#follow({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
		if (document !== this.#document || this.signal.aborted) {
			return;
		}
		const changes = contentChanges.map(change => ({
			offset: change.rangeOffset,
			removed: change.rangeLength,
			text: change.text,
		}));
		if (this.#insertion.follow(changes) === 'touched') {
			this.#touched = true;
			this.#ended.abort();
		}
	}

	/** A change of language also reports the document as closed, and opens it again. */
	#closed(document: vscode.TextDocument): void {
		if (document === this.#document && document.isClosed) {
			this.#fail(new OpenMindError('documentClosed'));
		}
	}

	#stopped(): void {
		if (!this.#visibleEditor()) {
			this.#ended.abort();
		}
	}

	#fail(failure: OpenMindError): void {
		this.#failure ??= failure;
		this.#ended.abort();
	}

	/** Resolves when the document is closed, or will hardly be. */
	#maybeClosing(): Promise<void> {
		return new Promise(resolve => {
			const timer = setTimeout(resolve, closingPause);
			this._register(
				vscode.workspace.onDidCloseTextDocument(() => {
					if (this.#document.isClosed) {
						clearTimeout(timer);
						resolve();
					}
				}),
			);
		});
	}

	#showMark(): void {
		const position = this.#document.positionAt(this.#insertion.end);
		for (const editor of vscode.window.visibleTextEditors) {
			if (editor.document === this.#document) {
				editor.setDecorations(this.#mark, [new vscode.Range(position, position)]);
			}
		}
	}
}

/** Stands behind the text for as long as more is expected. */
function progressMark(): vscode.TextEditorDecorationType {
	return vscode.window.createTextEditorDecorationType({
		after: {
			contentText: 'OpenMind…',
			color: new vscode.ThemeColor('editorGhostText.foreground'),
			fontStyle: 'italic',
			margin: '0 0 0 1ch',
		},
	});
}
