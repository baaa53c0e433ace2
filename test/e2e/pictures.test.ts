// The panel beside VS Code's own chat view, with the same conversation and width: pictures for people in out/pictures. The panel is on the left.
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { startEndpoint, type Endpoint } from '../endpoint/endpoint';
import type { ChatView } from '../vscode/chatView';
import { outDir, root, tools, vsixPath } from '../vscode/paths.js';
import { mustRun } from '../vscode/processes.js';
import { eventually, key, openVSCode, setKey, type Session } from './driver';

const pictures = path.join(outDir, 'pictures');
const ownChatVsix = path.join(outDir, 'plainChat.vsix');

/** The four kinds of theme: as the picker calls one, and as a webview is told its kind. The window starts in the first. */
const themes = [
	{ label: 'Dark Modern', kind: 'vscode-dark' },
	{ label: 'Light Modern', kind: 'vscode-light' },
	{ label: 'Dark High Contrast', kind: 'vscode-high-contrast' },
	{ label: 'Light High Contrast', kind: 'vscode-high-contrast-light' },
];

const question = 'Explain the selected code';

const answer = `\`applyDiscount\` walks through the cart **once**; the cart itself is not changed.

## How it works

1. It sums the price of each line.
2. Members get their percentage off, see [the price rules](https://example.org/prices).

\`\`\`typescript
// Rounds half up, as the receipts do.
export function applyDiscount(cart: Cart, member: boolean): number {
	return Math.round(total(cart) * (member ? 0.9 : 1) * 100) / 100;
}
\`\`\`

| Case | Input | Result |
| --- | --- | ---: |
| Guest | 20.00 | 20.00 |
| Member | 20.00 | 18.00 |

> An empty cart gives \`0\`, not an error.

- Small functions are *easy* to name.
- A returned value is easy to test.
`;

describe('pictures of the panel', function () {
	this.timeout(180_000);

	let endpoint: Endpoint;
	let vscode: Session;
	let chat: ChatView;

	/** Ours, which is moved there to stand beside VS Code's own. */
	const left = () => vscode.page.locator('.part.sidebar');
	const right = () => vscode.page.locator('.part.auxiliarybar');

	/** Without the pointer's marks. */
	async function picture(name: string, of: Page | Locator = left()): Promise<void> {
		await vscode.page.mouse.move(640, 790);
		await of.screenshot({ path: path.join(pictures, `${name}.png`), animations: 'disabled' });
	}

	/** Drags the inner edge of a side bar. */
	async function widen(part: Locator, width: number): Promise<void> {
		const box = (await part.boundingBox()) ?? assert.fail('The side bar is not in sight');
		const isLeft = box.x < 200;
		const y = box.y + box.height / 2;
		await vscode.page.mouse.move(isLeft ? box.x + box.width + 1 : box.x - 1, y);
		await vscode.page.mouse.down();
		await vscode.page.mouse.move(isLeft ? box.x + width : box.x + box.width - width, y, { steps: 4 });
		await vscode.page.mouse.up();
		await eventually(`${width} px`, async () => Math.abs(((await part.boundingBox())?.width ?? 0) - width) < 4);
	}

	before(async () => {
		await mkdir(pictures, { recursive: true });
		const args = ['package', '--no-dependencies', '--skip-license', '--allow-missing-repository'];
		await mustRun(process.execPath, [tools.vsce, ...args, '--out', ownChatVsix], {
			cwd: path.join(root, 'test/fixtures/plainChat'),
			quiet: true,
		});
		endpoint = await startEndpoint({ keys: [key] });
		vscode = await openVSCode({
			vsix: [vsixPath, ownChatVsix],
			env: { OM_TEST_ANSWER: answer },
			settings: {
				'openmind.baseUrl': endpoint.baseUrl,
				'workbench.colorTheme': themes[0]?.label,
				'window.autoDetectHighContrast': false,
			},
		});
	});

	after(async () => {
		await vscode.close();
		await endpoint.stop();
	});

	it('holds the same conversation in both views, side by side', async () => {
		const { page } = vscode;
		await vscode.editor.open('src/cart.ts');
		await page.keyboard.press('Control+Alt+i');
		// A participant gets no question without a model.
		await right().locator('.chat-input-toolbar').getByText('GPT-4o').waitFor();
		await right().locator('.interactive-input-editor .monaco-editor').click();
		await page.keyboard.type(`@plain ${question}`);
		// The list of participants would take the Enter.
		await page.keyboard.press('Escape');
		await page.keyboard.press('Enter');
		await right().locator('.interactive-response table').waitFor();

		await vscode.runCommand('View: Move View');
		await page.getByRole('option', { name: 'Chat, Secondary Side Bar / OpenMind' }).click();
		await vscode.quickInput.pick('New Side Bar Entry');
		await left().locator('.composite.title', { hasText: 'OpenMind' }).waitFor();
		chat = await vscode.chat();
		await setKey(vscode, chat);
		endpoint.script({ kind: 'text', text: answer, usage: true });
		await chat.send(question);
		await (await chat.answer('done')).locator('table').waitFor();
		await widen(left(), 440);
		await widen(right(), 440);
		await vscode.editor.focus();
	});

	for (const { label, kind } of themes) {
		it(`stands beside VS Code's own in ${label}`, async () => {
			if (label !== themes[0]?.label) await vscode.setTheme(label);
			await chat.frame.locator(`body[data-vscode-theme-kind="${kind}"]`).waitFor();
			await picture(label.toLowerCase().replaceAll(' ', '-'), vscode.page);
		});
	}

	it('fits into 240 px', async () => {
		await vscode.setTheme('Dark Modern');
		await widen(left(), 240);
		await picture('narrow');
		await widen(left(), 440);
	});

	it('shows an edit, a diff to review and the history', async () => {
		await vscode.editor.focus();
		await vscode.page.keyboard.press('Control+Alt+b');
		await right().waitFor({ state: 'hidden' });
		await chat.message.press('ArrowUp');
		const box = chat.frame.getByRole('textbox', { name: 'Edit Your Question' });
		await box.waitFor();
		await picture('edit');
		await box.press('Escape');

		const shorter = 'export function countItems(lines: readonly CartLine[]): number {\n\treturn lines.length;\n}';
		endpoint.script({ kind: 'text', text: `Shorter:\n\n\`\`\`ts\n${shorter}\n\`\`\`\n` });
		await chat.send('Count the lines only.');
		await eventually('the question', async () => (await chat.questions.count()) === 2);
		await chat.answer('done');
		await chat.button('Apply').last().press('Enter');
		await vscode.page
			.locator('.editor-actions')
			.getByRole('button', { name: /^Accept\b/ })
			.waitFor();
		await picture('diff', vscode.page);

		for (const other of ['Write a test for subtotal', 'Where is the minimum of a discount checked?']) {
			await chat.message.focus();
			await vscode.runCommand('OpenMind: New Chat');
			await eventually('the new chat', async () => (await chat.questions.count()) === 0);
			await chat.send(other);
			await chat.answer('done');
		}
		await vscode.runCommand('OpenMind: Show History');
		await chat.frame.getByRole('searchbox', { name: 'Search conversations' }).waitFor();
		await picture('history');
	});
});
