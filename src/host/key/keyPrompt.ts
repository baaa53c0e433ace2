// Asks for the API key.
import * as vscode from 'vscode';
import { hostOf, judgeKey, requireOrigin } from '../../core/key/keyRing';
import type { Settings } from '../settings';
import type { KeyStore } from './keyStore';

/** @returns whether a key was stored. @throws OpenMindError `insecureUrl`, before it asks, when the base URL is none that a key could be for. */
export async function promptForKey(keys: KeyStore, settings: Settings): Promise<boolean> {
	requireOrigin(settings.baseUrl());
	const { t } = vscode.l10n;
	const key = await vscode.window.showInputBox({
		title: t('OpenMind API Key'),
		prompt: t("Kept in VS Code's secret storage and sent to {0} only.", hostOf(settings.baseUrl())),
		placeHolder: 'om1_live_…',
		password: true,
		ignoreFocusOut: true,
		validateInput: verdictMessage,
	});
	if (key === undefined) {
		return false;
	}
	await keys.set(key);
	return true;
}

function verdictMessage(typed: string): string | vscode.InputBoxValidationMessage | undefined {
	const { t } = vscode.l10n;
	switch (judgeKey(typed)) {
		case 'empty':
			// Nothing typed yet is no mistake to point at, but it cannot be accepted either.
			return { message: t('Type or paste your key.'), severity: vscode.InputBoxValidationSeverity.Error };
		case 'unusable':
			return t('This holds characters that no key has.');
		case 'unusual':
			return {
				message: t('OpenMind keys usually begin with om1_live_ or om1_test_. Enter accepts it all the same.'),
				severity: vscode.InputBoxValidationSeverity.Warning,
			};
		case 'ok':
			return undefined;
	}
}
