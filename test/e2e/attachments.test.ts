// What is attached to a question, by every way there is, with the packaged extension, and what of it reaches the endpoint.
import assert from 'node:assert/strict';
import { cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import type { Endpoint } from '../endpoint/endpoint';
import { artifactsDir } from '../vscode/paths.js';
import type { ChatView } from '../vscode/chatView';
import { eventually, openChat, type Session } from './driver';

/** Where pictures for people are left. */
const pictures = path.join(artifactsDir, 'attachments');

interface Body {
	readonly messages: readonly { readonly role: string; readonly content: unknown }[];
}

describe('attachments of a question', () => {
	let endpoint: Endpoint;
	let vscode: Session;
	let chat: ChatView;

	const chip = (name: string) => chat.button(`Remove ${name}`);
	const sent = (): unknown => (endpoint.requests.at(-1)?.body as Body).messages.at(-1)?.content;

	async function send(text: string): Promise<void> {
		const before = endpoint.requests.length;
		await chat.send(text);
		await eventually('the request', () => endpoint.requests.length > before);
		await chat.answer('done');
	}

	/** @param detail what the list says under the name */
	async function pick(name: string, detail?: string): Promise<void> {
		await vscode.quickInput.input.waitFor();
		await vscode.quickInput.input.fill(name);
		if (detail !== undefined) await vscode.quickInput.rows.filter({ hasText: name }).getByText(detail).waitFor();
		await vscode.quickInput.pick(name);
		await vscode.quickInput.widget.waitFor({ state: 'hidden' });
	}

	/** As VS Code does it while Shift is held. */
	async function drop(page: ChatView, ...files: readonly string[]): Promise<void> {
		const uris = files.map(file => `file://${vscode.workspace}/${file}`);
		await page.conversation.evaluate((transcript, list) => {
			const dataTransfer = new DataTransfer();
			dataTransfer.setData('text/uri-list', list);
			transcript.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
		}, uris.join('\r\n'));
	}

	before(async () => {
		await mkdir(pictures, { recursive: true });
		({ endpoint, vscode, chat } = await openChat());
	});

	after(() => vscode.close());

	it('come from a picker at a number sign, which then names the file', async () => {
		await chat.message.pressSequentially('Explain #');
		await pick('money.ts');
		await chip('money.ts').waitFor();
		await eventually('the name', async () => (await chat.message.inputValue()) === 'Explain #money.ts ');
		await vscode.screenshot(path.join(pictures, 'chips.png'));
		await chat.message.press('Enter');
		await chat.answer('done');
		assert.match(String(sent()), /^File: src\/money\.ts \(typescript\)\n```typescript\n[^]*\n\nExplain #money\.ts/);
	});

	it('come from the menu, and are shown exactly as they will be sent', async () => {
		await vscode.editor.open('src/cart.ts');
		await chat.button('Attach').click();
		await chat.frame.getByRole('menuitem', { name: 'File…' }).click();
		await eventually('open files before others, and those that are never sent at the end', async () => {
			const names = await vscode.quickInput.labels();
			const [open, other, never] = ['cart.ts', 'returns.txt', '.env'].map(name => names.indexOf(name));
			return open !== undefined && open >= 0 && open < (other ?? -1) && (other ?? -1) < (never ?? -1);
		});
		await pick('returns.txt');
		await chip('returns.txt').waitFor();
		await chat.message.fill('What is this?');
		await vscode.runCommand('OpenMind: Show What Will Be Sent');
		await vscode.page.locator('.tab.active', { hasText: 'What Will Be Sent' }).waitFor();
		await eventually('the messages', async () => {
			const text = await vscode.editor.visibleText();
			return text.includes('"model": "gpt-4o"') && text.includes('"role": "system"');
		});
		await vscode.screenshot(path.join(pictures, 'request.png'));
		await send('What is this?');
		assert.match(String(sent()), /^File: docs\/returns\.txt \(plaintext\)/);
	});

	it('are dragged from the explorer while Shift is held', async () => {
		const { page } = vscode;
		const row = page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'README.md' });
		const centre = async (part: Locator): Promise<[number, number]> => {
			const { x, y, width, height } = (await part.boundingBox()) ?? assert.fail('It is not in sight');
			return [x + width / 2, y + height / 2];
		};
		await page.mouse.move(...(await centre(row)));
		await page.mouse.down();
		const [x, y] = await centre(chat.conversation);
		// VS Code lets a drag into a webview while Shift is held.
		await page.mouse.move(x - 400, y, { steps: 5 });
		await page.keyboard.down('Shift');
		await page.mouse.move(x, y, { steps: 5 });
		await chat.frame.locator('openmind-chat.dropping').waitFor();
		await vscode.screenshot(path.join(pictures, 'drag.png'));
		await page.mouse.up();
		await page.keyboard.up('Shift');
		await chip('README.md').waitFor();
		await chip('README.md').click();
		await chip('README.md').waitFor({ state: 'detached' });
	});

	it('are dropped on the panel', async () => {
		await drop(chat, 'src/cart.ts', 'README.md');
		await chip('cart.ts').waitFor();
		await chip('README.md').waitFor();
		await send('And these?');
		assert.match(String(sent()), /^File: src\/cart\.ts [^]*File: README\.md /);
	});

	it('are pasted images, which reach the endpoint as parts', async () => {
		await chat.message.evaluate(box => {
			const clipboardData = new DataTransfer();
			clipboardData.items.add(new File([new Uint8Array([1, 2, 3])], 'a.png', { type: 'image/png' }));
			box.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
		});
		await chip('image-1.png').waitFor();
		await send('What is in it?');
		assert.equal(endpoint.requests.at(-1)?.violation, undefined);
		assert.deepEqual(sent(), [
			{ type: 'text', text: 'What is in it?' },
			{ type: 'image_url', image_url: { url: 'data:image/png;base64,AQID' } },
		]);
	});

	it('are images of the workspace, too', async () => {
		await drop(chat, 'logo.png');
		await chip('logo.png').waitFor();
		await chip('logo.png').click();
		await chip('logo.png').waitFor({ state: 'detached' });
	});

	it('are never an excluded file or one outside the workspace, whichever way', async () => {
		const refused = vscode.notification(/\.env is excluded by your privacy settings/);
		const reason = 'Excluded by your privacy settings';
		const dismiss = async (): Promise<void> => {
			await vscode.runCommand('Notifications: Clear All Notifications');
			await vscode.page
				.locator('.notifications-toasts .notification-list-item')
				.first()
				.waitFor({ state: 'detached' });
		};
		await drop(chat, '.env');
		await refused.waitFor();
		await dismiss();
		await chat.button('Attach').click();
		await chat.frame.getByRole('menuitem', { name: 'File…' }).click();
		await pick('.env', reason);
		await refused.waitFor();
		await dismiss();
		await vscode.editor.open('.env');
		await chat.button('Attach').click();
		await chat.frame.getByRole('menuitem', { name: 'Active File' }).click();
		await refused.waitFor();
		await dismiss();
		await symlink('.env', path.join(vscode.workspace, 'harmless.txt'));
		await drop(chat, 'harmless.txt');
		await refused.waitFor();
		await dismiss();
		await chat.button('Attach').click();
		await chat.frame.getByRole('menuitem', { name: 'File…' }).click();
		await pick('harmless.txt', reason);
		await refused.waitFor();
		await dismiss();
		await drop(chat, '../../../../../../etc/hostname');
		await vscode.notification(/is not in this workspace/).waitFor();
		assert.equal(await chat.button(/^Remove /).count(), 0);
	});

	it('are no images where the model takes none', async () => {
		await vscode.runCommand('OpenMind: Select Model');
		await vscode.quickInput.input.waitFor();
		await vscode.quickInput.input.fill('DeepSeek Chat');
		await vscode.quickInput.pick('DeepSeek Chat');
		await chat.button(/^Model: DeepSeek Chat/).waitFor();
		await drop(chat, 'logo.png');
		await vscode.notification(/takes no images/).waitFor();
	});

	it('say which folder they are of where there are several, and so does the code that is applied', async () => {
		const workspace = path.join(vscode.workspace, '..', 'both.code-workspace');
		await cp(vscode.workspace, path.join(vscode.workspace, '..', 'other'), { recursive: true });
		await writeFile(workspace, JSON.stringify({ folders: [{ path: 'workspace' }, { path: 'other' }] }));
		const window = await vscode.openWindow(workspace);
		await window.runCommand('OpenMind: Open Chat');
		const page = await window.chat();
		await drop(page, 'src/cart.ts', '../other/src/cart.ts');
		await page.button('Remove workspace/src/cart.ts').waitFor();
		await page.button('Remove other/src/cart.ts').waitFor();
		await window.screenshot(path.join(pictures, 'folders.png'));
		const shorter = 'export function countItems(cart: Cart): number {\n\treturn cart.lines.length;\n}';
		endpoint.script({ kind: 'text', text: `\`\`\`ts other/src/cart.ts\n${shorter}\n\`\`\`\n` });
		await page.send('Count lines.');
		await page.answer('done');
		assert.match(String(sent()), /File: workspace\/src\/cart\.ts [^]*File: other\/src\/cart\.ts /);
		await page.button('Apply').focus();
		await page.button('Apply').press('Enter');
		const diffTab = window.page.locator('.tab', { hasText: 'Apply to other/src/cart.ts' });
		await diffTab.waitFor();
		await window.runCommand('OpenMind: Accept');
		await diffTab.waitFor({ state: 'detached' });
		assert.ok((await window.editor.savedText('../other/src/cart.ts')).includes(shorter));
		assert.ok(!(await readFile(path.join(vscode.workspace, 'src/cart.ts'), 'utf8')).includes(shorter));
	});
});
