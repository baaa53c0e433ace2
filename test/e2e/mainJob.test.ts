// The main job with the packaged extension: explain, chat, complete; what is sent, what is kept, and that the key is nowhere.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { maskKey, startEndpoint, type Endpoint, type RecordedRequest } from '../endpoint/endpoint';
import type { ChatView } from '../vscode/chatView';
import { eventually, key, openVSCode, type Session } from './driver';

interface Body {
	readonly model: string;
	readonly stream: boolean;
	readonly stream_options: unknown;
	readonly messages: readonly { readonly role: string; readonly content: string }[];
}

/** The body of a request that kept to the contract. */
function bodyOf(request: RecordedRequest | undefined): Body {
	assert.ok(request);
	assert.equal(request.violation, undefined);
	return request.body as Body; // The endpoint has checked its shape.
}

describe('the main job', () => {
	let endpoint: Endpoint;
	let vscode: Session;

	before(async () => {
		endpoint = await startEndpoint({ keys: [key] });
		vscode = await openVSCode({
			settings: { 'openmind.baseUrl': endpoint.baseUrl, 'openmind.fallbackModels': ['deepseek/deepseek-chat'] },
		});
	});

	after(async () => {
		await vscode.close();
		await endpoint.stop();
	});

	/** What is typed now lands in the message box, which is empty again then. */
	async function typesOn(chat: ChatView): Promise<void> {
		await chat.hasCursor();
		await chat.message.fill('');
		await vscode.page.keyboard.type('words');
		await eventually('the words', async () => (await chat.message.inputValue()) === 'words');
		await chat.message.fill('');
	}

	it('begins with an extension that is listed as installed', async () => {
		await vscode.runCommand('Extensions: Show Installed Extensions');
		await vscode.page.locator('.extensions-list .monaco-list-row', { hasText: 'OpenMind Code' }).waitFor();
		await vscode.runCommand('File: Focus on Files Explorer');
	});

	it('asks for a key in the empty chat, whose message box has the focus, and takes it through a masked input box', async () => {
		await vscode.runCommand('OpenMind: Open Chat');
		const chat = await vscode.chat();
		await chat.hasCursor();
		await chat.button('Set API Key').click();
		await vscode.quickInput.input.waitFor();
		assert.equal(await vscode.quickInput.input.getAttribute('type'), 'password');
		await vscode.quickInput.answer(key);
		await chat.button('Set API Key').waitFor({ state: 'detached' });
		await typesOn(chat);
	});

	it('keeps the key over a reload', async () => {
		await vscode.reload();
		await vscode.runCommand('OpenMind: Test Connection');
		await vscode.notification(/openai\/gpt-4o answered in \d+ ms/).waitFor();
		assert.equal(endpoint.requests[0]?.headers['x-api-key'], maskKey(key));
	});

	it('attaches what an example speaks of', async () => {
		await vscode.editor.open('src/cart.ts');
		await vscode.editor.selectLines(1, 4);
		await vscode.runCommand('OpenMind: Open Chat');
		const chat = await vscode.chat();
		await chat.button('Write tests for the selection').click();
		await chat.button(/^Remove .*cart\.ts/).click();
		assert.equal(await chat.message.inputValue(), 'Write tests for the selection');
		await typesOn(chat);
	});

	it('gives the keyboard back after a choice, wherever it was made', async () => {
		await vscode.editor.focus();
		const chat = await vscode.chat();
		await chat.message.click();
		await chat.button(/^Model: /).click();
		await vscode.quickInput.input.waitFor();
		await vscode.quickInput.cancel();
		await typesOn(chat);
		await chat.button('Attach').click();
		await chat.frame.getByRole('menuitem', { name: 'Active File' }).click();
		await chat.button(/^Remove .*cart\.ts/).waitFor();
		await typesOn(chat);
		await chat.button(/^Remove .*cart\.ts/).click();
	});

	it('explains the selection in the panel, and streams the answer', async () => {
		const before = endpoint.requests.length;
		endpoint.script({ kind: 'stall', at: 'midStream', afterChunks: 6 });
		await vscode.editor.open('src/cart.ts');
		await vscode.editor.selectLines(1, 4);
		await vscode.runCommand('OpenMind: Explain Selection');
		const chat = await vscode.chat();
		await chat.streamed();
		endpoint.release();
		await chat.answer('done');
		assert.match(await chat.questions.last().innerText(), /cart\.ts/);
		assert.equal(endpoint.requests.length, before + 1);
	});

	it('sends exactly the documented path, header and body', () => {
		const request = endpoint.requests.at(-1);
		const body = bodyOf(request);
		assert.equal(request?.method, 'POST');
		assert.equal(request.path, '/api/core/openai/chat/completions');
		assert.equal(request.headers['x-api-key'], maskKey(key));
		assert.equal(request.headers['content-type'], 'application/json');
		assert.deepEqual(Object.keys(body).sort(), ['messages', 'model', 'stream', 'stream_options']);
		assert.deepEqual([body.model, body.stream], ['gpt-4o', true]);
		assert.deepEqual(body.stream_options, { include_usage: true });
		assert.deepEqual(
			body.messages.map(({ role }) => role),
			['system', 'user'],
		);
		assert.match(
			body.messages[1]?.content ?? '',
			/^File: src\/cart\.ts, lines 1 to 4 \(typescript\)\n```typescript\n/,
		);
	});

	it('carries the first turn in the second', async () => {
		const chat = await vscode.chat();
		const first = bodyOf(endpoint.requests.at(-1)).messages;
		await chat.send('And how would you test it?');
		await eventually('the second answer', async () => (await chat.answers.count()) === 2);
		await chat.answer('done');
		const { messages } = bodyOf(endpoint.requests.at(-1));
		assert.deepEqual(messages.slice(0, 2), first);
		assert.deepEqual(
			messages.map(({ role }) => role),
			['system', 'user', 'assistant', 'user'],
		);
		assert.equal(messages[3]?.content, 'And how would you test it?');
	});

	it('stops at once: the endpoint sees the socket close, and what came stays', async () => {
		const chat = await vscode.chat();
		const before = endpoint.requests.length;
		endpoint.script({ kind: 'stall', at: 'midStream', afterChunks: 6 });
		await chat.send('Tell me a long story.');
		const answer = await chat.streamed();
		await chat.button('Stop').click();
		await chat.answer('stopped');
		const request = endpoint.requests[before] ?? assert.fail('no request');
		await request.closed;
		assert.equal(request.closedByClient, true);
		assert.notEqual((await answer.locator('.markdown').innerText()).trim(), '');
	});

	it('tries again and starts anew', async () => {
		const chat = await vscode.chat();
		await chat.button('Try Again').last().click();
		await chat.answer('done');
		assert.equal(await chat.questions.count(), 3);
	});

	it('says in full what an answer took on hover and to screen readers, and what is not counted is estimated', async () => {
		const chat = await vscode.chat();
		const took = (await chat.answer('done')).getByRole('note');
		assert.match(
			(await took.getAttribute('aria-label')) ?? '',
			/^openai\/gpt-4o, [\d,]+ prompt tokens, 0 of them cached, 0 reasoning tokens, [\d,]+ answer tokens, about [\d.,]+ OMCU, first token after \d+\.\d s, \d+\.\d s in all$/,
		);
		const details = took.locator('.numbers-details');
		assert.equal(await details.isVisible(), false);
		await took.hover();
		assert.match(await details.innerText(), /prompt tokens/);
		await chat.button('Previous Answer').last().click();
		const stopped = await chat.answer('stopped');
		assert.match(
			(await stopped.getByRole('note').getAttribute('aria-label')) ?? '',
			/about [\d,]+ prompt tokens, about \d+ answer tokens/,
		);
		await chat.button('Next Answer').last().click();
		await chat.answer('done');
	});

	it('keeps the conversation over hiding and over a reload', async () => {
		const took = () => vscode.chat().then(chat => chat.answers.last().getByRole('note').getAttribute('aria-label'));
		const before = await took();
		const texts = await (await vscode.chat()).questions.allInnerTexts();
		const isBack = async () => {
			await vscode.runCommand('OpenMind: Open Chat');
			const chat = await vscode.chat();
			await chat.questions.nth(texts.length - 1).waitFor();
			assert.deepEqual(await chat.questions.allInnerTexts(), texts);
			await chat.answer('done');
			assert.equal(await took(), before);
		};
		await vscode.runCommand('View: Toggle Secondary Side Bar Visibility');
		await vscode.page.locator('iframe.webview:visible').waitFor({ state: 'detached' });
		await isBack();
		await vscode.reload();
		await isBack();
	});

	it('shows what is attached as chips, and sends nothing of a chip that was taken away', async () => {
		await vscode.editor.open('src/money.ts');
		await vscode.editor.selectLines(1, 2);
		await vscode.runCommand('OpenMind: Add Selection to Chat');
		const chat = await vscode.chat();
		await chat.button(/^Remove .*money\.ts/).click();
		await chat.button(/^Remove .*money\.ts/).waitFor({ state: 'detached' });
		await chat.send('What is attached?');
		await eventually('the answer', async () => (await chat.questions.count()) === 4);
		await chat.answer('done');
		assert.equal(bodyOf(endpoint.requests.at(-1)).messages.at(-1)?.content, 'What is attached?');
	});

	it('keeps what is attached and half written over hiding and over a reload, and has the cursor there', async () => {
		await vscode.editor.open('src/money.ts');
		await vscode.editor.selectLines(1, 2);
		await vscode.runCommand('OpenMind: Add Selection to Chat');
		await (await vscode.chat()).hasCursor();
		await vscode.page.keyboard.type('Half a');
		const isBack = async (draft: string) => {
			const chat = await vscode.chat();
			await chat.button(/^Remove money\.ts/).waitFor();
			await eventually(`"${draft}"`, async () => (await chat.message.inputValue()) === draft);
		};
		await isBack('Half a');
		await vscode.runCommand('View: Toggle Secondary Side Bar Visibility');
		await vscode.page.locator('iframe.webview:visible').waitFor({ state: 'detached' });
		await vscode.runCommand('View: Focus into Secondary Side Bar');
		await (await vscode.chat()).hasCursor();
		await vscode.page.keyboard.type(' thought');
		await isBack('Half a thought');
		await vscode.reloadSaved();
		await vscode.runCommand('OpenMind: Open Chat');
		await isBack('Half a thought');
	});

	it('completes at the cursor, and one undo takes all of it back', async () => {
		await vscode.editor.open('src/money.ts');
		const before = await vscode.editor.savedText('src/money.ts');
		await vscode.editor.goTo(before.split('\n').length);
		await vscode.editor.type('export function double(value: number): number {\n');
		const typed = await vscode.editor.savedText('src/money.ts');
		await vscode.runCommand('OpenMind: Complete at Cursor');
		const request = await endpoint.waitForRequest(({ body }) => (body as Body).model === 'gpt-4o-mini', 20_000);
		bodyOf(request);
		await request.closed;
		await vscode.page.locator('.statusbar-item', { hasText: 'OpenMind is writing' }).waitFor({ state: 'detached' });
		await eventually('the completion', async () => (await vscode.editor.visibleText()).includes('return value'));
		assert.notEqual(await vscode.editor.savedText('src/money.ts'), typed);
		await vscode.editor.undo();
		assert.equal(await vscode.editor.savedText('src/money.ts'), typed);
	});

	it('asks the fallback model in place of one that is down, and the answer says so', async () => {
		const chat = await vscode.chat();
		const { length } = endpoint.requests;
		endpoint.script({ kind: 'status', status: 500, error: 'Internal server error' });
		await chat.send('Who answers?');
		await eventually('the answer of the other', async () =>
			/deepseek\/deepseek-chat in place of openai\/gpt-4o/.test(await chat.answers.last().innerText()),
		);
		await chat.answer('done');
		assert.deepEqual(
			endpoint.requests.slice(length).map(request => request.path),
			['/api/core/openai/chat/completions', '/api/core/deepseek/chat/completions'],
		);
	});

	it('tells of that in the diagnostic report, which holds neither the question nor the key', async () => {
		await vscode.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
		await vscode.runCommand('OpenMind: Copy Diagnostic Report');
		await vscode.notification(/diagnostic report is on the clipboard/).waitFor();
		const report = await vscode.page.evaluate(() => navigator.clipboard.readText());
		assert.match(report, /openai\/gpt-4o then deepseek\/deepseek-chat/);
		assert.ok(!report.includes('Who answers') && !report.includes(key));
	});

	it('keeps what came of an answer that a reload cuts off, which can go on', async () => {
		endpoint.script({ kind: 'stall', at: 'midStream', afterChunks: 3 });
		const chat = await vscode.chat();
		await chat.send('Cut off by a reload.');
		await chat.streamed();
		await vscode.reload();
		endpoint.release();
		await vscode.runCommand('OpenMind: Open Chat');
		const answer = await (await vscode.chat()).answer('stopped');
		await answer.getByRole('button', { name: 'Continue' }).waitFor();
	});

	it('exports the chat without the key, and leaves the key in no file, log or page', async () => {
		await vscode.runCommand('OpenMind: Export Chat…');
		const file = path.join(vscode.workspace, 'chat.md');
		await vscode.quickInput.answerFileDialog(file);
		const exported = await eventually('the export', () => readFile(file, 'utf8').catch(() => undefined));
		assert.match(exported, /And how would you test it\?/);
		assert.match(exported, /^_openai\/gpt-4o, [\d,]+ prompt tokens, .* answer tokens, .* s in all_$/m);
		await vscode.runCommand('OpenMind: Open Chat');
		const chat = await vscode.chat();
		const pages = [await vscode.page.content(), await chat.frame.locator('html').evaluate(html => html.outerHTML)];
		const texts = new Map([...pages.entries()].map(([index, html]) => [`page ${index}`, html]));
		texts.set('server log', vscode.serverLog()).set('console', vscode.consoleLog());
		for (const folder of [vscode.dataDir, vscode.workspace]) {
			for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
				const file = path.join(entry.parentPath, entry.name);
				if (entry.isFile()) {
					texts.set(file, await readFile(file, 'latin1'));
				}
			}
		}
		assert.ok(
			[...texts.keys()].some(name => name.endsWith('.jsonl')),
			'the conversation is among the files',
		);
		assert.ok(
			[...texts].some(([name, content]) => name.endsWith('.log') && content.includes('gpt-4o')),
			'our log is among the files',
		);
		assert.deepEqual(
			[...texts].filter(([, content]) => content.includes(key)).map(([name]) => name),
			[],
		);
	});
});
