// The chat page in a real browser, without VS Code: what it shows and says, and that everybody can use it.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { FromPage, ToPage } from '../../src/shared/protocol';
import { eventually } from '../vscode/eventually';
import { Gallery, type GalleryPage, type PageOptions } from './gallery/gallery';
import { address, answerView, galleryStates, stateOf, streaming, turnView } from './gallery/states';
import { themes } from './gallery/themes';

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

let gallery: Gallery;

const withPage = (options: PageOptions, use: (page: GalleryPage) => Promise<void>): Promise<void> =>
	gallery.with(options, use);

function lastPosted<Type extends FromPage['type']>(posted: readonly FromPage[], type: Type): FromPage | undefined {
	return posted.findLast(message => message.type === type);
}

/** What axe finds; it must be on the page. */
async function violations(page: GalleryPage): Promise<AxeResults['violations']> {
	const results = await page.page.evaluate(() =>
		// What the script put on the page, unknown to the compiler.
		(window as unknown as { axe: { run(options: object): Promise<AxeResults> } }).axe.run({
			resultTypes: ['violations'],
		}),
	);
	return results.violations;
}

describe('The chat page', function () {
	// All states in a theme are one test.
	this.timeout(120_000);

	before(async () => {
		gallery = await Gallery.open();
	});

	after(() => gallery.close());

	describe('for everyone', () => {
		for (const { file: theme, name } of themes) {
			it(`has no accessibility violation in any state in ${name}`, async () => {
				const axe = await readFile(axePath, 'utf8');
				const found: string[] = [];
				await withPage({ theme, reducedMotion: true }, async page => {
					await page.page.evaluate(axe);
					for (const { name: state, messages, act, ...size } of galleryStates) {
						await page.reset(size);
						await page.say(...messages);
						await act?.(page);
						await page.drawn();
						for (const { id, nodes } of await violations(page)) {
							found.push(
								...nodes.map(
									({ html, failureSummary }) =>
										`${state}: ${id}: ${html.slice(0, 120)}: ${failureSummary ?? ''}`,
								),
							);
						}
					}
				});
				assert.deepEqual(found, []);
			});
		}

		it('keeps to its content security policy in every state', async () => {
			await withPage({}, async page => {
				for (const { messages, act } of galleryStates) {
					await page.reset();
					await page.say(...messages);
					await act?.(page);
				}
				assert.deepEqual(await page.violations(), []);
			});
		});

		it('never scrolls sideways at 240 pixels', async () => {
			await withPage({ width: 240 }, async page => {
				for (const { name, messages } of galleryStates) {
					await page.say(...messages);
					const widths = await page.page.evaluate(() =>
						[document.documentElement, ...document.querySelectorAll('.transcript, .message-box')].map(
							({ scrollWidth }) => scrollWidth,
						),
					);
					assert.ok(Math.max(...widths) <= 240, `${name}: ${widths.join()}`);
				}
			});
		});

		it('names its parts as the contract says', async () => {
			await withPage({}, async page => {
				await page.say(stateOf([turnView(answerView({ text: '```ts\na\n```' }))]));
				const article = page.page.getByRole('article', { name: 'OpenMind, openai/gpt-4o' });
				assert.equal(await article.getAttribute('data-status'), 'done');
				assert.equal(await page.page.getByRole('article', { name: 'You' }).count(), 1);
				for (const name of [
					'Copy',
					'Insert at Cursor',
					'New File',
					'Copy Answer',
					'Try Again',
					'Fork from Here',
					'Edit',
					'Send',
					'Model: GPT-4o',
					'Attach',
				]) {
					assert.equal(await page.button(name).count(), 1, name);
				}
				assert.equal(await page.transcript.count(), 1);
				assert.equal(await page.messageBox.count(), 1);
			});
		});
	});

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
				await link.click({ button: 'middle' });
				assert.deepEqual(
					(await page.posted()).slice(1),
					Array(2).fill({ type: 'openLink', href: 'https://example.org/guide' }),
				);
				assert.equal(page.page.url(), before);
				assert.equal(page.page.context().pages().length, 1);
			});
		});
	});

	describe('when something is lost or refused', () => {
		it('puts a refused message back above what was begun since, with the reason and its button', async () => {
			await withPage({}, async page => {
				await page.say(stateOf([]));
				await page.messageBox.fill('First');
				await page.messageBox.press('Enter');
				await page.messageBox.fill('Second');
				const failure = {
					kind: 'noKey',
					text: 'There is no key.',
					actions: [{ action: 'setApiKey', label: 'Set API Key' }],
				} as const;
				await page.say({ type: 'rejected', turnId: 't9', text: 'First', failure });
				assert.equal(await page.messageBox.inputValue(), 'First\nSecond');
				await page.page.getByRole('alert').getByRole('button', { name: 'Set API Key' }).click();
				assert.deepEqual((await page.posted()).at(-1), { type: 'help', action: 'setApiKey', turnId: 't9' });
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

		it('gives a message back that the host never took', async () => {
			const kept = { draft: '', scroll: 'end', unconfirmed: { turnId: 'lost', text: 'Hello' } };
			await withPage({ kept }, async page => {
				await page.say(stateOf([]));
				assert.equal(await page.messageBox.inputValue(), 'Hello');
			});
			await withPage({ kept: { ...kept, unconfirmed: { turnId: 'turn-1', text: 'Hello' } } }, async page => {
				await page.say(streaming());
				assert.equal(await page.messageBox.inputValue(), '');
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
