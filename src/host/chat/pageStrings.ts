// The page's words in the user's language.
import * as vscode from 'vscode';
import { englishPageStrings, type PageStrings } from '../../shared/strings';

export function pageStrings(): PageStrings {
	const translated: Record<string, string> = { ...englishPageStrings };
	for (const [name, english] of Object.entries(englishPageStrings)) {
		translated[name] = vscode.l10n.t(english);
	}
	// The loop only replaces the values of names that are there.
	return translated as PageStrings;
}
