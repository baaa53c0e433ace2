// The commands of the manifest. Each is a file beside this one; a test holds the two against each other.
import type * as vscode from 'vscode';

interface Manifest {
	readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

export function contributedCommands({ extension }: Pick<vscode.ExtensionContext, 'extension'>): readonly string[] {
	const manifest: Manifest = extension.packageJSON; // Our own file; VS Code types it as anything.
	return manifest.contributes.commands.map(({ command }) => command);
}
