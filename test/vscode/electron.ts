// The integration suite in a desktop VS Code, for machines that can download one.
import { cp } from 'node:fs/promises';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { root, workspaceFixture } from './paths.js';
import { temporaryFolder } from './temp';

/** The oldest VS Code that the manifest allows; the other suites use a newer one. */
const version = '1.106.0';

/** Runs a test module as runExtensionTests does; gives the exit code. */
export async function runElectronTests(testsModule: string, resultsFile: string): Promise<number> {
	const workspace = path.join(temporaryFolder('workspace'), 'workspace');
	await cp(workspaceFixture, workspace, { recursive: true });
	return runTests({
		version,
		extensionDevelopmentPath: root,
		extensionTestsPath: testsModule,
		// An undefined value takes the variable away: a key of the developer's own must never reach a test.
		extensionTestsEnv: { OM_TEST_RESULTS: resultsFile, OM_API_KEY: undefined },
		launchArgs: [
			workspace,
			'--disable-extensions',
			'--disable-workspace-trust',
			'--user-data-dir',
			temporaryFolder('user'),
		],
	});
}
