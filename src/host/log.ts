// The "OpenMind" output channel, behind the core's Logger.
import * as vscode from 'vscode';
import { Disposable } from './dispose';
import type { Logger } from '../core/ports';

export class Log extends Disposable implements Logger {
	readonly #channel = this._register(vscode.window.createOutputChannel('OpenMind', { log: true }));

	info(message: string): void {
		this.#write('info', message);
	}

	warn(message: string): void {
		this.#write('warn', message);
	}

	error(message: string): void {
		this.#write('error', message);
	}

	/** As a window closes, VS Code closes the channel first and throws at what is written still. What ends then must not fail of it. */
	#write(level: 'info' | 'warn' | 'error', message: string): void {
		try {
			this.#channel[level](message);
		} catch {
			// There is nowhere left to say it.
		}
	}

	show(): void {
		this.#channel.show();
	}
}
