// The chat as an editor tab, beside the panel or without it: the same page, the same conversation. VS Code brings it back after a reload.
import * as vscode from 'vscode';
import { Disposable } from '../dispose';
import { ChatBridge, type ChatBridgeDeps } from './chatBridge';
import { chatEditorType } from './chatEditorType';
import { makePage, pageOptions } from './chatPage';
import type { ChatPlace } from './chatPlace';

export class ChatEditor extends Disposable implements vscode.WebviewPanelSerializer, ChatPlace {
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

	get isVisible(): boolean {
		return this.#panel?.visible === true;
	}

	/** Whether the reader works in it. */
	get isActive(): boolean {
		return this.#panel?.active === true;
	}

	async reveal(): Promise<void> {
		await this.#show(true);
	}

	async focus(): Promise<void> {
		(await this.#show())?.focusInput();
	}

	async showHistory(): Promise<void> {
		(await this.#show())?.showHistory();
	}

	async showRequest(): Promise<void> {
		(await this.#show())?.showRequest();
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

	/** Nothing when the tab was closed meanwhile. */
	async #show(preserveFocus = false): Promise<ChatBridge | undefined> {
		if (this.#panel) {
			this.#panel.reveal(undefined, preserveFocus);
		} else {
			const title = vscode.l10n.t('OpenMind Chat');
			const place = { viewColumn: vscode.ViewColumn.Active, preserveFocus };
			const panel = vscode.window.createWebviewPanel(chatEditorType, title, place, { enableFindWidget: true });
			await this.deserializeWebviewPanel(panel);
		}
		return this.#bridge;
	}

	#forget(panel: vscode.WebviewPanel): void {
		if (this.#panel === panel) {
			this.#bridge?.dispose();
			this.#panel = this.#bridge = undefined;
		}
	}
}
