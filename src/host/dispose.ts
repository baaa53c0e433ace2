// Disposal, the way VS Code's own extensions do it: register what you make where you make it.
import type * as vscode from 'vscode';

/** Disposes all of them even if one throws, then throws what was thrown. */
export function disposeAll(disposables: Iterable<vscode.Disposable>): void {
	const errors: unknown[] = [];
	for (const disposable of disposables) {
		try {
			disposable.dispose();
		} catch (error) {
			errors.push(error);
		}
	}
	if (errors.length > 0) {
		throw new AggregateError(errors, 'Disposing failed');
	}
}

/** Base of everything that holds disposables for its own life. */
export abstract class Disposable {
	readonly #held = new Set<vscode.Disposable>();
	#disposed = false;

	protected get isDisposed(): boolean {
		return this.#disposed;
	}

	dispose(): void {
		if (this.#disposed) {
			return;
		}
		this.#disposed = true;
		const held = [...this.#held];
		this.#held.clear();
		disposeAll(held);
	}

	/** Holds `disposable` until this is disposed; one that comes too late is disposed at once. */
	protected _register<T extends vscode.Disposable>(disposable: T): T {
		if (this.#disposed) {
			disposable.dispose();
		} else {
			this.#held.add(disposable);
		}
		return disposable;
	}
}
