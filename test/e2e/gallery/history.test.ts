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

/** The conversation whose row has the focus. */
function focused({ page }: GalleryPage): Promise<string | null | undefined> {
	return page.evaluate(() => document.activeElement?.getAttribute('data-id'));
}

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

	it('keeps the focus on the conversation that was pinned, wherever it goes', async () => {
		await withPage({}, async page => {
			await page.say(stateOf([]), { type: 'showHistory' }, list('A', 'B', 'C', 'D'));
			await page.page.locator('[data-id=C]').focus();
			for (const key of ['Tab', 'Tab', 'Enter']) await page.page.keyboard.press(key);
			assert.equal((await postedOf(page, 'pinConversation'))[0]?.conversationId, 'C');
			const pinned = listed('C', 'C', { group: 'pinned', pinned: true });
			await page.say(historyOf({ entries: [pinned, ...['A', 'B', 'D'].map(id => listed(id, id))], total: 4 }));
			assert.equal(await focused(page), 'C');
			await page.say(list('B', 'C', 'A', 'D'));
			assert.equal(await focused(page), 'C');
		});
	});

	it('keeps the focus on the conversation that was renamed or not, and takes it from nobody later', async () => {
		await withPage({}, async page => {
			await page.say(stateOf([]), { type: 'showHistory' }, list('A', 'B', 'C', 'D'));
			await page.page.locator('[data-id=C]').press('F2');
			await page.page.keyboard.type('Renamed');
			await page.page.keyboard.press('Enter');
			await page.drawn();
			assert.equal(await focused(page), 'C');
			await page.say(list('A', 'B', 'C', 'D'));
			assert.equal(await focused(page), 'C');
			await page.page.keyboard.press('F2');
			await page.page.keyboard.press('Escape');
			await page.drawn();
			assert.equal(await focused(page), 'C');
			await page.page.keyboard.press('ArrowDown');
			await page.say(list('C', 'A', 'B', 'D'));
			assert.equal(await focused(page), 'D');
			assert.deepEqual(await postedOf(page, 'renameConversation'), [
				{ type: 'renameConversation', conversationId: 'C', name: 'Renamed' },
			]);
			assert.deepEqual(await postedOf(page, 'openConversation'), []);
		});
	});

	it('has the focus on the next one when one is deleted, and on it again when that is undone', async () => {
		await withPage({}, async page => {
			await page.say(stateOf([]), { type: 'showHistory' }, list('A', 'B', 'C', 'D'));
			await page.page.locator('[data-id=B]').press('Delete');
			await page.say(list('A', 'C', 'D'));
			assert.equal(await focused(page), 'C');
			await page.button('Undo').focus();
			await page.page.keyboard.press('Enter');
			await page.drawn();
			await page.say(list('A', 'B', 'C', 'D'));
			assert.equal(await focused(page), 'B');
			for (const rest of [['A', 'C', 'D'], ['A', 'C'], ['A'], []]) {
				await page.page.keyboard.press('Delete');
				await page.say(list(...rest));
			}
			assert.equal(await page.page.getByRole('searchbox').evaluate(box => box === document.activeElement), true);
		});
	});

	it('has the focus on the first of those that come when the last are shown, too', async () => {
		await withPage({}, async page => {
			const some = historyOf({ entries: ['A', 'B'].map(id => listed(id, id)), total: 3 });
			await page.say(stateOf([]), { type: 'showHistory' }, some);
			await page.button('Show More').focus();
			await page.page.keyboard.press('Enter');
			await page.say(list('A', 'B', 'C'));
			assert.equal(await focused(page), 'C');
		});
	});

	it('deletes one with each press of the key, however long it is held', async () => {
		await withPage({}, async page => {
			await page.say(stateOf([]), { type: 'showHistory' }, list('A', 'B', 'C'));
			await page.page.locator('[data-id=A]').focus();
			await page.page.keyboard.down('Delete');
			await page.say(list('B', 'C'));
			await page.page.keyboard.down('Delete');
			await page.page.keyboard.up('Delete');
			await page.drawn();
			assert.equal((await postedOf(page, 'deleteConversation')).length, 1);
		});
	});

	it('keeps the name that is being written when its conversation moves', async () => {
		await withPage({}, async page => {
			await page.say(stateOf([]), { type: 'showHistory' }, list('A', 'B', 'C'));
			await page.page.locator('[data-id=C]').press('F2');
			await page.page.keyboard.type('New na');
			await page.say(list('C', 'A', 'B'));
			await page.page.keyboard.type('me');
			assert.equal(await page.page.getByRole('textbox', { name: 'Name of C' }).inputValue(), 'New name');
			assert.deepEqual(await postedOf(page, 'renameConversation'), []);
		});
	});

	it('asks with the first list for what was typed before it, where the list looks', async () => {
		await withPage({}, async page => {
			await page.say(stateOf([]), { type: 'showHistory' });
			await page.page.getByRole('searchbox').fill('foo');
			assert.deepEqual(await postedOf(page, 'searchHistory'), []);
			await page.say(historyOf({ scope: 'workspace' }));
			await page.say(historyOf({ scope: 'workspace' }));
			assert.deepEqual(await postedOf(page, 'searchHistory'), [
				{ type: 'searchHistory', query: 'foo', scope: 'workspace', limit: 50 },
			]);
		});
	});

	it('begins anew, with nothing searched for, when it is asked for while it is shown', async () => {
		await withPage({}, async page => {
			const box = page.page.getByRole('searchbox');
			await page.say(stateOf([]), { type: 'showHistory' }, list('A', 'B'));
			await box.fill('foo');
			await page.say(historyOf({ entries: [], total: 0, query: 'foo' }));
			await page.say({ type: 'showHistory' }, list('A', 'B'));
			assert.equal(await box.inputValue(), '');
			await page.button('All').click();
			assert.equal((await postedOf(page, 'searchHistory')).at(-1)?.query, '');
		});
	});

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
