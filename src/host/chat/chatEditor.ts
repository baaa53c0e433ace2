// The chat as an editor tab, beside the panel or without it: the same page, the same conversation. VS Code brings it back after a reload.
import * as vscode from 'vscode';
import { Disposable } from '../dispose';
import { ChatBridge, type ChatBridgeDeps } from './chatBridge';
import { chatEditorType } from './chatEditorType';
import { makePage, pageOptions } from './chatPage';

export class ChatEditor extends Disposable implements vscode.WebviewPanelSerializer {
	readonly #extensionUri: vscode.Uri;
	readonly #deps: () => Promise<ChatBridgeDeps>;
	/** There is one tab: two would show the same. */
	#panel: vscode.WebviewPanel | undefined;
	#bridge: ChatBridge | undefined;

	/** @param deps made when the tab is first shown. */
	constructor(extensionUri: vscode.Uri, deps: () => Promise<ChatBridgeDeps>) {
		super();
		this.#extensionUri = extensionUri;
		this.#deps = deps;
	}

	/** Shows the tab with the cursor in the message box. */
	async open(): Promise<void> {
		if (this.#panel) {
			this.#panel.reveal();
		} else {
			const title = vscode.l10n.t('OpenMind Chat');
			const panel = vscode.window.createWebviewPanel(chatEditorType, title, vscode.ViewColumn.Active, {
				enableFindWidget: true,
			});
			await this.deserializeWebviewPanel(panel);
		}
		this.#bridge?.focusInput();
	}

	/** Fills a new tab, or one that VS Code brings back. */
	async deserializeWebviewPanel(panel: vscode.WebviewPanel): Promise<void> {
		this.#panel?.dispose();
		this.#panel = panel;
		panel.iconPath = vscode.Uri.joinPath(this.#extensionUri, 'media', 'icon.svg');
		panel.webview.options = pageOptions(this.#extensionUri);
		panel.onDidDispose(() => this.#forget(panel));
		const deps = await this.#deps();
		if (this.isDisposed || this.#panel !== panel) {
			return;
		}
		const bridge = new ChatBridge(panel.webview, deps);
		this.#bridge = bridge;
		panel.onDidChangeViewState(() => {
			if (!panel.visible) {
				bridge.hidden();
			}
		});
		panel.webview.html = makePage(panel.webview, this.#extensionUri);
	}

	override dispose(): void {
		this.#panel?.dispose();
		super.dispose();
	}

	#forget(panel: vscode.WebviewPanel): void {
		if (this.#panel === panel) {
			this.#bridge?.dispose();
			this.#panel = this.#bridge = undefined;
		}
	}
}
