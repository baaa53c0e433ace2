// Runs in the extension host as its test module: activates the extensions named in OM_BENCH_ORDER, one after the other, and says how long each took.
import * as vscode from 'vscode';
import { print } from '../../vscode/testOutput';

/** Called by VS Code. Prints one line for each: "activation", its id, milliseconds. */
export async function run(): Promise<void> {
	for (const id of (process.env['OM_BENCH_ORDER'] ?? '').split(',')) {
		const extension = vscode.extensions.getExtension(id);
		if (extension === undefined || extension.isActive) {
			throw new Error(`${id} is ${extension === undefined ? 'not installed' : 'active already'}`);
		}
		const started = performance.now();
		await extension.activate();
		print(`activation ${id} ${performance.now() - started}`);
	}
}
