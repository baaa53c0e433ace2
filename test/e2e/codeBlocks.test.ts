// Code of an answer on its way into the editor, with the packaged extension: applied, rejected, refused, inserted, opened as a new file.
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Endpoint } from '../endpoint/endpoint';
import { artifactsDir } from '../vscode/paths.js';
import type { ChatView } from '../vscode/chatView';
import { eventually, openChat, type Session } from './driver';

/** Where pictures for people are left. */
const pictures = path.join(artifactsDir, 'codeBlocks');

const shorter = 'export function countItems(lines: readonly CartLine[]): number {\n\treturn lines.length;\n}';

describe('code blocks of an answer', () => {
	let endpoint: Endpoint;
	let vscode: Session;
	let chat: ChatView;

	const lastBlock = (name: string) => chat.button(name).last();
	const title = (name: string) =>
		vscode.page.locator('.editor-actions').getByRole('button', { name: new RegExp(`^${name}\\b`) });
	const diffTab = () => vscode.page.locator('.tab', { hasText: 'Apply to cart.ts' });

	async function ask(question: string, answer: string): Promise<void> {
		const before = await chat.questions.count();
		endpoint.script({ kind: 'text', text: answer });
		await chat.send(question);
		await eventually('the question', async () => (await chat.questions.count()) === before + 1);
		await chat.answer('done');
	}

	/** The buttons of a block come into sight with the focus. */
	async function press(name: string): Promise<void> {
		await lastBlock(name).focus();
		await lastBlock(name).press('Enter');
	}

	before(async () => {
		await mkdir(pictures, { recursive: true });
		({ endpoint, vscode, chat } = await openChat());
		await vscode.editor.open('src/cart.ts');
	});

	after(() => vscode.close());

	it('shows an edit as a diff, and leaves the file alone when it is rejected', async () => {
		const before = await vscode.editor.savedText('src/cart.ts');
		await ask('Count the lines.', `Counted:\n\n\`\`\`ts\n${shorter}\n\`\`\`\n`);
		await press('Apply');
		await diffTab().waitFor();
		await title('Accept').waitFor();
		await vscode.screenshot(path.join(pictures, 'diff.png'));
		await title('Reject').click();
		await diffTab().waitFor({ state: 'detached' });
		assert.equal(await vscode.editor.savedText('src/cart.ts'), before);
	});

	it('writes an accepted edit, and one undo takes it back', async () => {
		const before = await vscode.editor.savedText('src/cart.ts');
		await press('Apply');
		await title('Accept').click();
		await diffTab().waitFor({ state: 'detached' });
		assert.equal(
			await vscode.editor.savedText('src/cart.ts'),
			before.replace(/export function countItems[^]*?\n\}/, shorter),
		);
		await vscode.editor.undo();
		assert.equal(await vscode.editor.savedText('src/cart.ts'), before);
	});

	it('applies to the file that the block names, whichever is open', async () => {
		await vscode.editor.open('src/money.ts');
		await ask('Again.', `\`\`\`ts src/cart.ts\n${shorter}\n\`\`\`\n`);
		await press('Apply');
		await diffTab().waitFor();
		await vscode.runCommand('OpenMind: Reject');
		await diffTab().waitFor({ state: 'detached' });
	});

	it('refuses code that leaves parts out, and can insert it instead', async () => {
		await vscode.editor.open('src/cart.ts');
		const before = await vscode.editor.savedText('src/cart.ts');
		await vscode.editor.goTo(1);
		await ask('Shorter.', '```ts\nexport function subtotal(lines) {\n\t// ... existing code ...\n}\n```\n');
		await press('Apply');
		const refusal = vscode.notification(/leaves parts out/);
		await refusal.waitFor();
		assert.equal(await vscode.editor.savedText('src/cart.ts'), before);
		await refusal.getByRole('button', { name: 'Insert at Cursor' }).click();
		await eventually('the inserted code', async () =>
			(await vscode.editor.visibleText()).startsWith('export function subtotal(lines) {'),
		);
		await vscode.editor.undo();
		assert.equal(await vscode.editor.savedText('src/cart.ts'), before);
	});

	it('refuses to touch an excluded file', async () => {
		await ask('The environment.', '```ini .env\nA=1\n```\n');
		await press('Apply');
		await vscode.notification(/\.env is excluded by your privacy settings/).waitFor();
		assert.equal(await vscode.page.locator('.tab', { hasText: 'Apply to .env' }).count(), 0);
	});

	it('inserts at the cursor and opens a new file', async () => {
		await vscode.editor.open('src/money.ts');
		const before = await vscode.editor.savedText('src/money.ts');
		await vscode.editor.goTo(1);
		await ask('A constant.', '```ts\nconst vat = 0.19;\n```\n');
		await press('Insert at Cursor');
		await eventually('the inserted code', async () =>
			(await vscode.editor.visibleText()).startsWith('const vat = 0.19;'),
		);
		await vscode.editor.undo();
		assert.equal(await vscode.editor.savedText('src/money.ts'), before);
		await press('New File');
		await eventually('the new file', async () =>
			/^Untitled/.test((await vscode.editor.tab.getAttribute('data-resource-name')) ?? ''),
		);
		assert.match(await vscode.editor.visibleText(), /^const vat = 0\.19;$/);
	});
});
