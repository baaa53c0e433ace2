// Runs in the extension host of a real VS Code (its `extensionTestsPath`): every bundled spec file beside it, by mocha, with the counting reporter.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';
import CountingReporter from '../reporter.js';
import { print } from '../vscode/testOutput';

/** An editor action that waits for VS Code and the stand-in endpoint; local, but on a loaded machine. */
const TEST_TIMEOUT_MS = 20_000;

/** Resolves when all tests passed. Called by VS Code. */
export async function run(): Promise<void> {
	Mocha.reporters.Base.consoleLog = print;
	const mocha = new Mocha({ ui: 'bdd', timeout: TEST_TIMEOUT_MS, color: false, reporter: CountingReporter });
	for (const file of readdirSync(__dirname, { recursive: true, encoding: 'utf8' })) {
		if (file.endsWith('.test.cjs')) {
			mocha.addFile(path.join(__dirname, file));
		}
	}
	const failed = await new Promise<number>(resolve => mocha.run(resolve));
	if (failed > 0) {
		throw new Error(`${failed} integration tests failed`);
	}
}
