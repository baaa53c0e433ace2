// The chat page in a real browser, without VS Code: that nothing of what the reader does is lost or taken for something else.
import assert from 'node:assert/strict';
import type { AttachmentView, TurnView } from '../../../src/shared/chat';
import type { Memory } from '../../../src/webview/bridge';
import { Gallery, type GalleryPage, type PageOptions } from './gallery';
import { answerView, stateOf, turnView } from './states';

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

/** The name of what has the focus. */
function focused({ page }: GalleryPage): Promise<string | null | undefined> {
	return page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
}

describe('The chat page and its reader', () => {
	before(async () => {
		gallery = await Gallery.open();
	});

	after(() => gallery.close());

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
