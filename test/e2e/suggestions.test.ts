// Ghost text in the real VS Code, in one window: by hand and automatic, among the editor's other ways of writing, and from a service in trouble. The
// tests go on from each other.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { CDPSession } from 'playwright-core';
import type { Step } from '../endpoint/endpoint';
import { artifactsDir } from '../vscode/paths.js';
import { eventually, remains } from './driver';
import { GhostText } from './ghostText';

describe('suggestions at the cursor', () => {
	let ghost: GhostText;
	let places = 0;

	before(async () => {
		ghost = await GhostText.open(
			{
				'openmind.privacy.exclude': ['cart.*'],
				'editor.wordBasedSuggestions': 'currentDocument',
				'files.eol': '\n',
			},
			// VS Code gives this command no key of its own.
			[{ key: 'ctrl+alt+l', command: 'editor.action.inlineSuggest.acceptNextLine' }],
		);
		await ghost.vscode.editor.open('src/money.ts');
	});

	after(() => ghost?.close());

	/** Text at the end of the file, and what is answered after it. */
	async function place(text: string, ...answers: readonly string[]): Promise<void> {
		ghost.answer(text, ...answers);
		await ghost.add(text);
	}

	/** Waits for a request whose code holds the text. */
	async function promptWith(text: string): Promise<void> {
		await eventually(`a request with ${JSON.stringify(text)}`, () =>
			ghost.prompts.some(each => each.includes(text)),
		);
	}

	/** A new line where nothing was asked for yet; the request at it meets the fault. */
	async function meet(...steps: readonly Step[]): Promise<void> {
		await ghost.rest();
		const text = `\nconst place${places++} = 1;\n`;
		ghost.script(text, ...steps);
		await ghost.add(text);
	}

	describe('by hand', () => {
		it('come when asked for, and Tab takes them', async () => {
			const { vscode, endpoint } = ghost;
			await ghost.mark('sparkle').waitFor();
			await ghost.add('\n');
			assert.equal(endpoint.requests.length, 0);
			await vscode.page.keyboard.press('Alt+\\');
			await ghost.waitFor('console.log(result);');
			await vscode.page.keyboard.press('Tab');
			await ghost.waitForNone();
			assert.match(await vscode.editor.savedText('src/money.ts'), /console\.log\(result\);\s*$/);
			assert.equal(endpoint.requests.length, 1);
			assert.equal(endpoint.requests[0]?.violation, undefined);
		});

		it('leave files that are never sent alone', async () => {
			const { vscode, endpoint } = ghost;
			const { length } = endpoint.requests;
			await vscode.editor.open('src/cart.ts');
			await ghost.add('\n');
			await vscode.page.keyboard.press('Alt+\\');
			// Longer than a trigger takes, which puts the focus back into the editor when it is over.
			await remains('no request', 1000, () => endpoint.requests.length === length);
			await ghost.waitForReason(/Nothing of this file is ever sent/);
			await vscode.editor.open('src/money.ts');
		});
	});

	describe('that come automatically', () => {
		it('do so after a click in the status bar', async () => {
			await ghost.mark('sparkle').click();
			await ghost.mark('sparkle-filled').waitFor();
			await ghost.add('\n');
			await ghost.vscode.editor.type('let a = 1;\n');
			await ghost.waitFor('console.log(result);');
		});

		it('stay while they are typed, and cost no further request', async () => {
			const { vscode, endpoint } = ghost;
			const { length } = endpoint.requests;
			const text = 'console.log(result);';
			for (let typed = 1; typed <= 11; typed++) {
				await vscode.page.keyboard.type(text.charAt(typed - 1));
				await ghost.waitFor(text.slice(typed));
			}
			assert.equal(endpoint.requests.length, length);
		});

		it('are taken word by word, and the rest at once', async () => {
			const { vscode, endpoint } = ghost;
			const { length } = endpoint.requests;
			await vscode.page.keyboard.press('Control+ArrowRight');
			await eventually('the rest of the suggestion', async () => {
				const rest = await ghost.text();
				return rest.length > 0 && rest.length < '(result);'.length && '(result);'.endsWith(rest);
			});
			assert.equal(endpoint.requests.length, length);
			await vscode.page.keyboard.press('Tab');
			await ghost.waitForNone();
		});

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
			// Others are for what follows it.
			const asked = ghost.prompts
				.slice(length)
				.filter(prompt => prompt.includes('const lines = 1;') && !/two\(\);\n\}[^]*<CURSOR/.test(prompt));
			assert.equal(asked.length, 1, 'one request for it all');
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

		it('are asked for once more at most, and as briefly, while the mouse rests on them', async () => {
			const { vscode, endpoint } = ghost;
			const { mouse } = vscode.page;
			await place('\nconst hovered = 1;\n', 'console.log(hovered);', 'alert(hovered);');
			await ghost.waitFor('console.log(hovered);');
			const isOf = (at: number) => ghost.prompts[at]?.includes('const hovered = 1;\n<CURSOR/>');
			const asked = () => endpoint.requests.filter((_, at) => isOf(at));
			for (let time = 0; time < 3; time++) {
				const box = await vscode.editor.ghostText.first().boundingBox();
				assert.ok(box);
				await mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 4 });
				await vscode.page.locator('.inlineSuggestionsHints').waitFor();
				await eventually('the other one', () => asked().length >= 2);
				await mouse.move(box.x, box.y + 300, { steps: 4 });
				await vscode.page.locator('.inlineSuggestionsHints').waitFor({ state: 'hidden' });
			}
			await ghost.rest();
			const lengths = asked().map(({ body }) => JSON.stringify(body).length);
			assert.equal(lengths.length, 2);
			// Asked for by hand, an answer gets several times as much code.
			assert.ok((lengths[1] ?? 0) < 1.2 * (lengths[0] ?? 0), lengths.join());
			await vscode.page.keyboard.press('Escape');
			await ghost.waitForNone();
		});

		it('fill a block that is closed already, and stay in it with the next', async () => {
			const { vscode } = ghost;
			ghost.answer('twice(value: number) {', '\n\tconst result = value * 2;\n');
			ghost.answer('const result = value * 2;\n', 'return result;');
			await ghost.add('\nfunction twice(value: number) {}');
			await vscode.page.keyboard.press('ArrowLeft');
			await vscode.page.keyboard.press('Alt+\\');
			await vscode.editor.ghostText.filter({ hasText: 'const' }).first().waitFor();
			await vscode.screenshot(path.join(artifactsDir, 'suggestions', 'block.png'));
			await vscode.page.keyboard.press('Tab');
			await ghost.waitFor('return result;');
			// Where a suggestion is indented, VS Code's Tab does that first.
			await vscode.page.keyboard.press('Tab');
			await vscode.page.locator('.statusbar-item', { hasText: /Ln \d+, Col 5/ }).waitFor();
			await vscode.page.keyboard.press('Tab');
			const saved = await vscode.editor.savedText('src/money.ts');
			const filled = '\nfunction twice(value: number) {\n\tconst result = value * 2;\n\treturn result;\n}';
			assert.ok(saved.endsWith(filled), saved.slice(-80));
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
			const noneForIt = () => !ghost.prompts.slice(length).some(prompt => /\nn[a-z]*<CURSOR/.test(prompt));
			const input = await page.context().newCDPSession(page);
			for (const composed of ['n', 'ni', 'nih', 'niha', 'nihao']) {
				await compose(input, composed);
				await eventually(`${composed} in the text`, async () =>
					(await vscode.editor.visibleText()).includes(`\n${composed}`),
				);
				await ghost.waitForNone();
			}
			// Longer than any wait for the next key, so that a request would have been made.
			await remains('no request for it', 1000, noneForIt);
			ghost.answer('你好.', 'length;');
			await input.send('Input.insertText', { text: '你好' });
			await page.keyboard.type('.');
			await ghost.waitFor('length;');
			assert.ok(noneForIt());
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

	describe('from a service in trouble', () => {
		before(() => ghost.vscode.editor.open('src/money.ts'));

		afterEach(async () => {
			assert.deepEqual(await ghost.vscode.notifications(), []);
		});

		// Before the others: what is measured of a slow service would make its limit longer.
		it('are given up, and the socket closed, when nothing comes at all', async () => {
			const { endpoint } = ghost;
			const { length } = endpoint.requests;
			await meet({ kind: 'stall', at: 'afterHeaders' });
			const request = await ghost.requestAfter(length);
			await request.closed;
			assert.equal(request.closedByClient, true);
			await ghost.waitForReason(/No answer came in time/);
			await ghost.mark('sparkle-filled').waitFor();
		});

		it('come late from a slow one', async () => {
			await meet({ kind: 'drip', bytes: 20, delayMs: 10 });
			await ghost.waitFor('console.log(result);');
			await ghost.mark('sparkle-filled').waitFor();
		});

		it('show what is there when one stalls in the middle of a line', async () => {
			const { endpoint, vscode } = ghost;
			const text = '<COMPLETION>const half = of + it;</COMPLETION>';
			await meet({ kind: 'stall', at: 'midStream', afterChunks: 4, text });
			await ghost.waitFor('const half =');
			await vscode.page.keyboard.press('Tab');
			endpoint.release();
			assert.match(await vscode.editor.savedText('src/money.ts'), /\nconst half =$/);
		});

		const failures: [what: string, Step, RegExp][] = [
			['breaks off', { kind: 'reset', at: 'afterHeaders' }, /connection|reach/i],
			['asks to slow down', { kind: 'status', status: 429 }, /too many|slow|requests/i],
			['fails', { kind: 'status', status: 500 }, /OpenMind|service|error/i],
			['refuses the key', { kind: 'status', status: 401 }, /key/i],
			['shows a page to sign in', { kind: 'html' }, /./],
		];
		for (const [what, step, reason] of failures) {
			it(`stay quiet when it ${what}, and come again once it answers`, async () => {
				const { vscode, endpoint } = ghost;
				const { length } = endpoint.requests;
				await meet(step);
				await ghost.mark('warning').waitFor();
				await ghost.waitForReason(reason);
				assert.equal(endpoint.requests.length - length, 1, 'it is not asked again by itself');
				// Asking by hand is always allowed, however lately the service failed.
				await vscode.editor.focus();
				await vscode.page.keyboard.press('Alt+\\');
				await ghost.waitFor('console.log(result);');
				await ghost.mark('sparkle-filled').waitFor();
				await vscode.page.keyboard.press('Escape');
			});
		}

		it('are asked for once more at most while one types on', async () => {
			const { vscode, endpoint } = ghost;
			const { length } = endpoint.requests;
			const refused: Step = { kind: 'status', status: 403, error: 'no' };
			await meet(refused, refused);
			await ghost.mark('warning').waitFor();
			await vscode.editor.type('let d = 3;\nlet e');
			await ghost.waitForReason(/not allowed to make the request/);
			const made = endpoint.requests.length - length;
			assert.ok(made <= 2, `${made} requests`);
			await ghost.add('\n');
			await vscode.page.keyboard.press('Alt+\\');
			await ghost.waitFor('console.log(result);');
			await ghost.mark('sparkle-filled').waitFor();
		});
	});

	describe('with a daily limit', () => {
		let tokens = 0;

		it('tell what today has cost so far in the status bar', async () => {
			await ghost.rest();
			await ghost.mark('sparkle-filled').hover();
			// VS Code keeps the spaces of such a text together with ones that do not break.
			const cost = /Today:\s\d+\srequests,\s([\d,.]+)\stokens,\sabout\s[\d.]+\sOMCU/;
			const hover = ghost.vscode.page.locator('.monaco-hover', { hasText: cost });
			tokens = Number(cost.exec(await hover.innerText())?.[1]?.replace(/\D/g, ''));
			assert.ok(tokens > 0);
		});

		it('come until it is reached, say so once, and then wait to be asked for', async () => {
			const { vscode, endpoint } = ghost;
			await ghost.set({ 'openmind.completion.dailyLimit': tokens + 1 }, 'src/money.ts');
			await ghost.mark('sparkle-filled').waitFor();
			await place('\nlet last = 1;\n', 'last += 1;');
			await ghost.waitFor('last += 1;');
			const told = vscode.notification(/Suggestions have used [\d,.]+ tokens today, your daily limit/);
			await told.waitFor();
			assert.equal(await told.count(), 1);
			await ghost.mark('sparkle').waitFor();
			const { length } = endpoint.requests;
			await vscode.page.keyboard.press('Escape');
			await ghost.add('\nlet over = 2;\n');
			// Longer than any wait for the next key. VS Code asks for nothing once the editor has lost the focus.
			await remains('no request', 1000, () => endpoint.requests.length === length);
			await ghost.waitForReason(/The daily limit for suggestions is reached/);
			await vscode.editor.focus();
			await vscode.page.keyboard.press('Alt+\\');
			await ghost.waitFor('console.log(result);');
			assert.ok((await told.count()) <= 1);
		});
	});
});

/** What an input method shows before it is committed. */
async function compose(input: CDPSession, text: string): Promise<void> {
	await input.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
}
