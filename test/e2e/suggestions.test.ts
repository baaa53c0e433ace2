// Ghost text in the real VS Code: by hand, automatic, typed through, accepted, and quiet when the service fails. The tests go on from each other.
import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { startEndpoint, type Endpoint } from '../endpoint/endpoint';
import { eventually, openVSCode, type Session } from './driver';

describe('suggestions at the cursor', () => {
	let endpoint: Endpoint;
	let vscode: Session;

	before(async () => {
		endpoint = await startEndpoint({ delayMs: 5 });
		vscode = await openVSCode({
			settings: {
				'openmind.baseUrl': endpoint.baseUrl,
				'openmind.privacy.exclude': ['cart.*'],
				'editor.quickSuggestions': { other: 'off', comments: 'off', strings: 'off' },
				'editor.suggestOnTriggerCharacters': false,
				'editor.autoClosingBrackets': 'never',
			},
		});
		await vscode.runCommand('OpenMind: Set API Key');
		await eventually(
			'the box for the key',
			async () => (await vscode.quickInput.input.getAttribute('type')) === 'password',
		);
		await vscode.quickInput.answer('om1_test_0123456789abcdef');
		await vscode.quickInput.widget.waitFor({ state: 'hidden' });
	});

	after(async () => {
		await vscode.close();
		await endpoint.stop();
	});

	/** A new line at the end of the file, where the stand-in has a line to add. */
	async function newLine(): Promise<void> {
		await vscode.editor.focus();
		await vscode.page.keyboard.press('Control+End');
		await vscode.page.keyboard.press('Enter');
	}

	const item = (icon: string): Locator =>
		vscode.page.locator('.statusbar-item', { hasText: 'gpt-4o-mini' }).locator(`.codicon-${icon}`);

	async function ghost(): Promise<string> {
		return (await vscode.editor.ghostText.allInnerTexts()).join('').replaceAll('\u00a0', ' ');
	}

	async function waitForGhost(start: string): Promise<void> {
		await eventually(`ghost text that begins with ${start}`, async () => (await ghost()).startsWith(start));
	}

	async function waitForReason(reason: RegExp): Promise<void> {
		await vscode.runCommand('OpenMind: Why No Suggestion?');
		await eventually(`the reason ${reason}`, async () =>
			(await vscode.quickInput.labels()).some(label => reason.test(label)),
		);
		await vscode.quickInput.cancel();
	}

	it('come by hand, and Tab takes them', async () => {
		await vscode.editor.open('src/money.ts');
		await item('sparkle').waitFor();
		await newLine();
		assert.equal(endpoint.requests.length, 0);
		await vscode.page.keyboard.press('Alt+\\');
		await waitForGhost('console.log(result);');
		await vscode.page.keyboard.press('Tab');
		await eventually('no ghost text', async () => (await vscode.editor.ghostText.count()) === 0);
		assert.match(await vscode.editor.savedText('src/money.ts'), /console\.log\(result\);\s*$/);
		assert.equal(endpoint.requests.length, 1);
		assert.equal(endpoint.requests[0]?.violation, undefined);
	});

	it('come automatically after a click in the status bar', async () => {
		await item('sparkle').click();
		await item('sparkle-filled').waitFor();
		await newLine();
		await vscode.editor.type('let a = 1;\n');
		await waitForGhost('console.log(result);');
	});

	it('stay while they are typed, and cost no further request', async () => {
		const { length } = endpoint.requests;
		const text = 'console.log(result);';
		for (let typed = 1; typed <= 11; typed++) {
			await vscode.page.keyboard.type(text.charAt(typed - 1));
			await waitForGhost(text.slice(typed));
		}
		assert.equal(endpoint.requests.length, length);
	});

	it('are taken word by word', async () => {
		const { length } = endpoint.requests;
		await vscode.page.keyboard.press('Control+ArrowRight');
		await eventually('the rest of the suggestion', async () => {
			const rest = await ghost();
			return rest.length > 0 && rest.length < '(result);'.length && '(result);'.endsWith(rest);
		});
		assert.equal(endpoint.requests.length, length);
	});

	it('fail without a notification, with one quiet mark and the reason at hand', async () => {
		const before = endpoint.requests.length;
		endpoint.script(Array.from({ length: 10 }, () => ({ kind: 'status' as const, status: 403, error: 'no' })));
		await newLine();
		await vscode.editor.type('\n\nlet c = 2;\n');
		await item('warning').waitFor();
		await vscode.editor.type('let d = 3;\nlet e');
		await waitForReason(/not allowed to make the request/);
		assert.deepEqual(await vscode.notifications(), []);
		assert.ok(endpoint.requests.length - before <= 2, `${endpoint.requests.length - before} requests`);
	});

	it('leave files that are never sent alone', async () => {
		const before = endpoint.requests.length;
		await vscode.editor.open('src/cart.ts');
		await newLine();
		await vscode.page.keyboard.press('Alt+\\');
		await waitForReason(/Nothing of this file is ever sent/);
		assert.equal(endpoint.requests.length, before);
	});
});
