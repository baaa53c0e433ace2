// Runs in the extension host as its test module: activates the extensions named in OM_BENCH_ORDER, one after the other, and says how long each took.
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { print } from '../../vscode/testOutput';

/** A start of VS Code is over when this many round trips to its window in a row were quick; on a busy machine that may never be. */
const quiet = { trips: 10, tripMs: 10, pauseMs: 50, giveUpMs: 15_000 };

/** Called by VS Code. Prints one line for each: "activation", its id, milliseconds, and whether VS Code was at rest or busy before. */
export async function run(): Promise<void> {
	await activate('openmind-community.probe');
	for (const id of (process.env['OM_BENCH_ORDER'] ?? '').split(',')) {
		const state = (await comesToRest()) ? 'rest' : 'busy';
		print(`activation ${id} ${await activate(id)} ${state}`);
	}
}

async function activate(id: string): Promise<number> {
	const extension = vscode.extensions.getExtension(id);
	if (extension === undefined || extension.isActive) {
		throw new Error(`${id} is ${extension === undefined ? 'not installed' : 'active already'}`);
	}
	const started = performance.now();
	await extension.activate();
	return performance.now() - started;
}

async function comesToRest(): Promise<boolean> {
	const deadline = performance.now() + quiet.giveUpMs;
	for (let quick = 0; quick < quiet.trips;) {
		if (performance.now() > deadline) {
			return false;
		}
		await delay(quiet.pauseMs);
		const started = performance.now();
		await vscode.commands.executeCommand('setContext', 'openmind-probe.trip', quick);
		quick = performance.now() - started < quiet.tripMs ? quick + 1 : 0;
	}
	return true;
}
