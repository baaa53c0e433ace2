// The chat's view in the side bar. VS Code destroys the page when it is hidden and makes it anew; the bridge then sends it everything.
import * as vscode from 'vscode';
import { Disposable } from '../dispose';
import { ChatBridge, type ChatBridgeDeps } from './chatBridge';
import { makePage, pageOptions } from './chatPage';
import type { ChatPlace } from './chatPlace';
import { chatViewId } from './chatViewId';

export class ChatView extends Disposable implements vscode.WebviewViewProvider, ChatPlace {
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
		view.webview.options = pageOptions(this.#extensionUri);
		this.#view = view;
		const deps = await this.#deps();
		if (this.isDisposed || this.#view !== view) {
			return;
		}
		this.#bridge?.dispose();
		const bridge = new ChatBridge(view.webview, deps);
		this.#bridge = bridge;
		view.onDidChangeVisibility(() => {
			if (!view.visible) {
				bridge.hidden();
			}
		});
		view.onDidDispose(() => {
			bridge.dispose();
			this.#bridge = this.#bridge === bridge ? undefined : this.#bridge;
			this.#view = this.#view === view ? undefined : this.#view;
		});
		// Only now: the page says `ready` as soon as it runs, and the bridge must hear it.
		view.webview.html = makePage(view.webview, this.#extensionUri);
		this.#whenResolved?.(bridge);
		this.#whenResolved = undefined;
	}

	override dispose(): void {
		this.#bridge?.dispose();
		super.dispose();
	}

	get isVisible(): boolean {
		return this.#view?.visible === true;
	}

	async reveal(): Promise<void> {
		if (this.#view) {
			this.#view.show(true);
		} else {
			await vscode.commands.executeCommand(`${chatViewId}.focus`, { preserveFocus: true });
		}
	}

	focus(): Promise<void> {
		return this.#show(bridge => bridge.focusInput());
	}

	showHistory(): Promise<void> {
		return this.#show(bridge => bridge.showHistory());
	}

	showRequest(): Promise<void> {
		return this.#show(bridge => bridge.showRequest());
	}

	async #show(act: (bridge: ChatBridge) => void): Promise<void> {
		this.#whenResolved = this.#bridge === undefined ? act : undefined;
		await vscode.commands.executeCommand(`${chatViewId}.focus`);
		if (this.#bridge && !this.#whenResolved) {
			act(this.#bridge);
		}
	}
}
