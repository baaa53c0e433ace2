// The "OpenMind" output channel, behind the core's Logger.
import * as vscode from 'vscode';
import { Disposable } from './dispose';
import type { Logger } from '../core/ports';

export class Log extends Disposable implements Logger {
	readonly #channel = this._register(vscode.window.createOutputChannel('OpenMind', { log: true }));

	info(message: string): void {
		this.#channel.info(message);
	}

	warn(message: string): void {
		this.#channel.warn(message);
	}

	error(message: string): void {
		this.#channel.error(message);
	}

	show(): void {
		this.#channel.show();
	}
}
