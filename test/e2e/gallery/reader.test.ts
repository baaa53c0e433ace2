// The chat page in a real browser, without VS Code: that nothing of what the reader does is lost or taken for something else.
import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import type { AttachmentView, TurnView } from '../../../src/shared/chat';
import type { ToPage } from '../../../src/shared/protocol';
import type { Memory } from '../../../src/webview/bridge';
import { eventually } from '../../vscode/eventually';
import { Gallery, type GalleryPage, type PageOptions } from './gallery';
import { address, answerView, historyOf, stateOf, streaming, turnView } from './states';

let gallery: Gallery;

const withPage = (options: PageOptions, use: (page: GalleryPage) => Promise<void>): Promise<void> =>
	gallery.with(options, use);

const file: AttachmentView = { id: 'a', kind: 'file', path: 'src/a.ts', languageId: 'typescript', tokens: 9 };

function turns(count: number, text = 'Line.\n\n'.repeat(20)): readonly TurnView[] {
	return Array.from({ length: count }, (_, at) =>
		turnView(answerView({ id: `a${at}`, text }), { id: `t${at}`, text: `Question ${at}` }),
	);
}

async function kept(page: GalleryPage): Promise<Memory> {
	// What the page itself wrote.
	return (await page.kept()) as Memory;
}

/** Pixels from what is in sight to the end of the transcript. */
function gap({ transcript }: GalleryPage): Promise<number> {
	return transcript.evaluate(log => log.scrollHeight - log.scrollTop - log.clientHeight);
}

/** The name of what has the focus. */
function focused({ page }: GalleryPage): Promise<string | null | undefined> {
	return page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
}

describe('The chat page and its reader', () => {
	before(async () => {
		gallery = await Gallery.open();
	});

	after(() => gallery.close());

	describe('who is refused something', () => {
		const waiting = (held: boolean) =>
			Array.from({ length: 10 }, (_, at) => ({ turnId: `q${at}`, text: `Then ${at}`, attachments: [], held }));

		it('sends beside a full queue when nothing streams, and is told why not while something does', async () => {
			await withPage({}, async page => {
				await page.say(streaming('x'), { type: 'queue', queue: waiting(false) });
				await page.messageBox.fill('One more');
				await page.messageBox.press('Enter');
				await page.page.getByRole('alert').filter({ hasText: '10 messages' }).waitFor();
				assert.equal(await page.messageBox.inputValue(), 'One more');
				assert.equal((await page.posted()).filter(({ type }) => type === 'submit').length, 0);
				await page.say(
					{ type: 'finished', ...address, status: 'stopped' },
					{ type: 'queue', queue: waiting(true) },
				);
				await page.messageBox.press('Enter');
				assert.equal(await page.messageBox.inputValue(), '');
				assert.equal((await page.posted()).filter(({ type }) => type === 'submit').length, 1);
			});
		});

		it('keeps a message that is longer than the host takes, new or changed, and is told so', async () => {
			await withPage({}, async page => {
				// So many characters in a box cost the browser seconds; here they only claim to be in it.
				const tooLong = (box: Locator): Promise<void> =>
					box.evaluate(area => {
						Object.defineProperty(area, 'value', { get: () => 'x'.repeat(8_000_001), set: () => {} });
					});
				await page.say(stateOf(turns(1, 'x')));
				await page.messageBox.press('ArrowUp');
				const edit = page.page.getByRole('textbox', { name: 'Edit Your Question' });
				await tooLong(edit);
				await edit.press('Enter');
				const reason = page.page.getByRole('alert').filter({ hasText: '8 million characters' });
				await reason.waitFor();
				assert.equal(await edit.count(), 1);
				await page.button('Dismiss').click();
				await tooLong(page.messageBox);
				await page.messageBox.press('Enter');
				await reason.waitFor();
				assert.deepEqual(
					(await page.posted()).map(({ type }) => type),
					['ready'],
				);
			});
		});

		it('is told that a file from outside is no image, and goes to none wherever it is dropped', async () => {
			await withPage({}, async page => {
				const drop = (selector: string) =>
					page.page.evaluate(dropped => {
						const data = new DataTransfer();
						data.items.add(new File(['x'], 'a.pdf', { type: 'application/pdf' }));
						const on = document.querySelector(dropped);
						return ['dragover', 'drop'].map(
							type =>
								on?.dispatchEvent(
									new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }),
								) === false,
						);
					}, selector);
				await page.say(stateOf([]));
				assert.deepEqual(await drop('.transcript'), [true, true]);
				await page.page.getByRole('alert').filter({ hasText: 'a.pdf' }).waitFor();
				await page.button('Dismiss').click();
				await page.say({ type: 'showHistory' }, historyOf());
				assert.deepEqual(await drop('.history'), [true, true]);
				await page.say({ type: 'showChat' });
				assert.equal(await page.page.getByRole('alert').count(), 0);
			});
		});
	});

	describe('whose message is on its way while the page is made anew', () => {
		it('has it once, where it goes', async () => {
			const memory = { draft: '', scroll: 'end', sent: [{ turnId: 't9', text: 'Hello' }] };
			await withPage({ kept: memory }, async page => {
				await page.say({ ...stateOf([]), sending: ['t9'] });
				assert.equal(await page.messageBox.inputValue(), '');
				await page.say({ type: 'turnAdded', turn: turnView(undefined, { id: 't9', text: 'Hello' }) });
				assert.equal(await page.messageBox.inputValue(), '');
				assert.deepEqual((await kept(page)).sent, []);
			});
		});
	});

	describe('who looks at an earlier answer while another streams', () => {
		it('cannot ask for that again, and stop the other, before it has ended', async () => {
			await withPage({}, async page => {
				const failure = {
					kind: 'timeout',
					text: 'Too late.',
					actions: [
						{ action: 'retry', label: 'Retry' },
						{ action: 'chooseModel', label: 'Choose Model' },
					],
				} as const;
				const notice = { text: 'Cut.', actions: [{ action: 'continueAnswer', label: 'Continue' }] } as const;
				const [first, second] = [
					turnView(answerView({ id: 'a1', status: 'failed', failure }), { id: 't1' }),
					turnView(answerView({ id: 'a2', text: 'x', notice }), { id: 't2' }),
				];
				await page.say(stateOf([first, second, turnView(answerView({ status: 'streaming' }))]));
				await eventually('the buttons to be grey', () => page.button('Retry').isDisabled());
				assert.equal(await page.button('Continue').isDisabled(), true);
				assert.equal(await page.button('Choose Model').isDisabled(), false);
				await page.say({ type: 'finished', ...address, status: 'done' });
				await eventually('the buttons to be of use', () => page.button('Retry').isEnabled());
				assert.equal(await page.button('Continue').isEnabled(), true);
			});
		});
	});

	describe('who has scrolled up', () => {
		it('is shown what a command asks, and left alone when a message of the queue goes out', async () => {
			await withPage({}, async page => {
				const waiting = { turnId: 'q1', text: 'And?', attachments: [], held: false };
				await page.say(stateOf(turns(10)), { type: 'queue', queue: [waiting] });
				await page.transcript.hover();
				await page.page.mouse.wheel(0, -1500);
				await page.button('Jump to Latest').waitFor();
				await page.say({ type: 'turnAdded', turn: turnView(undefined, { id: 'q1' }) });
				assert.ok((await gap(page)) > 400);
				await page.say({
					type: 'turnAdded',
					turn: turnView(undefined, { id: 'e1', text: 'Explain this code.' }),
				});
				await eventually('the end in sight', async () => (await gap(page)) <= 1);
			});
		});
	});

	describe('who goes to another conversation', () => {
		const other = (count: number): ToPage => ({
			...stateOf([]),
			conversation: { id: 'c2', turns: turns(count).map(turn => ({ ...turn, id: `c2-${turn.id}` })) },
		});

		it('is at its end, from wherever in the one before', async () => {
			await withPage({}, async page => {
				const jump = page.button('Jump to Latest');
				const scrollToTop = async () => {
					await page.transcript.evaluate(log => log.scrollTo(0, 0));
					await jump.waitFor();
				};
				await page.say(stateOf(turns(10)));
				await scrollToTop();
				await page.say(other(0));
				await jump.waitFor({ state: 'detached' });
				await eventually('the place to be kept', async () => (await kept(page)).scroll === 'end');
				await page.say(stateOf(turns(10)));
				await scrollToTop();
				await page.say(other(12));
				await jump.waitFor({ state: 'detached' });
				await eventually('the end in sight', async () => (await gap(page)) <= 1);
			});
		});

		it('stays in the place in the same one when another version is shown', async () => {
			await withPage({}, async page => {
				await page.say(stateOf(turns(10)));
				await page.transcript.evaluate(log => log.scrollTo(0, 500));
				await page.button('Jump to Latest').waitFor();
				await page.say(stateOf(turns(9)));
				await page.drawn();
				assert.ok((await gap(page)) > 400);
			});
		});
	});

	describe('who changes an earlier message', () => {
		it('goes on where the change was left', async () => {
			await withPage({}, async page => {
				await page.say(stateOf([turnView(answerView({ text: 'x' }), { attachments: [file] })]));
				await page.messageBox.press('ArrowUp');
				const box = page.page.getByRole('textbox', { name: 'Edit Your Question' });
				await box.fill('Other words');
				await page.button('Remove a.ts').click();
				await page.messageBox.focus();
				await page.messageBox.press('ArrowUp');
				await page.drawn();
				assert.equal(await focused(page), 'Edit Your Question');
				assert.equal(await page.button('Remove a.ts').count(), 0);
				assert.equal(await box.inputValue(), 'Other words');
				assert.deepEqual((await kept(page)).edits, [{ turnId: 'turn-1', text: 'Other words', without: ['a'] }]);
			});
		});

		it('sends it without an attachment that was taken off a moment ago', async () => {
			await withPage({}, async page => {
				await page.say(stateOf([turnView(answerView({ text: 'x' }), { attachments: [file] })]));
				await page.messageBox.press('ArrowUp');
				await page.button('Remove a.ts').waitFor();
				// Both within one frame.
				await page.page.evaluate(() => {
					document.querySelector<HTMLElement>('openmind-edit-box .chip-remove')?.click();
					document
						.querySelector('.edit-box textarea')
						?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }));
				});
				const sent = (await page.posted()).find(message => message.type === 'edit');
				assert.deepEqual(sent?.without, ['a']);
			});
		});

		it('loses no words by changing another one too', async () => {
			await withPage({}, async page => {
				await page.say(stateOf(turns(3, 'x')));
				const box = page.page.getByRole('textbox', { name: 'Edit Your Question' });
				await page.button('Edit').first().focus();
				await page.page.keyboard.press('Enter');
				await box.fill('Half an hour of words');
				await page.button('Edit').first().focus();
				await page.page.keyboard.press('Enter');
				await page.drawn();
				// Nothing was changed in the second, so it closes.
				await page.messageBox.focus();
				await page.messageBox.press('ArrowUp');
				await page.drawn();
				assert.deepEqual(await box.evaluateAll(boxes => boxes.map(one => 'value' in one && one.value)), [
					'Half an hour of words',
					'Question 2',
				]);
				assert.equal(await box.nth(1).evaluate(one => one === document.activeElement), true);
				await box.nth(1).press('Escape');
				await page.drawn();
				await box.press('Enter');
				assert.deepEqual(await kept(page).then(({ edits }) => edits), []);
			});
		});
	});
});
