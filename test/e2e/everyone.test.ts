// The panel in the real VS Code for people who see, move and read differently: no accessibility violation in any kind of theme, and a whole
// conversation without a mouse. Also the chat as an editor tab.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Frame } from 'playwright-core';
import { startEndpoint, type Endpoint } from '../endpoint/endpoint';
import { artifactsDir } from '../vscode/paths.js';
import { eventually, key, openVSCode, type Session } from './driver';

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** The four kinds of theme: as the picker calls one, and as a webview is told its kind. */
const themes = [
	{ label: 'Light Modern', kind: 'vscode-light' },
	{ label: 'Dark Modern', kind: 'vscode-dark' },
	{ label: 'Dark High Contrast', kind: 'vscode-high-contrast' },
	{ label: 'Light High Contrast', kind: 'vscode-high-contrast-light' },
];

const answer = `Two steps, with $x^2$:

1. Read **all** of \`cart.ts\`.
2. [x] Change it.

| Case | Result |
| --- | ---: |
| Guest | 20.00 |

\`\`\`ts
// Rounds half up.
const total = sum(lines);
\`\`\`

- [ ] test it
- [x] ship it
`;

/** The frame that holds the chat page, for scripts that run in it. */
async function chatFrame(vscode: Session): Promise<Frame> {
	return eventually('the frame of the chat', async () => {
		for (const frame of vscode.page.frames()) {
			const found = await frame
				.evaluate(() => document.querySelector('openmind-chat') !== null)
				.catch(() => false);
			if (found) return frame;
		}
		return undefined;
	});
}

/** What has the keyboard focus in the chat page: its accessible name, or its text; nothing while the focus is elsewhere in the window. */
async function focused(vscode: Session): Promise<string> {
	const frame = await chatFrame(vscode);
	return frame.evaluate(() => {
		const element = document.hasFocus() ? document.activeElement : null;
		return element?.getAttribute('aria-label') ?? element?.textContent?.trim() ?? '';
	});
}

/** Presses a key until what has the focus is called so; a person would count, too. */
async function pressUntil(vscode: Session, pressed: string, name: string): Promise<void> {
	const met: string[] = [];
	for (let presses = 0; presses < 40; presses++) {
		const now = await focused(vscode);
		if (now === name) return;
		met.push(now);
		await vscode.page.keyboard.press(pressed);
	}
	assert.fail(`${pressed} never came to "${name}", but to ${met.join(', ')}`);
}

describe('for everyone', function () {
	this.timeout(180_000);

	let endpoint: Endpoint;
	let vscode: Session;

	before(async () => {
		endpoint = await startEndpoint({ keys: [key] });
		vscode = await openVSCode({
			settings: { 'openmind.baseUrl': endpoint.baseUrl, 'window.autoDetectHighContrast': false },
		});
	});

	after(async () => {
		await vscode.close();
		await endpoint.stop();
	});

	it('holds a whole conversation with the keyboard alone', async () => {
		const { keyboard } = vscode.page;
		await eventually('the command', async () => {
			await vscode.quickInput.openPalette('>OpenMind: Open Chat');
			const offered = () => vscode.quickInput.has('OpenMind: Open Chat');
			if (await eventually('the row', offered, 3_000).catch(() => false)) return true;
			// The list holds what was known when it was opened.
			await keyboard.press('Escape');
			return false;
		});
		await keyboard.press('Enter');
		await eventually('the message box to have the focus', async () => (await focused(vscode)) === 'Message');

		await pressUntil(vscode, 'Shift+Tab', 'Set API Key');
		await keyboard.press('Enter');
		await vscode.quickInput.input.waitFor();
		await keyboard.type(key);
		await keyboard.press('Enter');
		const chat = await vscode.chat();
		await chat.button('Set API Key').waitFor({ state: 'detached' });
		await pressUntil(vscode, 'Tab', 'Message');

		endpoint.script({ kind: 'text', text: answer, usage: true });
		await keyboard.type('What does this do?');
		await keyboard.press('Enter');
		await chat.answer('done');

		await pressUntil(vscode, 'Shift+Tab', 'Copy');
		await keyboard.press('Enter');
		await eventually('the code in the clipboard', async () =>
			(await vscode.page.evaluate(() => navigator.clipboard.readText())).includes('const total = sum(lines);'),
		);
		await pressUntil(vscode, 'Tab', 'Message');

		endpoint.script({ kind: 'stall', at: 'midStream', afterChunks: 4 });
		await keyboard.type('And then?');
		await keyboard.press('Enter');
		await chat.streamed();
		await keyboard.press('Escape');
		await chat.answer('stopped');
		assert.equal(await focused(vscode), 'Message');

		await pressUntil(vscode, 'Shift+Tab', 'Try Again');
		await keyboard.press('Enter');
		await chat.answer('done');
		assert.equal(await chat.questions.count(), 2);
	});

	it('announces finished sentences, and code by its size', async () => {
		const chat = await vscode.chat();
		endpoint.script({ kind: 'text', text: answer });
		await chat.send('Once more');
		await eventually('the third question', async () => (await chat.questions.count()) === 3);
		await chat.answer('done');
		const spoken = await chat.frame.locator('[aria-live=polite] p').allTextContents();
		assert.ok(spoken.includes('1. Read all of cart.ts.'), spoken.join(' | '));
		assert.ok(spoken.includes('code block, 2 lines'), spoken.join(' | '));
	});

	for (const { label, kind } of themes) {
		it(`has no accessibility violation in ${label}`, async () => {
			await vscode.setTheme(label);
			const frame = await chatFrame(vscode);
			await eventually('the page to have the theme', () =>
				frame.evaluate(wanted => document.body.dataset['vscodeThemeKind'] === wanted, kind),
			);
			// A webview is transparent: what a person sees behind the words is the side bar, of which a script in the page knows nothing.
			const behind = await vscode.page
				.locator('.part.auxiliarybar')
				.evaluate(part => getComputedStyle(part).backgroundColor);
			await frame.evaluate(color => (document.documentElement.style.backgroundColor = color), behind);
			await frame.evaluate(await readFile(axePath, 'utf8'));
			const found = await frame.evaluate(async () => {
				// What the script put on the page, unknown to the compiler.
				const { axe } = window as unknown as { axe: { run(options: object): Promise<AxeResults> } };
				const { violations } = await axe.run({ resultTypes: ['violations'] });
				return violations.flatMap(({ id, nodes }) =>
					nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 120)}: ${failureSummary ?? ''}`),
				);
			});
			assert.deepEqual(found, []);
		});
	}

	it('opens as an editor tab too, which shows the same conversation and is there again after a reload', async () => {
		await vscode.runCommand('OpenMind: Open Chat in Editor');
		const tab = vscode.page.locator('.tabs-container .tab', { hasText: 'OpenMind Chat' });
		await tab.waitFor();
		const pages = async (): Promise<number> => {
			const shown = await Promise.all(
				vscode.page
					.frames()
					.map(frame => frame.evaluate(() => document.querySelectorAll('.answer').length).catch(() => 0)),
			);
			return shown.filter(answers => answers > 0).length;
		};
		await eventually('both pages', async () => (await pages()) === 2);
		await vscode.reloadSaved();
		await tab.waitFor();
		await eventually('the tab to be filled again', async () => (await pages()) >= 1);
	});

	it('finds words in the editor tab', async () => {
		const { page } = vscode;
		await page.locator('.tabs-container .tab', { hasText: 'OpenMind Chat' }).click();
		const field = page.getByRole('textbox', { name: 'Find' });
		await eventually('the field for the word', async () => {
			await page.keyboard.press('Control+f');
			return field.isVisible();
		});
		await field.fill('half up');
		await eventually('the word', async () => {
			await field.press('Enter');
			const marked = await Promise.all(
				page.frames().map(frame => frame.evaluate(() => getSelection()?.toString()).catch(() => undefined)),
			);
			return marked.includes('half up');
		});
	});

	it("has the panel's actions above the editor tab, and acts there", async () => {
		const { page } = vscode;
		const group = page.locator('.part.editor');
		const action = (name: string) => group.getByRole('button', { name, exact: true });
		/** What a selector finds in the chat pages that are over the editor. */
		const inTab = async (selector: string): Promise<number> => {
			const { x = 0, width = 0 } = (await group.boundingBox()) ?? {};
			const found = await Promise.all(
				page.frames().map(async frame => {
					const place = frame.parentFrame() ? await (await frame.frameElement()).boundingBox() : null;
					const isOver = place !== null && place.x >= x && place.x + place.width <= x + width;
					return isOver ? frame.locator(selector).filter({ visible: true }).count() : 0;
				}),
			);
			return found.reduce((sum, count) => sum + count, 0);
		};
		await page.locator('.tabs-container .tab', { hasText: 'OpenMind Chat' }).click();
		await action('Show History').click();
		await eventually('the list in the tab', async () => (await inTab('.history-open')) > 0);
		await action('New Chat').click();
		await eventually(
			'a new chat in the tab',
			async () => (await inTab('.history-open, .answer')) === 0 && (await inTab('textarea:focus')) === 1,
		);
		await vscode.runCommand('OpenMind: Show History');
		await eventually('the list in the tab again', async () => (await inTab('.history-open')) > 0);
		await vscode.screenshot(path.join(artifactsDir, 'everyone', 'tab.png'));
	});
});
