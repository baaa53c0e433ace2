// Which documents can be written to, by the scheme of their address.

/** Documents that no file system serves and that are editable all the same; others without one (output, diffs, previews) are not. */
const editableSchemes: ReadonlySet<string> = new Set([
	'untitled',
	'vscode-notebook-cell',
	'vscode-interactive-input',
	'comment',
]);

/** @param fileSystem whether the scheme's file system can be written to; undefined when there is none or it is not known yet */
export function isWritableScheme(scheme: string, fileSystem: boolean | undefined): boolean {
	return editableSchemes.has(scheme) || fileSystem === true;
}
