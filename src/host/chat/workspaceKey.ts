// What tells one workspace from another: conversations are listed by it.
import * as vscode from 'vscode';

/** The URI of the workspace file or of the first folder; undefined in an empty window. */
export function workspaceKey(): string | undefined {
	const { workspaceFile, workspaceFolders } = vscode.workspace;
	return (workspaceFile ?? workspaceFolders?.[0]?.uri)?.toString();
}
