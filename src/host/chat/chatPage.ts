// The chat page in a webview: what it may load, and its HTML.
import * as vscode from 'vscode';
import { randomBytes } from 'node:crypto';
import { pageHtml } from '../../core/chat/pageHtml';
import { pageStrings } from './pageStrings';

/** What the page may load: its bundle and its style sheets. */
export function pageOptions(extensionUri: vscode.Uri): vscode.WebviewOptions {
	const roots = [vscode.Uri.joinPath(extensionUri, 'dist', 'page'), vscode.Uri.joinPath(extensionUri, 'media')];
	return { enableScripts: true, enableForms: false, localResourceRoots: roots };
}

/** The HTML of a fresh page, which says `ready` as soon as it runs. */
export function makePage(webview: vscode.Webview, extensionUri: vscode.Uri): string {
	const uri = (...path: string[]) => webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, ...path)).toString();
	return pageHtml({
		cspSource: webview.cspSource,
		nonce: randomBytes(16).toString('base64'),
		scriptUri: uri('dist', 'page', 'chat.js'),
		styleUris: [uri('media', 'chat.css'), uri('media', 'motion.css')],
		language: vscode.env.language,
		title: vscode.l10n.t('OpenMind Chat'),
		strings: pageStrings(),
	});
}
