// The page's words in the user's language.
import * as vscode from 'vscode';
import { englishPageStrings } from '../../shared/strings';

export function pageStrings(): object {
	return Object.fromEntries(
		Object.entries(englishPageStrings).map(([name, english]) => [name, vscode.l10n.t(english)]),
	);
}
