// The chat page in a real browser, without VS Code: a reader at the keyboard is never left nowhere.
import assert from 'node:assert/strict';
import type { ToPage } from '../../../src/shared/protocol';
import { eventually } from '../../vscode/eventually';
import { Gallery, type GalleryPage, type PageOptions } from './gallery';
import { answerView, stateOf, turnView } from './states';

let gallery: Gallery;

const withPage = (options: PageOptions, use: (page: GalleryPage) => Promise<void>): Promise<void> =>
	gallery.with(options, use);

/** Presses a button with the keyboard, after which the host says something. */
async function press(page: GalleryPage, name: string, ...then: readonly ToPage[]): Promise<void> {
	await page.button(name).last().focus();
	await page.page.keyboard.press('Enter');
	await page.say(...then);
}

async function hasFocus({ page }: GalleryPage, name: string): Promise<void> {
	const focused = () =>
		page.evaluate(() => {
			const { activeElement } = document;
			return activeElement?.getAttribute('aria-label') ?? activeElement?.tagName;
		});
	let seen: string | undefined;
	await eventually(`the focus on ${name}`, async () => (seen = await focused()) === name, 5000).catch(() => {});
	assert.equal(seen, name);
}

const failed = answerView({
	status: 'failed',
	failure: { kind: 'timeout', text: 'Oh', actions: [{ action: 'retry', label: 'Retry' }] },
});
const begun = (id: string): ToPage => ({
	type: 'answerStarted',
	turnId: 'turn-1',
	answer: answerView({ id, status: 'streaming' }),
});
const ended = (answerId: string): ToPage => ({ type: 'finished', turnId: 'turn-1', answerId, status: 'stopped' });

describe('The focus on the chat page', () => {
	before(async () => {
		gallery = await Gallery.open();
	});

	after(() => gallery.close());

	it('is in the message box of a page that has it before anything is on the page', async () => {
		await withPage({}, page => hasFocus(page, 'Message'));
	});

	it('stays on the button that turns over answers, or goes to the other one at the first and the last', async () => {
		await withPage({}, async page => {
			const shown = (shownAnswerId: string) =>
				turnView(undefined, {
					answers: ['x1', 'x2', 'x3'].map(id => answerView({ id, text: id })),
					shownAnswerId,
				});
			await page.say(stateOf([shown('x3')]));
			await press(page, 'Previous Answer', { type: 'turnChanged', turn: shown('x2') });
			await hasFocus(page, 'Previous Answer');
			await press(page, 'Previous Answer', { type: 'turnChanged', turn: shown('x1') });
			await hasFocus(page, 'Next Answer');
		});
	});

	it('stays on the button that turns over versions of a question', async () => {
		await withPage({}, async page => {
			const versions = ['v1', 'v2', 'v3'];
			const shown = (id: string) =>
				stateOf([
					turnView(answerView({ id: 'first' }), { id: 'first' }),
					turnView(answerView({ id: `a${id}` }), { id, versions }),
				]);
			await page.say(shown('v1'));
			await press(page, 'Next Version', shown('v2'));
			await hasFocus(page, 'Next Version');
			await press(page, 'Next Version', shown('v3'));
			await hasFocus(page, 'Previous Version');
		});
	});

	it('goes to the message box from a button that is gone', async () => {
		await withPage({}, async page => {
			await page.say(stateOf([turnView(answerView({ text: 'x' }))]));
			await press(page, 'Try Again', begun('n'));
			await hasFocus(page, 'Message');
			await press(page, 'Stop', ended('n'));
			await hasFocus(page, 'Message');
			await page.say(stateOf([turnView(failed)]));
			await press(page, 'Retry', begun('m'));
			await hasFocus(page, 'Message');
			await page.say(stateOf([turnView(answerView({ status: 'stopped', text: 'x' }))]));
			await press(page, 'Continue', begun('answer-1'));
			await hasFocus(page, 'Message');
			await page.say(ended('answer-1'));
			const fork = stateOf([turnView(answerView({ id: 'f', text: 'x' }), { id: 'forked' })]);
			await press(page, 'Fork from Here', fork);
			await hasFocus(page, 'Message');
		});
	});

	it('goes to the message box from the button that goes to the end', async () => {
		await withPage({}, async page => {
			await page.say(stateOf([turnView(answerView({ text: 'Line.\n\n'.repeat(200) }))]));
			await page.transcript.hover();
			await page.page.mouse.wheel(0, -1500);
			await press(page, 'Jump to Latest');
			await hasFocus(page, 'Message');
		});
	});

	it('stays nowhere when the reader left it there', async () => {
		await withPage({}, async page => {
			await page.say(stateOf([turnView(failed)]));
			await page.button('Retry').focus();
			await page.page.getByText('Oh').click();
			await hasFocus(page, 'Conversation');
			await page.say(begun('m'));
			await page.drawn();
			await hasFocus(page, 'Conversation');
		});
	});
});
