// Opens links of answers: the web and mail in the system's handler, nothing else.
import * as vscode from 'vscode';
import { isSafeLink } from '../../core/chat/safeLink';

export async function openLink(href: string): Promise<void> {
	if (isSafeLink(href)) {
		// A Uri forgets which reserved characters were encoded: `?q=C%2B%2B` would ask for `C++`. VS Code takes text, too, and keeps it as it is.
		await vscode.env.openExternal(href as unknown as vscode.Uri);
	}
}
