// Files of the workspace that an answer names: which of them are there, and opening one at its line.
import * as vscode from 'vscode';
import { findPlace } from '../../core/files/findPlace';
import { assertNever } from '../../shared/assertNever';
import type { FromPage, ToPage } from '../../shared/protocol';
import { workspaceFiles } from '../editor/workspaceFiles';

export type FileMessage = Extract<FromPage, { type: 'findFiles' | 'openFile' }>;

export function isFileMessage(message: FromPage): message is FileMessage {
	return message.type === 'findFiles' || message.type === 'openFile';
}

export async function handleFileMessage(message: FileMessage, post: (message: ToPage) => void): Promise<void> {
	switch (message.type) {
		case 'findFiles': {
			const places = await Promise.all(
				message.places.map(async place => ((await findPlace(place, workspaceFiles())) ? [place] : [])),
			);
			return post({ type: 'filesFound', requestId: message.requestId, places: places.flat() });
		}
		case 'openFile':
			return openPlace(message.place);
		default:
			return assertNever(message);
	}
}

async function openPlace(text: string): Promise<void> {
	const found = await findPlace(text, workspaceFiles());
	if (found === undefined) return;
	const { line, column = 1 } = found.place;
	const at = line === undefined ? undefined : new vscode.Position(line - 1, column - 1);
	// Pictures and the like have editors of their own.
	await vscode.commands.executeCommand('vscode.open', found.file, at ? { selection: new vscode.Range(at, at) } : {});
}
