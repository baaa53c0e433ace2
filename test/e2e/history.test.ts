// Conversations and turns with the packaged extension: the list, search, names, pins, deleting, forks, edits, pages, the queue, export and import.
import assert from 'node:assert/strict';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import type { Endpoint } from '../endpoint/endpoint';
import { artifactsDir } from '../vscode/paths.js';
import type { ChatView } from '../vscode/chatView';
import type { Workbench } from '../vscode/workbench';
import { eventually, key, openChat, type OpenChat, type Session } from './driver';

/** Where pictures for people are left. */
const pictures = path.join(artifactsDir, 'history');

/** Runs in the page: how far it is scrolled when another frame has been drawn. */
async function oneFrameLater(log: Element): Promise<number> {
	await new Promise(requestAnimationFrame);
	await new Promise(requestAnimationFrame);
	return log.scrollTop;
}

describe('conversations and turns', () => {
	let endpoint: Endpoint;
	let vscode: Session;
	/** The page; it stays the same while the panel is shown. */
	let chat: ChatView;
	let ask: OpenChat['ask'];

	const rows = (): Locator => chat.frame.locator('.history-open');
	const row = (title: string | RegExp): Locator => chat.frame.getByRole('button', { name: title });
	const search = (): Locator => chat.frame.getByRole('searchbox', { name: 'Search conversations' });

	async function showHistory(): Promise<void> {
		await vscode.runCommand('OpenMind: Show History');
		await search().waitFor();
	}

	/** How far the transcript is scrolled. */
	const top = (): Promise<number> => chat.conversation.evaluate(log => log.scrollTop);
	let place: number;

	const questions = (): Promise<string[]> => chat.questions.allInnerTexts();
	const newestAnswer = (): Promise<string> => chat.answers.last().innerText();

	before(async () => {
		await mkdir(pictures, { recursive: true });
		({ endpoint, vscode, chat, ask } = await openChat());
	});

	after(() => vscode.close());

	it('edits the last message with the arrow key, and keeps both versions', async () => {
		await ask('What is a cart?', 'A cart holds lines.');
		await ask('What is a line?', 'A line holds a price.');
		await chat.message.press('ArrowUp');
		const box = chat.frame.getByRole('textbox', { name: 'Edit Your Question' });
		await vscode.screenshot(path.join(pictures, 'edit.png'));
		await box.fill('What is a price?');
		endpoint.script({ kind: 'text', text: 'A price is a number.' });
		await box.press('Enter');
		await eventually('the new version', async () => (await questions()).at(-1) === 'What is a price?');
		await chat.answer('done');
		assert.match(await newestAnswer(), /A price is a number/);
		await chat.button('Previous Version').click();
		await eventually('the old version', async () => (await questions()).at(-1) === 'What is a line?');
		assert.match(await newestAnswer(), /A line holds a price/);
	});

	it('tries again, keeps both answers, and sends the one that is shown', async () => {
		endpoint.script({ kind: 'text', text: 'A line holds a quantity.' });
		await chat.button('Try Again').last().click();
		await chat.frame.getByText('2 of 2').last().waitFor();
		await eventually('the second answer', async () => /quantity/.test(await newestAnswer()));
		await chat.answer('done');
		await chat.button('Previous Answer').click();
		await eventually('the first answer', async () => /holds a price/.test(await newestAnswer()));
		await ask('And then?', 'Then a total.');
		const { messages } = endpoint.requests.at(-1)?.body as { messages: { content: string }[] };
		assert.ok(messages.some(({ content }) => content === 'A line holds a price.'));
		assert.ok(!messages.some(({ content }) => /quantity|is a number/.test(content)));
	});

	it('queues a message while an answer streams, and sends it after the end; not after Stop', async () => {
		endpoint.script({ kind: 'stall', at: 'midStream', afterChunks: 3 });
		await chat.send('A long one, please.');
		await chat.streamed();
		await chat.send('The next one.');
		const queue = chat.frame.getByRole('list', { name: 'Queued' });
		await queue.getByText('The next one.').waitFor();
		await vscode.screenshot(path.join(pictures, 'queue.png'));
		endpoint.release();
		await eventually('the queued message to be sent', async () => (await questions()).at(-1) === 'The next one.');
		await queue.waitFor({ state: 'detached' });
		await chat.answer('done');

		endpoint.script({ kind: 'stall', at: 'midStream', afterChunks: 3 });
		await chat.send('Another long one.');
		await chat.streamed();
		await chat.send('Only when I say so.');
		await queue.waitFor();
		await chat.button('Stop').click();
		await chat.answer('stopped');
		assert.equal((await questions()).at(-1), 'Another long one.');
		await chat.button('Remove Only when I say so.').click();
		await queue.waitFor({ state: 'detached' });
	});

	it('goes on with an answer that was cut, as the same answer', async () => {
		endpoint.script({ kind: 'finish', reason: 'length', text: 'The first half' });
		await chat.send('Tell all of it.');
		// The stopped answer before it has the same button.
		await eventually('the question', async () => (await questions()).at(-1) === 'Tell all of it.');
		await chat.answer('done');
		const go = chat.answers.last().getByRole('button', { name: 'Continue' });
		await eventually('the notice', async () => (await go.count()) === 1);
		const count = await chat.questions.count();
		endpoint.script({ kind: 'text', text: ' and the second.' });
		await go.click();
		await eventually('the rest', async () => /The first half and the second\./.test(await newestAnswer()));
		await chat.answer('done');
		assert.equal(await chat.questions.count(), count);
	});

	it('forks at an answer: a new conversation up to there, the old one stays', async () => {
		await chat.button('Fork from Here').first().click();
		await eventually('the fork', async () => (await chat.questions.count()) === 1);
		assert.deepEqual(await questions(), ['What is a cart?']);
		await showHistory();
		await eventually('both conversations', async () => (await rows().count()) === 2);
	});

	it('lists, finds, renames, pins, deletes and brings back', async () => {
		await chat.button('Back to Chat').click();
		await vscode.runCommand('OpenMind: New Chat');
		await eventually('a new chat', async () => (await chat.questions.count()) === 0);
		await ask('How do refunds work?', 'Money goes back through the zeppelin desk.');
		await showHistory();
		await eventually('three conversations', async () => (await rows().count()) === 3);
		await vscode.screenshot(path.join(pictures, 'history.png'));

		await search().fill('zeppel');
		await eventually('what was found', async () => (await rows().count()) === 1);
		await search().press('ArrowDown');
		await vscode.page.keyboard.press('F2');
		const name = chat.frame.getByRole('textbox', { name: /^Name of How do refunds work/ });
		await name.fill('Refunds');
		await name.press('Enter');
		await row(/^Refunds/).waitFor();
		await search().fill('');
		await eventually('all of them', async () => (await rows().count()) === 3);

		await row(/^Refunds/).hover();
		await chat.button('Pin Refunds').click();
		await chat.frame.getByRole('list', { name: 'Pinned' }).getByText('Refunds').waitFor();

		await row(/^Refunds/).focus();
		await vscode.page.keyboard.press('Delete');
		await eventually('it to be gone', async () => (await rows().count()) === 2);
		await chat.button('Undo').click();
		await row(/^Refunds/).waitFor();
	});

	it('opens a conversation, and keeps draft and place over hiding', async () => {
		await row(/^Refunds/).click();
		await eventually('the conversation', async () => (await questions()).at(-1) === 'How do refunds work?');
		await ask('Say more.', 'A line of it.\n\n'.repeat(100));
		await chat.conversation.hover();
		await vscode.page.mouse.wheel(0, -600);
		place = await eventually('the place to be kept', async () => {
			const [before, now] = [await top(), await chat.conversation.evaluate(oneFrameLater)];
			return before === now && (await chat.button('Jump to Latest').count()) === 1 ? now : undefined;
		});
		await chat.message.fill('A thought');
		await vscode.page.keyboard.press('Control+Alt+b');
		await vscode.page.locator('iframe.webview:visible').waitFor({ state: 'detached' });
		await vscode.page.keyboard.press('Control+Alt+b');
		chat = await vscode.chat();
		await eventually('the place', async () => (await top()) === place);
		assert.equal(await chat.message.inputValue(), 'A thought');
		await vscode.page.keyboard.press('Control+Alt+b');
		await vscode.page.locator('iframe.webview:visible').waitFor({ state: 'detached' });
		await vscode.runCommand('OpenMind: Open Chat');
		chat = await vscode.chat();
		await chat.hasCursor();
	});

	it('keeps them over a reload, too', async () => {
		await vscode.reloadSaved();
		await vscode.runCommand('OpenMind: Open Chat');
		chat = await vscode.chat();
		await eventually('the place', async () => (await top()) === place);
		assert.equal(await chat.questions.count(), 2);
		assert.equal(await chat.message.inputValue(), 'A thought');
		await chat.hasCursor();
		await vscode.page.keyboard.type(' more');
		await eventually('what was typed', async () => (await chat.message.inputValue()) === 'A thought more');
		await chat.message.fill('');
		await showHistory();
		await chat.frame.getByRole('list', { name: 'Pinned' }).getByText('Refunds').waitFor();
		await search().press('Escape');
		await chat.message.waitFor();
	});

	it('exports as JSON and takes it in again', async () => {
		const file = path.join(vscode.workspace, 'chat.json');
		await vscode.runCommand('OpenMind: Export Chat…');
		await vscode.quickInput.answerFileDialog(file);
		const exported = await eventually('the export', () => readFile(file, 'utf8').catch(() => undefined));
		assert.match(exported, /"format": "openmind-chat"/);
		assert.ok(!exported.includes(key));
		await vscode.runCommand('OpenMind: New Chat');
		chat = await vscode.chat();
		await eventually('a new chat', async () => (await chat.questions.count()) === 0);
		await vscode.runCommand('OpenMind: Import Chat…');
		await vscode.quickInput.answerFileDialog(file);
		await eventually('the import', async () => (await questions()).at(-1) === 'Say more.');
		// What is out of sight is not laid out, and so has no inner text.
		assert.match((await chat.answers.first().textContent()) ?? '', /zeppelin desk/);
		await showHistory();
		await eventually('one more', async () => (await rows().count()) === 4);
	});

	describe('in two windows on one storage', () => {
		let other: Workbench;
		let there: ChatView;
		const stall = { kind: 'stall', at: 'midStream', afterChunks: 3 } as const;

		// A window behind another draws nothing, and clicks wait for what is drawn: it comes to the front first.
		async function begin(window: Workbench, page: ChatView, question: string): Promise<void> {
			await window.page.bringToFront();
			await window.runCommand('OpenMind: New Chat');
			await eventually('a new chat', async () => (await page.questions.count()) === 0);
			await page.send(question);
		}

		async function openHistory(window: Workbench, page: ChatView): Promise<void> {
			await window.page.bringToFront();
			await window.runCommand('OpenMind: Show History');
			await page.frame.locator('.history-open').first().waitFor();
		}

		const listed = (page: ChatView, title: string): Locator =>
			page.frame.locator('.history-open').filter({ hasText: title });

		/** What a window shows of a conversation that it opens from its list. */
		async function readThrough(window: Workbench, page: ChatView, title: string, turns: number): Promise<string> {
			await openHistory(window, page);
			await listed(page, title).click();
			await eventually(`${title} in sight`, async () => (await page.questions.count()) === turns);
			return ((await page.conversation.textContent()) ?? '').replace(/\s+/g, ' ');
		}

		before(async () => {
			await chat.button('Back to Chat').click();
			other = await vscode.openWindow();
			await other.runCommand('OpenMind: Open Chat');
			there = await other.chat();
		});

		it('writes, renames, deletes and brings back what the other is streaming, and nothing is lost', async () => {
			endpoint.script(stall);
			await begin(vscode, chat, 'A long one here');
			await chat.streamed();
			endpoint.script({ kind: 'text', text: 'Said there.' });
			await begin(other, there, 'A short one there');
			await there.answer('done');

			await openHistory(other, there);
			await listed(there, 'A long one here').focus();
			await other.page.keyboard.press('F2');
			const name = there.frame.getByRole('textbox', { name: 'Name of A long one here' });
			await name.fill('Named there');
			await name.press('Enter');
			await listed(there, 'Named there').focus();
			await other.page.keyboard.press('Delete');
			await listed(there, 'Named there').waitFor({ state: 'detached' });
			await there.button('Undo').click();
			await listed(there, 'Named there').waitFor();
			endpoint.release();
			await chat.answer('done');

			await there.button('Back to Chat').click();
			endpoint.script(stall);
			await there.send('A long one there');
			await there.streamed();
			await openHistory(vscode, chat);
			await listed(chat, 'A short one there').focus();
			await vscode.page.keyboard.press('Delete');
			await listed(chat, 'A short one there').waitFor({ state: 'detached' });
			endpoint.release();
			await there.answer('done');
			// Whoever writes on in it has not meant it to go.
			endpoint.script({ kind: 'text', text: 'Still there.' });
			await there.send('Is it still there?');
			await eventually('the third question', async () => (await there.questions.count()) === 3);
			await there.answer('done');
		});

		it('reads every conversation whole, whichever window wrote it', async () => {
			await chat.button('Back to Chat').click();
			for (const [title, turns, end] of [
				['Named there', 1, /A long one here.*You asked: .*the first turn of our conversation\./],
				['A short one there', 3, /Said there\..*A long one there.*Is it still there\?.*Still there\./],
			] as const) {
				const [read, reread] = [
					await readThrough(vscode, chat, title, turns),
					await readThrough(other, there, title, turns),
				];
				assert.equal(reread, read);
				assert.match(read, end);
			}
			await other.page.close();
		});
	});

	it('shows the list in light and narrow, too', async () => {
		for (const theme of ['Light Modern', 'Dark Modern']) {
			await vscode.setTheme(theme);
			await vscode.screenshot(path.join(pictures, `${theme.split(' ')[0]?.toLowerCase() ?? ''}.png`));
		}
		assert.equal(await search().isVisible(), true);
	});

	it('says nothing of content in the log', async () => {
		const logs = `${vscode.serverLog()}\n${vscode.consoleLog()}`;
		assert.ok(!/zeppelin|Refunds/.test(logs));
	});
});
