// Conversations as the page lists them.
import * as vscode from 'vscode';
import type { Entry } from '../../core/history/entries';
import { groupOf } from '../../core/history/groups';
import type { HistoryEntryView } from '../../shared/chat';

export interface HistoryShown {
	/** Milliseconds since 1970. */
	readonly now: number;
	/** The conversation that the chat shows. */
	readonly current: string;
	readonly searching: boolean;
	readonly workspace: string | undefined;
}

export function historyEntryView(entry: Entry, shown: HistoryShown): HistoryEntryView {
	const { id, name, title, at = 0, pinned = false, forkedFrom, workspace } = entry;
	return {
		id,
		title: name ?? title ?? '',
		at,
		group: shown.searching ? 'found' : groupOf({ at, pinned }, shown.now),
		pinned,
		forked: forkedFrom !== undefined,
		current: id === shown.current,
		...(workspace !== undefined && workspace !== shown.workspace && { place: folderName(workspace) }),
	};
}

function folderName(uri: string): string {
	const { path } = vscode.Uri.parse(uri);
	return path.slice(path.lastIndexOf('/') + 1);
}
