// What an end-to-end spec uses:
//
//   const { endpoint, vscode, chat } = await openChat();
//   await vscode.editor.open('src/cart.ts');
//   await vscode.editor.selectLines(3, 9);
//   await vscode.runCommand('OpenMind: Explain Selection');
//   await chat.answer('done');
//   await vscode.close();
//
// Each call is a VS Code of its own on a fresh copy of test/fixtures/workspace, with the packaged extension installed. When a test or hook fails,
// a picture and the logs of every open VS Code are left in out/artifacts. Page objects: test/vscode/{workbench,editor,quickInput,chatView}.ts.
import { startEndpoint, type Endpoint } from '../endpoint/endpoint';
import { failures } from '../reporter.js';
import type { ChatView } from '../vscode/chatView';
import { eventually } from '../vscode/eventually';
import { closeBrowser, openSession, type Session, type SessionOptions } from '../vscode/session';

/** A key that looks like one and opens nothing. */
export const key = 'om1_test_abcdefghijklmnopqrstuvwx';

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

/** Takes the key as a person gives it, from the panel's own button. */
export async function setKey(vscode: Session, chat: ChatView): Promise<void> {
	await chat.button('Set API Key').click();
	await vscode.quickInput.answer(key);
	await chat.button('Set API Key').waitFor({ state: 'detached' });
}

export interface OpenChat {
	readonly endpoint: Endpoint;
	/** Closing it stops the endpoint, too. */
	readonly vscode: Session;
	/** The page; it stays the same while the panel is shown. */
	readonly chat: ChatView;
	/** Asks, with the answer to it, and waits until that is shown. */
	ask(question: string, answer: string): Promise<void>;
}

/** VS Code with the chat shown and a key set, and the endpoint that it asks. */
export async function openChat(options: SessionOptions = {}): Promise<OpenChat> {
	const endpoint = await startEndpoint({ keys: [key] });
	const settings = { 'openmind.baseUrl': endpoint.baseUrl, ...options.settings };
	const vscode = await openVSCode({ ...options, settings });
	const close = vscode.close.bind(vscode);
	vscode.close = async () => {
		await close();
		await endpoint.stop();
	};
	await vscode.runCommand('OpenMind: Open Chat');
	const chat = await vscode.chat();
	await setKey(vscode, chat);
	const ask = async (question: string, answer: string): Promise<void> => {
		const before = await chat.questions.count();
		endpoint.script({ kind: 'text', text: answer });
		await chat.send(question);
		await eventually('the question', async () => (await chat.questions.count()) === before + 1);
		await chat.answer('done');
	};
	return { endpoint, vscode, chat, ask };
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
export { eventually, remains } from '../vscode/eventually';
