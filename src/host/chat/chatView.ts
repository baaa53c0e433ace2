// The chat's view in the side bar. VS Code destroys the page when it is hidden and makes it anew; the bridge then sends it everything.
import * as vscode from 'vscode';
import { randomBytes } from 'node:crypto';
import { pageHtml } from '../../core/chat/pageHtml';
import { Disposable } from '../dispose';
import { ChatBridge, type ChatBridgeDeps } from './chatBridge';
import { chatViewId } from './chatViewId';
import { pageStrings } from './pageStrings';

export class ChatView extends Disposable implements vscode.WebviewViewProvider {
	readonly #extensionUri: vscode.Uri;
	readonly #deps: () => Promise<ChatBridgeDeps>;
	#view: vscode.WebviewView | undefined;
	#bridge: ChatBridge | undefined;
	/** What is asked of a page that is not there yet. */
	#whenResolved: ((bridge: ChatBridge) => void) | undefined;

	/** @param deps made when the view is first shown, so that starting VS Code costs nothing. */
	constructor(extensionUri: vscode.Uri, deps: () => Promise<ChatBridgeDeps>) {
		super();
		this.#extensionUri = extensionUri;
		this.#deps = deps;
	}

	async resolveWebviewView(view: vscode.WebviewView): Promise<void> {
		const roots = [
			vscode.Uri.joinPath(this.#extensionUri, 'dist', 'page'),
			vscode.Uri.joinPath(this.#extensionUri, 'media'),
		];
		view.webview.options = { enableScripts: true, enableForms: false, localResourceRoots: roots };
		this.#view = view;
		const deps = await this.#deps();
		if (this.isDisposed || this.#view !== view) {
			return;
		}
		this.#bridge?.dispose();
		const bridge = new ChatBridge(view.webview, deps);
		this.#bridge = bridge;
		view.onDidDispose(() => {
			bridge.dispose();
			this.#bridge = this.#bridge === bridge ? undefined : this.#bridge;
			this.#view = this.#view === view ? undefined : this.#view;
		});
		// Only now: the page says `ready` as soon as it runs, and the bridge must hear it.
		view.webview.html = this.#html(view.webview);
		this.#whenResolved?.(bridge);
		this.#whenResolved = undefined;
	}

	override dispose(): void {
		this.#bridge?.dispose();
		super.dispose();
	}

	/** Shows the panel; the keyboard focus stays where it is. */
	async reveal(): Promise<void> {
		if (this.#view) {
			this.#view.show(true);
		} else {
			await vscode.commands.executeCommand(`${chatViewId}.focus`, { preserveFocus: true });
		}
	}

	/** Shows the panel with the cursor in the message box. */
	focus(): Promise<void> {
		return this.#show(bridge => bridge.focusInput());
	}

	/** Shows the panel with the list of conversations. */
	showHistory(): Promise<void> {
		return this.#show(bridge => bridge.showHistory());
	}

	async #show(act: (bridge: ChatBridge) => void): Promise<void> {
		this.#whenResolved = this.#bridge === undefined ? act : undefined;
		await vscode.commands.executeCommand(`${chatViewId}.focus`);
		if (this.#bridge && !this.#whenResolved) {
			act(this.#bridge);
		}
	}

	#html(webview: vscode.Webview): string {
		const uri = (...path: string[]) =>
			webview.asWebviewUri(vscode.Uri.joinPath(this.#extensionUri, ...path)).toString();
		return pageHtml({
			cspSource: webview.cspSource,
			nonce: randomBytes(16).toString('base64'),
			scriptUri: uri('dist', 'page', 'chat.js'),
			styleUris: [uri('media', 'chat.css')],
			language: vscode.env.language,
			title: vscode.l10n.t('OpenMind Chat'),
			strings: pageStrings(),
		});
	}
}
