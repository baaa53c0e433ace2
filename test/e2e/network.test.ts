// The way to the service as the user's network has it: VS Code's proxy and certificate settings, and connections that are used again.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { startConnectProxy, type ConnectProxy } from '../endpoint/connectProxy';
import { startEndpoint, type Endpoint } from '../endpoint/endpoint';
import { makePrivateCa } from '../endpoint/privateCa';
import { artifactsDir } from '../vscode/paths.js';
import { temporaryFolder } from '../vscode/temp';
import { key, openVSCode, type Session } from './driver';

/** A name that no name server knows: only the proxy does. */
const host = 'openmind.test';

const { ca, server } = makePrivateCa([host]);

const certificateSentence = /The certificate of \S+ could not be verified, so nothing was sent/;

async function caFile(): Promise<string> {
	const file = path.join(temporaryFolder('ca'), 'ca.pem');
	await writeFile(file, ca);
	return file;
}

/** The first message asks for the key, which is then set for the origin in use; the answer, or the failure, follows. */
async function sendWithKey(vscode: Session, text: string): Promise<void> {
	await vscode.runCommand('OpenMind: Open Chat');
	const chat = await vscode.chat();
	await chat.send(text);
	const set = chat.alert.getByRole('button', { name: 'Set API Key' });
	await set.click();
	await vscode.quickInput.answer(key);
	// Until the message is sent again, its first failure stands there.
	await set.waitFor({ state: 'detached' });
}

describe('behind a proxy that VS Code is told of', () => {
	let endpoint: Endpoint;
	let proxy: ConnectProxy;
	let vscode: Session;

	before(async () => {
		endpoint = await startEndpoint({ tls: server });
		proxy = await startConnectProxy(host, endpoint.port);
		vscode = await openVSCode({
			settings: { 'openmind.baseUrl': `https://${host}:${endpoint.port}/api/core`, 'http.proxy': proxy.url },
			// Where the system keeps its certificates; `http.systemCertificates` is on by default.
			env: { SSL_CERT_FILE: await caFile() },
		});
	});

	after(async () => {
		await vscode.close();
		await proxy.stop();
		await endpoint.stop();
	});

	it('a turn goes through the proxy, which sees neither question nor key, and the system’s certificates count', async () => {
		await sendWithKey(vscode, 'Who carries this?');
		const chat = await vscode.chat();
		await chat.answer('done');
		assert.equal(endpoint.requests.length, 1);
		assert.deepEqual(
			proxy.tunnels.map(({ target }) => target),
			[`${host}:${endpoint.port}`],
		);
		assert.equal(proxy.tunnels.length, endpoint.sockets.total, 'nothing went past the proxy');
		const carried = Buffer.concat(proxy.tunnels.map(({ sent }) => sent));
		assert.ok(carried.length > 500, `${carried.length} bytes`);
		assert.ok(!carried.includes('Who carries this?') && !carried.includes(key));
	});

	it('that is gone, the failure speaks of the proxy', async () => {
		await proxy.stop();
		const chat = await vscode.chat();
		await chat.send('Still there?');
		await chat.answer('failed');
		assert.match(await chat.alert.innerText(), /The network proxy did not let the request through/);
		await chat.alert.getByRole('button', { name: 'Open Settings' }).waitFor();
		assert.equal(endpoint.requests.length, 1);
	});
});

describe('a certificate of a private authority', function () {
	// Each test starts a VS Code of its own.
	this.timeout(120_000);

	let endpoint: Endpoint;
	let vscode: Session;

	beforeEach(async () => {
		endpoint = await startEndpoint({ tls: server });
	});

	afterEach(async () => {
		await vscode.close();
		await endpoint.stop();
	});

	it('that VS Code does not know is refused before anything is sent, with a button to the setting', async () => {
		vscode = await openVSCode({ settings: { 'openmind.baseUrl': endpoint.baseUrl } });
		await sendWithKey(vscode, 'Who are you?');
		const chat = await vscode.chat();
		await chat.answer('failed');
		assert.match(await chat.alert.innerText(), certificateSentence);
		await vscode.page
			.locator('.part.auxiliarybar')
			.screenshot({ path: path.join(artifactsDir, '..', 'pictures', 'failure certificate.png') });
		assert.equal(endpoint.requests.length, 0);
		assert.ok(endpoint.sockets.total > 0);
		await chat.alert.getByRole('button', { name: 'Open Settings' }).click();
		await vscode.page
			.locator('.settings-editor')
			.getByText('System Certificates', { exact: false })
			.first()
			.waitFor();
	});

	it('of the system counts for nothing once `http.systemCertificates` is off', async () => {
		vscode = await openVSCode({
			settings: { 'openmind.baseUrl': endpoint.baseUrl, 'http.systemCertificates': false },
			env: { SSL_CERT_FILE: await caFile() },
		});
		await sendWithKey(vscode, 'Who are you?');
		const chat = await vscode.chat();
		await chat.answer('failed');
		assert.match(await chat.alert.innerText(), certificateSentence);
		assert.equal(endpoint.requests.length, 0);
	});

	it('that Node is told of is trusted, and ten turns go over one connection', async () => {
		vscode = await openVSCode({
			settings: { 'openmind.baseUrl': endpoint.baseUrl },
			env: { NODE_EXTRA_CA_CERTS: await caFile() },
		});
		await sendWithKey(vscode, 'Turn 1');
		const chat = await vscode.chat();
		await chat.answer('done');
		for (let turn = 2; turn <= 10; turn++) {
			await chat.send(`Turn ${turn}`);
			await chat.answers.nth(turn - 1).waitFor();
			await chat.answer('done');
		}
		assert.equal(endpoint.requests.length, 10);
		// Node's agent gives up a connection that was idle for 5 seconds; a slow machine may take that long between two turns.
		const pauses = endpoint.requests.filter(
			({ time }, turn) => time - (endpoint.requests[turn - 1]?.time ?? time) > 4_000,
		);
		assert.ok(pauses.length < 5, `${pauses.length} turns were too slow to tell`);
		assert.ok(endpoint.sockets.total <= 1 + pauses.length, `${endpoint.sockets.total} connections`);
	});
});
