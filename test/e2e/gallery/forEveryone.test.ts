// The chat page in a real browser, without VS Code: that everybody can use it, in every state of the gallery.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { Gallery, type GalleryPage, type PageOptions } from './gallery';
import { address, answerView, galleryStates, stateOf, turnView } from './states';
import { themes } from './themes';

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Pixels of the transcript that are in sight whatever stands below it: some lines. */
const leastTranscript = 60;

let gallery: Gallery;

const withPage = (options: PageOptions, use: (page: GalleryPage) => Promise<void>): Promise<void> =>
	gallery.with(options, use);

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

/** Runs in the page: what can be used but is not wholly within its width, or is covered, once it is scrolled to. */
async function outOfReach(): Promise<string[]> {
	const found: string[] = [];
	const selector = 'button, a[href], input, textarea, summary, [tabindex="0"]';
	for (const element of document.querySelectorAll(selector)) {
		if (!element.checkVisibility({ visibilityProperty: true })) continue;
		element.scrollIntoView({ block: 'center' });
		// What floats above the end of the transcript goes with a frame once the reader is there.
		for (let frames = 0; frames < 5; frames++) {
			// A link that is broken into two lines has two boxes, and nothing of it may be between them.
			const { left, right, top, bottom } = element.getClientRects()[0] ?? element.getBoundingClientRect();
			const y = (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2;
			const there = document.elementFromPoint((left + right) / 2, y);
			// A menu covers what it was opened from, until it closes.
			const isOnTop = there !== null && (element.contains(there) || there.closest('[role=menu]') !== null);
			if (isOnTop && left >= 0 && right <= innerWidth) break;
			if (frames === 4)
				found.push(`${element.getAttribute('aria-label') ?? element.textContent}: ${left}, ${top}`);
			await new Promise(requestAnimationFrame);
		}
	}
	return found;
}

describe('The chat page for everyone', function () {
	// All states in a theme are one test.
	this.timeout(120_000);

	before(async () => {
		gallery = await Gallery.open();
	});

	after(() => gallery.close());

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

	it('keeps the buttons of earlier answers quiet until the reader is there', async () => {
		await withPage({}, async page => {
			const later = turnView(answerView({ id: 'answer-2', text: 'Two' }), { id: 'turn-2' });
			await page.say(stateOf([turnView(answerView({ text: 'One' })), later]));
			const copies = page.button('Copy Answer');
			const seen = () => copies.evaluateAll(buttons => buttons.map(button => getComputedStyle(button).opacity));
			assert.deepEqual(await seen(), ['0', '1']);
			await copies.first().focus();
			assert.deepEqual(await seen(), ['1', '1']);
			await page.messageBox.focus();
			await page.page.getByText('One').hover();
			assert.deepEqual(await seen(), ['1', '1']);
		});
	});

	// A panel of the usual 400 x 760 pixels has half of that in each direction when it is twice as large.
	for (const [what, width, height] of [
		['240 pixels', 240, 760],
		['200 % zoom', 200, 380],
	] as const) {
		it(`never scrolls sideways and can be used whole at ${what}`, async () => {
			await withPage({ reducedMotion: true }, async page => {
				for (const { name, messages, act } of galleryStates) {
					await page.reset({ width, height });
					await page.say(...messages);
					await act?.(page);
					await page.drawn();
					const widths = await page.page.evaluate(() =>
						[document.documentElement, ...document.querySelectorAll('.transcript, .message-box')].map(
							({ scrollWidth }) => scrollWidth,
						),
					);
					assert.ok(Math.max(...widths) <= width, `${name}: ${widths.join()}`);
					const heights = await page.transcript.evaluateAll(logs => logs.map(log => log.clientHeight));
					assert.ok(
						heights.every(left => left >= leastTranscript),
						`${name}: ${heights.join()} px of the transcript`,
					);
					assert.deepEqual(await page.page.evaluate(outOfReach), [], name);
				}
			});
		});
	}

	it('moves nothing for people who asked for that, by their system or by VS Code’s setting', async () => {
		await withPage({}, async page => {
			const moving = (bySetting: boolean) =>
				page.page.evaluate(isSet => {
					document.body.classList.toggle('vscode-reduce-motion', isSet);
					return document.getAnimations().length;
				}, bySetting);
			let moved = 0;
			for (const { name, messages, act } of galleryStates) {
				await page.reset();
				await page.say(...messages);
				await act?.(page);
				moved += await moving(false);
				assert.equal(await moving(true), 0, name);
				await page.page.emulateMedia({ reducedMotion: 'reduce' });
				assert.equal(await moving(false), 0, name);
				await page.page.emulateMedia({ reducedMotion: 'no-preference' });
			}
			assert.ok(moved > 0);
		});
	});

	it('interrupts for an answer that fails before the reader, not for those that failed before', async () => {
		await withPage({}, async page => {
			const failure = { kind: 'timeout', text: 'No connection.', actions: [] } as const;
			const failed = ['t1', 't2'].map(id =>
				turnView(answerView({ id: `of-${id}`, status: 'failed', failure }), { id }),
			);
			await page.say(stateOf([...failed, turnView(answerView({ status: 'streaming' }))]));
			assert.equal(await page.page.getByRole('alert').count(), 0);
			assert.equal(await page.page.getByRole('note').count(), 2);
			await page.say({ type: 'failed', ...address, failure });
			assert.equal(await page.page.getByRole('alert').innerText(), 'No connection.');
			await page.say({ type: 'focusInput' });
			assert.equal(await page.page.getByRole('alert').count(), 1);
		});
	});

	it('says of an attachment where it is and about how many tokens it takes', async () => {
		await withPage({}, async page => {
			const lines = { first: 3, last: 5 };
			const attached = {
				id: 'a',
				kind: 'selection',
				path: 'src/a.ts',
				languageId: 'ts',
				lines,
				tokens: 1_800,
			} as const;
			await page.say(
				stateOf([turnView(answerView({ text: 'x' }), { attachments: [attached] })], 'stored', [attached]),
			);
			const chips = page.page
				.getByRole('listitem')
				.filter({ hasText: 'src/a.ts, lines 3 to 5 · about 1,800 tokens' });
			assert.equal(await chips.count(), 2);
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
				'Apply',
				'Wrap Lines',
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
