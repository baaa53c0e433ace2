// Texts that are shown in editors without being files: read-only, and gone when their editors are closed.
import * as vscode from 'vscode';
import { Disposable } from './dispose';

/** Most texts that are kept: more than anybody has open. */
const maxTexts = 30;

export class VirtualDocuments extends Disposable implements vscode.TextDocumentContentProvider {
	readonly #scheme: string;
	readonly #texts = new Map<string, string>();

	constructor(scheme: string) {
		super();
		this.#scheme = scheme;
		this._register(vscode.workspace.registerTextDocumentContentProvider(scheme, this));
		this._register(
			vscode.workspace.onDidCloseTextDocument(({ uri }) => {
				this.#texts.delete(uri.toString());
			}),
		);
	}

	provideTextDocumentContent(uri: vscode.Uri): string | undefined {
		return this.#texts.get(uri.toString());
	}

	/**
	 * @param path begins with a slash; its ending tells the language
	 * @param id tells texts of the same path apart
	 */
	add(path: string, id: string, text: string): vscode.Uri {
		const uri = vscode.Uri.from({ scheme: this.#scheme, path, query: id });
		this.#texts.set(uri.toString(), text);
		const [oldest] = this.#texts.keys();
		if (this.#texts.size > maxTexts && oldest !== undefined) {
			this.#texts.delete(oldest);
		}
		return uri;
	}
}
