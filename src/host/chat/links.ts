// Opens links of answers: the web and mail in the system's handler, nothing else.
import * as vscode from 'vscode';
import { isSafeLink } from '../../core/chat/safeLink';

export async function openLink(href: string): Promise<void> {
	if (isSafeLink(href)) {
		await vscode.env.openExternal(vscode.Uri.parse(href, true));
	}
}
