// What the editor knows at the cursor when a completion is asked for.

export interface CursorContext {
	/** Relative to the workspace folder, or the bare name of a file outside one. */
	readonly path: string;
	/** VS Code's language id. */
	readonly languageId: string;
	/** The document's text before the cursor, from any line start on, or from within a very long line. */
	readonly prefix: string;
	/** The beginning of the document, where `prefix` does not reach back to it: its imports are there. */
	readonly head?: string;
	/** The document's text after the cursor, up to any line end. */
	readonly suffix: string;
	readonly eol: '\n' | '\r\n';
	readonly insertSpaces: boolean;
	/** Columns of one indentation step. */
	readonly tabSize: number;
}
