// Everything that can go wrong, as its user sees it: one plain sentence, a button that helps, and nothing lost.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { startEndpoint, type Endpoint, type Step } from '../endpoint/endpoint';
import type { ChatView } from '../vscode/chatView';
import { artifactsDir } from '../vscode/paths.js';
import { eventually, key, openVSCode, type Session } from './driver';

interface Case {
	readonly name: string;
	readonly step: Step | readonly Step[];
	readonly sentence: RegExp;
	readonly button: string;
}

const status = (code: number, error: string, headers: Readonly<Record<string, string>> = {}): Step => ({
	kind: 'status',
	status: code,
	error,
	headers,
});

const cases: readonly Case[] = [
	{
		name: 'wrong key',
		step: status(401, 'Invalid API key'),
		sentence: /did not accept the API key/,
		button: 'Set API Key',
	},
	{
		name: 'no balance',
		step: status(402, 'Insufficient balance. Please add funds.'),
		sentence: /balance is too low/,
		button: 'Open OpenMind Portal',
	},
	{
		name: 'forbidden',
		step: status(403, 'API key limit reached'),
		sentence: /not allowed/,
		button: 'Open OpenMind Portal',
	},
	{
		name: 'unknown model',
		step: status(404, 'unsupported model: gpt-4o. Supported model prefixes for openai: [gpt-4.1, gpt-5]'),
		sentence: /does not offer gpt-4o; it accepts gpt-4\.1, gpt-5\./,
		button: 'Choose Model',
	},
	{
		name: 'too many requests',
		// Longer than the client waits by itself.
		step: status(429, 'Rate limit exceeded', { 'retry-after': '3600' }),
		sentence: /too many requests.*3600 seconds/,
		button: 'Retry',
	},
	{
		name: 'server error',
		step: status(500, 'Internal server error'),
		sentence: /an error of its own \(500\)/,
		button: 'Retry',
	},
	{
		name: 'provider down',
		step: Array.from({ length: 4 }, () => status(503, 'Failed to connect to openai server')),
		sentence: /is not available/,
		button: 'Choose Model',
	},
	{
		name: 'connection lost',
		step: { kind: 'finish', reason: null, text: 'Half an ans' },
		sentence: /connection broke/,
		button: 'Retry',
	},
	{
		name: 'no first token',
		step: { kind: 'stall', at: 'afterHeaders' },
		sentence: /did not begin to answer within 2 seconds/,
		button: 'Retry',
	},
	{
		name: 'stalled stream',
		step: { kind: 'stall', at: 'midStream' },
		sentence: /stopped coming for 2 seconds/,
		button: 'Retry',
	},
	{ name: 'html page', step: { kind: 'html' }, sentence: /not a chat completion/, button: 'Retry' },
	{
		name: 'redirect',
		step: { kind: 'redirect', location: 'https://other.example/' },
		sentence: /not sent there/,
		button: 'Open Settings',
	},
	{ name: 'empty answer', step: { kind: 'text', text: '' }, sentence: /empty answer/, button: 'Retry' },
];

describe('a failed request', () => {
	let endpoint: Endpoint;
	let vscode: Session;

	before(async () => {
		endpoint = await startEndpoint();
		vscode = await openVSCode({
			settings: {
				'openmind.baseUrl': endpoint.baseUrl,
				'openmind.timeouts.firstToken': 2,
				'openmind.timeouts.idle': 2,
				'openmind.models': [{ provider: 'openai', model: 'gpt-4o', contextTokens: 2_500 }],
			},
		});
		await vscode.runCommand('OpenMind: Open Chat');
	});

	after(async () => {
		await vscode.close();
		await endpoint.stop();
	});

	/** Empty, and with the keyboard in its message box, which comes last. */
	const newChat = async (): Promise<ChatView> => {
		await vscode.runCommand('OpenMind: New Chat');
		const chat = await vscode.chat();
		await chat.questions.first().waitFor({ state: 'detached' });
		await chat.hasCursor();
		return chat;
	};

	const picture = async (name: string) =>
		vscode.page
			.locator('.part.auxiliarybar')
			.screenshot({ path: path.join(artifactsDir, '..', 'pictures', `failure ${name}.png`) });

	const attach = async (chat: ChatView, what: string) => {
		await chat.button('Attach').click();
		await chat.frame.getByRole('menuitem', { name: what }).click();
	};

	it('without a key asks for one, and sends the same message once it is set', async () => {
		const chat = await vscode.chat();
		await chat.send('Hello?');
		await chat.answer('failed');
		assert.match(await chat.alert.innerText(), /No OpenMind API key is set/);
		await picture('no key');
		await chat.alert.getByRole('button', { name: 'Set API Key' }).click();
		await vscode.quickInput.answer(key);
		await chat.answer('done');
		assert.equal(await chat.questions.count(), 1);
		assert.equal(endpoint.requests.length, 1);
	});

	for (const { name, step, sentence, button } of cases) {
		it(`of the kind "${name}" says so, helps, and can be sent again`, async () => {
			const chat = await newChat();
			endpoint.script(step);
			await chat.send(`Question about ${name}`);
			await chat.answer('failed');
			assert.match(await chat.alert.innerText(), sentence);
			await chat.alert.getByRole('button', { name: button }).waitFor();
			await picture(name);
			const retry = chat.alert.getByRole('button', { name: 'Retry' });
			await ((await retry.count()) > 0 ? retry : chat.button('Try Again').last()).click();
			await chat.answer('done');
			assert.equal(await chat.questions.count(), 1);
		});
	}

	it('that may pass is tried again: the wait counts down and can be cut short', async () => {
		const chat = await newChat();
		endpoint.script(status(429, 'Rate limit exceeded', { 'retry-after': '50' }));
		await chat.send('Are you busy?');
		const answer = await chat.answer('streaming');
		const seconds = async () => Number(/Trying again in (\d+) s \(2 of 4\)/.exec(await answer.innerText())?.[1]);
		const first = await eventually('the countdown', async () => (await seconds()) || undefined);
		await eventually('a second less', async () => (await seconds()) < first);
		await picture('tried again');
		await chat.button('Send Now').click();
		await chat.answer('done');
	});

	it('keeps the text that came before it', async () => {
		const chat = await newChat();
		// An error in the stream: a reset may throw away what the network had already delivered.
		endpoint.script({ kind: 'errorEvent', error: 'upstream died', afterChunks: 8 });
		await chat.send('Half an answer, please');
		const answer = await chat.answer('failed');
		assert.match(await answer.innerText(), /You asked/);
	});

	it('is not what a refusal is: the model’s words are shown, with a notice', async () => {
		const chat = await newChat();
		endpoint.script({ kind: 'refusal', text: 'I would rather not.' });
		await chat.send('Something odd');
		const answer = await chat.answer('done');
		assert.match(await answer.innerText(), /I would rather not\.[^]*declined to answer/);
		await answer.getByRole('button', { name: 'Choose Model' }).waitFor();
		await picture('refusal');
	});

	it('is not what an answer cut by length is: it can be continued', async () => {
		const chat = await newChat();
		endpoint.script({ kind: 'finish', reason: 'length', text: 'One, two,' });
		await chat.send('Count');
		const answer = await chat.answer('done');
		assert.match(await answer.innerText(), /length limit/);
		await picture('cut by length');
		endpoint.script({ kind: 'text', text: ' three.' });
		await answer.getByRole('button', { name: 'Continue' }).click();
		await eventually('the rest', async () => /One, two, three\./.test(await answer.innerText()));
		await chat.answer('done');
		assert.equal(await chat.questions.count(), 1);
	});

	it('of a message too large says so before sending, and sends it trimmed', async () => {
		await writeFile(path.join(vscode.workspace, 'big.ts'), 'export const value = 1;\n'.repeat(2_000));
		const chat = await newChat();
		await vscode.editor.open('big.ts');
		await attach(chat, 'Active File');
		const before = endpoint.requests.length;
		await chat.send('What is this?');
		await chat.answer('failed');
		assert.match(await chat.alert.innerText(), /This is about [\d,.]+ tokens, more than the [\d,.]+ that fit/);
		assert.equal(endpoint.requests.length, before);
		await picture('too large');
		await chat.alert.getByRole('button', { name: 'Trim and Send' }).click();
		await chat.answer('done');
		assert.match(await chat.questions.last().innerText(), /big\.ts/);
	});

	it('of an excluded file sends nothing and says why', async () => {
		const before = endpoint.requests.length;
		await vscode.editor.open('.env');
		await vscode.runCommand('OpenMind: Explain Selection');
		await vscode
			.notification(/\.env is excluded by your privacy settings/)
			.getByRole('button', { name: 'Open Settings' })
			.waitFor();
		await vscode.runCommand('OpenMind: Complete at Cursor');
		await eventually('the second notification', async () => (await vscode.notifications()).length > 0);
		await vscode.runCommand('Notifications: Clear All Notifications');
		const chat = await vscode.chat();
		await attach(chat, 'Active File');
		await vscode.notification(/\.env is excluded/).waitFor();
		assert.equal(endpoint.requests.length, before);
	});

	it('of a picture says that there is no text to explain', async () => {
		await vscode.runCommand('Notifications: Clear All Notifications');
		await vscode.runCommand('View: Close All Editors');
		await vscode.quickInput.openPalette('logo.png');
		await vscode.quickInput.pick('logo.png');
		await vscode.page.locator('.tab.active[data-resource-name="logo.png"]').waitFor();
		await vscode.runCommand('OpenMind: Explain Selection');
		await vscode
			.notification(/Open a file in the editor first/)
			.getByRole('button', { name: 'Open File…' })
			.waitFor();
	});
});

describe('a host that cannot be reached', () => {
	let vscode: Session;

	before(async () => {
		// The default host is out of reach without any traffic leaving this machine.
		const noHosts = new URL('../vscode/noHosts.js', import.meta.url).href;
		vscode = await openVSCode({ env: { OM_API_KEY: key, NODE_OPTIONS: `--import=${noHosts}` } });
		await vscode.runCommand('OpenMind: Open Chat');
	});

	after(() => vscode.close());

	it('offers the successor host in one click, and does not send the key there until the user says so', async () => {
		const chat = await vscode.chat();
		await chat.send('Anybody there?');
		await chat.answer('failed');
		assert.match(await chat.alert.innerText(), /There is no server named api\.openmind\.org/);
		await chat.alert.getByRole('button', { name: 'Use api.openmind.com' }).click();
		await eventually('the key held back', async () =>
			/was not sent to api\.openmind\.com/.test(await chat.alert.last().innerText()),
		);
		await chat.alert.last().getByRole('button', { name: 'Use Key for api.openmind.com' }).click();
		await eventually('the next try', async () =>
			/There is no server named api\.openmind\.com/.test(await chat.alert.last().innerText()),
		);
	});
});
