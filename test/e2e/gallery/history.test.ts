// The list of conversations in a real browser, without VS Code: the focus stays with the conversation that something was done to.
import assert from 'node:assert/strict';
import type { FromPage } from '../../../src/shared/protocol';
import { Gallery, type GalleryPage, type PageOptions } from './gallery';
import { address, historyOf, listed, stateOf, streaming, turnView } from './states';

let gallery: Gallery;

const withPage = (options: PageOptions, use: (page: GalleryPage) => Promise<void>): Promise<void> =>
	gallery.with(options, use);

/** A list of conversations that are called as their ids. */
const list = (...ids: readonly string[]) => historyOf({ entries: ids.map(id => listed(id, id)), total: ids.length });

async function postedOf<Type extends FromPage['type']>(
	page: GalleryPage,
	type: Type,
): Promise<readonly Extract<FromPage, { type: Type }>[]> {
	return (await page.posted()).filter(
		(message): message is Extract<FromPage, { type: Type }> => message.type === type,
	);
}

describe('The list of conversations', () => {
	before(async () => {
		gallery = await Gallery.open();
	});

	after(() => gallery.close());

	it('stays, with the name that is being written, when a message of the queue goes out', async () => {
		const queue = [{ turnId: 't2', text: 'Then?', attachments: [], held: false }];
		await withPage({}, async page => {
			await page.say(streaming('x'), { type: 'queue', queue }, { type: 'showHistory' }, list('A'));
			await page.page.locator('[data-id=A]').press('F2');
			await page.page.keyboard.type('New na');
			await page.say(
				{ type: 'finished', ...address, status: 'done' },
				{ type: 'turnAdded', turn: turnView(undefined, { id: 't2', text: 'Then?' }) },
				{ type: 'queue', queue: [] },
			);
			assert.equal(await page.page.getByRole('textbox', { name: 'Name of A' }).inputValue(), 'New na');
			assert.deepEqual(await postedOf(page, 'renameConversation'), []);
		});
	});

	it('renames nothing when it is taken away while a name is being written', async () => {
		await withPage({}, async page => {
			await page.say(stateOf([]), { type: 'showHistory' }, list('A'));
			await page.page.locator('[data-id=A]').press('F2');
			await page.page.keyboard.type('New na');
			await page.say({ type: 'turnAdded', turn: turnView(undefined, { text: 'Explain this code.' }) });
			assert.equal(await page.page.locator('openmind-history').count(), 0);
			assert.deepEqual(await postedOf(page, 'renameConversation'), []);
		});
	});
});
