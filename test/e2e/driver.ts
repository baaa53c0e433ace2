// What an end-to-end spec uses:
//
//   const vscode = await openVSCode({ settings: { 'openmind.baseUrl': endpoint.baseUrl } });
//   await vscode.editor.open('src/cart.ts');
//   await vscode.editor.selectLines(3, 9);
//   await vscode.runCommand('OpenMind: Explain Selection');
//   const chat = await vscode.chat();
//   await chat.answer('done');
//   await vscode.close();
//
// Each call is a VS Code of its own on a fresh copy of test/fixtures/workspace, with the packaged extension installed. When a test or hook fails,
// a picture and the logs of every open VS Code are left in out/artifacts. Page objects: test/vscode/{workbench,editor,quickInput,chatView}.ts.
import { failures } from '../reporter.js';
import { closeBrowser, openSession, type Session, type SessionOptions } from '../vscode/session';

const open = new Set<Session>();

/** Pictures being taken; a window stays open until its own are done. */
let artifacts: Promise<unknown> = Promise.resolve();

/** Starts VS Code with the packaged extension. */
export async function openVSCode(options: SessionOptions = {}): Promise<Session> {
	const session = await openSession(options);
	open.add(session);
	const close = session.close.bind(session);
	session.close = async () => {
		open.delete(session);
		await artifacts;
		await close();
	};
	return session;
}

failures.on('failed', (title: string) => {
	const sessions = [...open];
	artifacts = artifacts
		.then(() =>
			Promise.all(
				sessions.map((session, index) => session.keepArtifacts(index === 0 ? title : `${title} ${index}`)),
			),
		)
		.catch(() => undefined);
});

/** Mocha's root hooks: nothing outlives the suite, whatever a spec forgot. */
export const mochaHooks = {
	/** The next test waits for the pictures of the one that failed. */
	async afterEach(): Promise<void> {
		await artifacts;
	},

	async afterAll(): Promise<void> {
		await Promise.all([...open].map(session => session.close()));
		await closeBrowser();
	},
};

export type { Session } from '../vscode/session';
export { eventually } from '../vscode/eventually';
