// Ghost text among the editor's other ways of writing: its commands for a word and a line, several suggestions, the list of suggestions, input
// methods, and files with Windows line ends.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { CDPSession } from 'playwright-core';
import { eventually, remains } from './driver';
import { GhostText } from './ghostText';

describe('suggestions and the editor', () => {
	let ghost: GhostText;

	before(async () => {
		ghost = await GhostText.open(
			{
				'openmind.completion.mode': 'automatic',
				'editor.wordBasedSuggestions': 'currentDocument',
				'files.eol': '\n',
			},
			// VS Code gives this command no key of its own.
			[{ key: 'ctrl+alt+l', command: 'editor.action.inlineSuggest.acceptNextLine' }],
		);
		await ghost.vscode.editor.open('src/money.ts');
		await ghost.mark('sparkle-filled').waitFor();
	});

	after(() => ghost?.close());

	/** Text at the end of the file, and what is answered after it. */
	async function place(text: string, ...answers: readonly string[]): Promise<void> {
		await ghost.rest();
		ghost.answer(...answers);
		await ghost.add(text);
	}

	/** Waits for a request whose code holds the text. */
	async function promptWith(text: string): Promise<void> {
		await eventually(`a request with ${JSON.stringify(text)}`, () =>
			ghost.prompts.some(each => each.includes(text)),
		);
	}

	it('are taken line by line, and word by word, without a further request', async () => {
		const { vscode, endpoint } = ghost;
		const { length } = endpoint.requests;
		await place('\nconst lines = 1;\n', 'if (lines) {\n\tone();\n\ttwo();\n}');
		await ghost.waitFor('if (lines) {');
		await vscode.page.keyboard.press('Control+Alt+l');
		await ghost.waitFor('one();');
		// To VS Code, the indentation is a word of its own.
		await vscode.page.keyboard.press('Control+ArrowRight');
		await vscode.page.keyboard.press('Control+ArrowRight');
		await ghost.waitFor('();');
		await vscode.page.keyboard.press('Tab');
		const saved = await vscode.editor.savedText('src/money.ts');
		assert.ok(saved.endsWith('const lines = 1;\nif (lines) {\n\tone();\n\ttwo();\n}'), saved.slice(-80));
		assert.equal(
			ghost.prompts.slice(length).filter(prompt => !prompt.includes('two();\n}<CURSOR/>')).length,
			1,
			'one request for it all, and perhaps one for what follows it',
		);
	});

	it('come in several, to choose from by hand', async () => {
		const { vscode } = ghost;
		await place('\nconst several = 1;\n', 'first();', 'second();');
		await ghost.waitFor('first();');
		await vscode.page.keyboard.press('Alt+]');
		await ghost.waitFor('second();');
		await vscode.page.keyboard.press('Alt+[');
		await ghost.waitFor('first();');
		await vscode.page.keyboard.press('Alt+]');
		await ghost.waitFor('second();');
		await vscode.page.keyboard.press('Tab');
		assert.match(await vscode.editor.savedText('src/money.ts'), /const several = 1;\s+second\(\);$/);
	});

	it('go on from the entry that is selected in the list of suggestions', async () => {
		const { page } = ghost.vscode;
		await place('\nconst somethingLong = 1;\nsomething', '');
		await promptWith('\nsomething<CURSOR/>');
		await page.keyboard.press('Control+Space');
		const entry = page.locator('.suggest-widget .monaco-list-row.focused', { hasText: 'somethingLong' });
		await entry.waitFor();
		await page.keyboard.type('L');
		await ghost.waitFor('ong');
		await entry.waitFor();
		await promptWith('\nsomethingLong<CURSOR/>');
		await page.keyboard.press('Escape');
		await page.keyboard.press('Escape');
	});

	it('wait until an input method has composed its text', async () => {
		const { vscode, endpoint } = ghost;
		const { page } = vscode;
		await place('\nconst composed = 1;\n', '"text";');
		await ghost.waitFor('"text";');
		const { length } = endpoint.requests;
		const input = await page.context().newCDPSession(page);
		for (const composed of ['n', 'ni', 'nih', 'niha', 'nihao']) {
			await compose(input, composed);
			await eventually(`${composed} in the text`, async () =>
				(await vscode.editor.visibleText()).includes(`\n${composed}`),
			);
			await ghost.waitForNone();
		}
		// Longer than any wait for the next key, so that a request would have been made.
		await remains('no request', 1000, () => endpoint.requests.length === length);
		ghost.answer('length;');
		await input.send('Input.insertText', { text: '你好' });
		await page.keyboard.type('.');
		await ghost.waitFor('length;');
		assert.deepEqual(
			ghost.prompts.slice(length).filter(prompt => /\nn[a-z]*<CURSOR/.test(prompt)),
			[],
		);
		await page.keyboard.press('Escape');
	});

	it('keep the line ends of a file from Windows', async () => {
		const { vscode } = ghost;
		await writeFile(path.join(vscode.workspace, 'src/windows.ts'), 'const a = 1;\r\nconst b = 2;\r\n');
		await vscode.editor.open('src/windows.ts');
		await place('\nlet c;\n', 'if (a) {\n\tone();\n}');
		await ghost.waitFor('if (a) {');
		await vscode.page.keyboard.press('Tab');
		const saved = await vscode.editor.savedText('src/windows.ts');
		// A file without indentation gets VS Code's own.
		assert.ok(saved.endsWith('let c;\r\nif (a) {\r\n    one();\r\n}'), JSON.stringify(saved));
	});
});

/** What an input method shows before it is committed. */
async function compose(input: CDPSession, text: string): Promise<void> {
	await input.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
}
