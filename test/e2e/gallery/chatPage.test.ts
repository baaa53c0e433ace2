// The chat page in a real browser, without VS Code: what it shows and says.
import assert from 'node:assert/strict';
import type { FromPage, ToPage } from '../../../src/shared/protocol';
import { eventually } from '../../vscode/eventually';
import { Gallery, type GalleryPage, type PageOptions } from './gallery';
import { address, answerView, stateOf, streaming, turnView } from './states';

let gallery: Gallery;

const withPage = (options: PageOptions, use: (page: GalleryPage) => Promise<void>): Promise<void> =>
	gallery.with(options, use);

type Posted<Type extends FromPage['type']> = Extract<FromPage, { type: Type }>;

function lastPosted<Type extends FromPage['type']>(posted: readonly FromPage[], type: Type): Posted<Type> | undefined {
	return posted.findLast((message): message is Posted<Type> => message.type === type);
}

describe('The chat page', () => {
	before(async () => {
		gallery = await Gallery.open();
	});

	after(() => gallery.close());

	describe('when the reader acts', () => {
		it('sends with Enter, breaks the line with Shift+Enter, and sends nothing empty', async () => {
			await withPage({}, async page => {
				await page.say(stateOf([]));
				await page.messageBox.press('Enter');
				await page.messageBox.pressSequentially('One');
				await page.messageBox.press('Shift+Enter');
				await page.messageBox.pressSequentially('Two');
				await page.messageBox.press('Enter');
				assert.equal(await page.messageBox.inputValue(), '');
				const sent = (await page.posted()).filter(message => message.type === 'submit');
				assert.deepEqual(
					sent.map(({ text }) => text),
					['One\nTwo'],
				);
			});
		});

		it('does not send while an input method composes', async () => {
			await withPage({}, async page => {
				await page.say(stateOf([]));
				await page.messageBox.fill('か');
				await page.messageBox.dispatchEvent('keydown', { key: 'Enter', isComposing: true });
				assert.equal(lastPosted(await page.posted(), 'submit'), undefined);
			});
		});

		it('stops with the button and with Escape, but not when Escape closes the menu', async () => {
			await withPage({}, async page => {
				await page.say(streaming());
				await page.button('Attach').click();
				await page.page.keyboard.press('Escape');
				assert.equal(lastPosted(await page.posted(), 'stop'), undefined);
				await page.button('Stop').click();
				await page.page.keyboard.press('Escape');
				const stops = (await page.posted()).filter(message => message.type === 'stop');
				assert.deepEqual(stops, [
					{ type: 'stop', turnId: 'turn-1' },
					{ type: 'stop', turnId: 'turn-1' },
				]);
			});
		});

		it('tells the host about every other button', async () => {
			await withPage({}, async page => {
				await page.say(
					stateOf([turnView(answerView({ text: 'Look:\n\n```ts\nlet a;\n```' }))], 'stored', [
						{ id: 'a1', kind: 'file', path: 'src/a.ts', languageId: 'typescript', tokens: 1 },
					]),
				);
				for (const name of [
					'Copy',
					'Insert at Cursor',
					'New File',
					'Copy Answer',
					'Try Again',
					'Fork from Here',
					'Model: GPT-4o',
					'Remove a.ts',
					'Attach',
				]) {
					await page.button(name).click();
				}
				await page.page.keyboard.press('ArrowDown');
				await page.page.keyboard.press('Enter');
				assert.deepEqual((await page.posted()).slice(1), [
					{ type: 'copy', text: 'let a;' },
					{ type: 'insertAtCursor', text: 'let a;' },
					{ type: 'newFile', text: 'let a;', language: 'ts' },
					{ type: 'copy', text: 'Look:\n\n```ts\nlet a;\n```' },
					{ type: 'tryAgain', turnId: 'turn-1' },
					{ type: 'fork', turnId: 'turn-1', answerId: 'answer-1' },
					{ type: 'selectModel' },
					{ type: 'detach', attachmentId: 'a1' },
					{ type: 'attach', kind: 'file' },
				]);
			});
		});

		it('hands a block to be applied with its fence, its turn and the line above it', async () => {
			await withPage({}, async page => {
				const text = '```ts src/a.ts\nlet a;\n```\n\n- nested\n\n  ```diff title="b c.ts"\n  +x\n  ```\n';
				await page.say(stateOf([turnView(answerView({ text }))]));
				for (const at of [0, 1]) {
					await page.button('Apply').nth(at).focus();
					await page.page.keyboard.press('Enter');
				}
				assert.deepEqual(
					(await page.posted()).filter(({ type }) => type === 'apply'),
					[
						{ type: 'apply', turnId: 'turn-1', text: 'let a;', info: 'ts src/a.ts' },
						{ type: 'apply', turnId: 'turn-1', text: '+x', info: 'diff title="b c.ts"', above: 'nested' },
					],
				);
			});
		});

		it('finds the line above a block of an item, and of a step that the block stands below', async () => {
			await withPage({}, async page => {
				const block = (code: string) => `\`\`\`ts\n${code}\n\`\`\`\n`;
				const inside = (code: string) => block(code).replace(/^(?=.)/gm, '   ');
				const text = [
					`Words:\n\n1. In \`src/a.ts\`:\n${inside('a')}2. \`src/b.ts\`\n${inside('b')}${inside('c')}3. ${inside('d').trimStart()}`,
					`\n#### One\n\n1. **In \`src/e.ts\`:**\n\n${block('e')}\n- src/f.ts\n- src/g.ts\n\n${block('f')}`,
				].join('');
				await page.say(stateOf([turnView(answerView({ text }))]));
				for (let at = 0; at < 6; at++) {
					await page.button('Apply').nth(at).focus();
					await page.page.keyboard.press('Enter');
				}
				assert.deepEqual(
					(await page.posted()).flatMap(one => (one.type === 'apply' ? [[one.text, one.above]] : [])),
					[
						['a', 'In src/a.ts:'],
						['b', 'src/b.ts'],
						['c', undefined],
						['d', undefined],
						['e', 'In src/e.ts:'],
						['f', undefined],
					],
				);
			});
		});

		it('wraps the lines of a block, and says so', async () => {
			await withPage({ width: 240 }, async page => {
				await page.say(stateOf([turnView(answerView({ text: `\`\`\`\n${'long '.repeat(60)}\n\`\`\`` }))]));
				const scrolls = (): Promise<boolean> =>
					page.page.locator('pre').evaluate(pre => pre.scrollWidth > pre.clientWidth);
				const wrap = page.button('Wrap Lines');
				assert.deepEqual([await scrolls(), await wrap.getAttribute('aria-pressed')], [true, 'false']);
				await wrap.click();
				assert.deepEqual([await scrolls(), await wrap.getAttribute('aria-pressed')], [false, 'true']);
			});
		});

		it('asks for a file at a number sign that begins a word, and writes its name behind it', async () => {
			await withPage({}, async page => {
				await page.say(stateOf([]));
				await page.messageBox.pressSequentially('a#b');
				assert.equal(lastPosted(await page.posted(), 'pickFile'), undefined);
				await page.messageBox.pressSequentially(' see #');
				assert.deepEqual(lastPosted(await page.posted(), 'pickFile'), { type: 'pickFile' });
				await page.say({ type: 'filePicked', path: 'src/cart.ts' });
				assert.equal(await page.messageBox.inputValue(), 'a#b see #cart.ts ');
				await page.say({ type: 'filePicked', path: 'src/cart.ts' });
				assert.equal(await page.messageBox.inputValue(), 'a#b see #cart.ts ');
			});
		});

		it('takes pasted images and dropped files, and leaves pasted text to the browser', async () => {
			await withPage({}, async page => {
				await page.say(stateOf([]));
				await page.page.evaluate(() => {
					const box = document.querySelector('textarea');
					const data = new DataTransfer();
					data.items.add(new File([new Uint8Array([1, 2, 3])], 'a.png', { type: 'image/png' }));
					box?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
					const mixed = new DataTransfer();
					mixed.items.add(new File([new Uint8Array([1])], 'b.png', { type: 'image/png' }));
					mixed.setData('text/plain', 'cells');
					box?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: mixed, bubbles: true }));
					const large = new DataTransfer();
					large.items.add(new File([new Uint8Array(5_000_001)], 'c.png', { type: 'image/png' }));
					box?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: large, bubbles: true }));
					const files = new DataTransfer();
					files.setData('text/uri-list', 'file:///w/a.ts\r\nfile:///w/b.ts\r\nfile:///w/a.ts');
					document
						.querySelector('.transcript')
						?.dispatchEvent(
							new DragEvent('drop', { dataTransfer: files, bubbles: true, cancelable: true }),
						);
				});
				const images = await eventually('the image', async () => {
					const posted = (await page.posted()).filter(({ type }) => type === 'attachImage');
					return posted.length > 0 && posted;
				});
				assert.deepEqual(images, [{ type: 'attachImage', data: 'data:image/png;base64,AQID' }]);
				assert.deepEqual(lastPosted(await page.posted(), 'dropFiles'), {
					type: 'dropFiles',
					uris: ['file:///w/a.ts', 'file:///w/b.ts'],
				});
				await page.page.getByRole('alert').filter({ hasText: 'larger than 5 MB' }).waitFor();
			});
		});

		it('shows how full the window is, and what will be sent with the words in the box', async () => {
			await withPage({}, async page => {
				await page.say(stateOf([]), { type: 'window', window: { used: 64_000, limit: 128_000 } });
				const meter = page.page.getByRole('meter', { name: 'Context Window' });
				assert.match((await meter.getAttribute('aria-valuetext')) ?? '', /64.000 of 128.000 .*50 %/);
				await page.messageBox.fill('Why?');
				await page.say({ type: 'showRequest' });
				await page.button('Attach').click();
				await page.page.getByRole('menuitem', { name: 'Show What Will Be Sent' }).click();
				assert.deepEqual(
					(await page.posted()).filter(({ type }) => type === 'showRequest'),
					[
						{ type: 'showRequest', text: 'Why?' },
						{ type: 'showRequest', text: 'Why?' },
					],
				);
			});
		});

		it('offers the key in an empty chat that has none', async () => {
			await withPage({}, async page => {
				await page.say(stateOf([], 'missing'));
				await page.button('Set API Key').click();
				assert.deepEqual((await page.posted()).at(-1), { type: 'help', action: 'setApiKey' });
				await page.say({ type: 'keyState', keyState: 'otherHost' });
				await page.button('Use Key Here').click();
				assert.deepEqual((await page.posted()).at(-1), { type: 'help', action: 'useKeyHere' });
			});
		});

		it('opens links through the host and goes nowhere itself', async () => {
			await withPage({}, async page => {
				await page.say(stateOf([turnView(answerView({ text: '[guide](https://example.org/guide)' }))]));
				const before = page.page.url();
				const link = page.page.getByRole('link', { name: 'guide' });
				await link.click();
				await link.click({ button: 'right' });
				await link.click({ button: 'middle' });
				assert.deepEqual(
					(await page.posted()).slice(1),
					Array(2).fill({ type: 'openLink', href: 'https://example.org/guide' }),
				);
				assert.equal(page.page.url(), before);
				assert.equal(page.page.context().pages().length, 1);
			});
		});

		it('makes links of the files in each of two answers that come into sight at once', async () => {
			await withPage({}, async page => {
				const turns = ['one', 'two'].map(name =>
					turnView(answerView({ text: `See \`${name}.ts:3\` and src/${name}.ts.` }), { id: name }),
				);
				await page.say(stateOf(turns));
				const asked = await eventually('both to be asked', async () => {
					const posted = (await page.posted()).filter(message => message.type === 'findFiles');
					return posted.length === 2 && posted;
				});
				for (const { requestId, places } of asked) await page.say({ type: 'filesFound', requestId, places });
				assert.deepEqual(await page.page.getByRole('log').getByRole('link').allTextContents(), [
					'one.ts:3',
					'src/one.ts',
					'two.ts:3',
					'src/two.ts',
				]);
			});
		});
	});

	describe('when something is lost or refused', () => {
		it('puts a refused message back above what was begun since, with the reason and its button', async () => {
			await withPage({}, async page => {
				await page.say(stateOf([]));
				await page.messageBox.fill('First');
				await page.messageBox.press('Enter');
				const turnId = lastPosted(await page.posted(), 'submit')?.turnId ?? '';
				await page.messageBox.fill('Second');
				const failure = {
					kind: 'noKey',
					text: 'There is no key.',
					actions: [{ action: 'setApiKey', label: 'Set API Key' }],
				} as const;
				await page.say({ type: 'rejected', turnId: 'of-another-page', text: 'Third', failure });
				assert.equal(await page.messageBox.inputValue(), 'Second');
				await page.say({ type: 'rejected', turnId, text: 'First', failure });
				assert.equal(await page.messageBox.inputValue(), 'First\nSecond');
				await page.page.getByRole('alert').getByRole('button', { name: 'Set API Key' }).click();
				assert.deepEqual((await page.posted()).at(-1), { type: 'help', action: 'setApiKey', turnId });
				await page.button('Dismiss').click();
				await eventually('the reason to go', async () => (await page.page.getByRole('alert').count()) === 0);
			});
		});

		it('brings draft and place back when it is made anew', async () => {
			let kept: unknown;
			const long = stateOf([turnView(answerView({ text: 'Line.\n\n'.repeat(200) }))]);
			await withPage({}, async page => {
				await page.say(long);
				await page.messageBox.fill('A thought');
				await page.transcript.hover();
				await page.page.mouse.wheel(0, -2000);
				await eventually(
					'the place to be kept',
					async () => typeof ((await page.kept()) as { scroll?: unknown }).scroll === 'number',
				);
				await page.drawn();
				kept = await page.kept();
			});
			await withPage({ kept }, async page => {
				await page.say(long);
				assert.equal(await page.messageBox.inputValue(), 'A thought');
				const top = await page.transcript.evaluate(log => log.scrollTop);
				assert.equal(top, (kept as { scroll: number }).scroll);
			});
		});

		it('has the cursor where the reader writes when the panel gets the focus again', async () => {
			await withPage({}, async page => {
				const comeBack = () =>
					page.page.evaluate(() => {
						if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
						window.dispatchEvent(new FocusEvent('focus'));
						return document.activeElement?.getAttribute('aria-label');
					});
				await page.say(stateOf([turnView(answerView({}))]));
				assert.equal(await comeBack(), 'Message');
				await page.messageBox.press('ArrowUp');
				await page.page.getByRole('textbox', { name: 'Edit Your Question' }).waitFor();
				assert.equal(await comeBack(), 'Edit Your Question');
			});
		});

		it('gives a message back that the host never took', async () => {
			const kept = { draft: '', scroll: 'end', sent: [{ turnId: 'lost', text: 'Hello' }] };
			await withPage({ kept }, async page => {
				await page.say(stateOf([]));
				assert.equal(await page.messageBox.inputValue(), 'Hello');
			});
			await withPage({ kept: { ...kept, sent: [{ turnId: 'turn-1', text: 'Hello' }] } }, async page => {
				await page.say(streaming());
				assert.equal(await page.messageBox.inputValue(), '');
			});
		});

		it('opens an edit again that was refused, from which attachments can be taken off', async () => {
			await withPage({}, async page => {
				const attachments = ['a', 'b'].map(id => ({
					id,
					kind: 'file' as const,
					path: `src/${id}.ts`,
					languageId: 'typescript',
					tokens: 9,
				}));
				await page.say(stateOf([turnView(answerView({}), { attachments })]));
				await page.messageBox.press('ArrowUp');
				const box = page.page.getByRole('textbox', { name: 'Edit Your Question' });
				await box.fill('Again');
				await page.button('Remove a.ts').click();
				await box.press('Enter');
				const { newTurnId = '', ...edit } = lastPosted(await page.posted(), 'edit') ?? {};
				assert.deepEqual(edit, { type: 'edit', turnId: 'turn-1', text: 'Again', without: ['a'] });
				await page.say({
					type: 'rejected',
					turnId: newTurnId,
					text: 'Again',
					failure: { kind: 'fileNotFound', text: 'There is no file src/b.ts.', actions: [] },
				});
				assert.equal(await box.inputValue(), 'Again');
				assert.equal(await page.messageBox.inputValue(), '');
				assert.equal(await page.button('Remove a.ts').count(), 0);
				await page.button('Remove b.ts').click();
				await box.press('Enter');
				assert.deepEqual(lastPosted(await page.posted(), 'edit')?.without, ['a', 'b']);
			});
		});

		it('puts a queued message back into the box, to be changed', async () => {
			await withPage({}, async page => {
				await page.say(streaming(), {
					type: 'queue',
					queue: [{ turnId: 'q1', text: 'Then?', attachments: [], held: true }],
				});
				await page.messageBox.fill('Begun');
				await page.button('Edit Then?').click();
				assert.equal(await page.messageBox.inputValue(), 'Then?\nBegun');
				assert.deepEqual((await page.posted()).at(-1), { type: 'editQueued', turnId: 'q1' });
			});
		});

		it('follows the stream while the reader is at its end, and stays where the reader went', async () => {
			await withPage({}, async page => {
				const more: ToPage = { type: 'delta', ...address, text: 'Line.\n\n'.repeat(100), reasoning: '' };
				const gap = () => page.transcript.evaluate(log => log.scrollHeight - log.scrollTop - log.clientHeight);
				await page.say(streaming(), more);
				await eventually('the end in sight', async () => (await gap()) <= 1);
				await page.transcript.hover();
				await page.page.mouse.wheel(0, -500);
				await eventually('the reader to have left the end', async () => (await gap()) > 400);
				// What is out of sight has an estimated height, so it is the words that stay, not the number of pixels above them.
				const place = await page.page.evaluate(() => {
					const seen = document.elementFromPoint(150, 300);
					seen?.setAttribute('data-seen', '');
					return seen?.getBoundingClientRect().top;
				});
				await page.say(more);
				const after = await page.page
					.locator('[data-seen]')
					.evaluate(element => element.getBoundingClientRect().top);
				assert.ok(Math.abs(after - (place ?? NaN)) < 2, `${place} became ${after}`);
				await page.button('Jump to Latest').click();
				await eventually('the end in sight again', async () => (await gap()) <= 1);
				await eventually('the button to go', async () => (await page.button('Jump to Latest').count()) === 0);
			});
		});
	});
});
