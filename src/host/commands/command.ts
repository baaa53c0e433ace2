// A command is data: its id, and what it does. One file each; extension.ts lists them, and a test holds the list against the manifest.
import * as vscode from 'vscode';

export interface Command {
	readonly id: string;
	execute(...args: readonly unknown[]): unknown;
}

export function registerCommands(commands: readonly Command[]): vscode.Disposable {
	return vscode.Disposable.from(
		...commands.map(command => vscode.commands.registerCommand(command.id, command.execute, command)),
	);
}
