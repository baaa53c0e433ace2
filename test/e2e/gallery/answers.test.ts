// Answers in a real browser, without VS Code: none can harm the page, and none looks different for having streamed.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { bundlePlain } from './bundlePlain';
import { pieces } from './documents';
import { Gallery, type GalleryPage, type PageOptions } from './gallery';
import { hostileAnswers } from './hostile';
import { listBadNodes, streamAndEnd, streamAndList } from './inPage';
import { address, answerView, stateOf, streaming, turnView } from './states';

let gallery: Gallery;

const withPage = (options: PageOptions, use: (page: GalleryPage) => Promise<void>): Promise<void> =>
	gallery.with(options, use);

/** What is in the text itself, and the page's own bundles. */
const ownParts = /^data:|^http:\/\/127\.0\.0\.1:\d+\/page\/chunks\/[\w.-]+\.js$/;

describe('An answer', function () {
	this.timeout(120_000);

	before(async () => {
		gallery = await Gallery.open();
	});

	after(() => gallery.close());

	describe('that is hostile', () => {
		it('runs nothing, fetches nothing and keeps no bad link, even without its policy', async () => {
			await withPage({ withoutPolicy: true, instantFrames: true }, async page => {
				await page.page.evaluate(() =>
					Object.assign(window, { sprung: 0, trap: () => Object.assign(window, { sprung: 1 }) }),
				);
				const asked = page.requests.length;
				const before = page.page.url();
				const size = 40;
				for (let start = 0; start < hostileAnswers.length; start += size) {
					const turns = hostileAnswers
						.slice(start, start + size)
						.map((text, index) =>
							turnView(answerView({ id: `a${start + index}`, text }), { id: `t${start + index}`, text }),
						);
					await page.say(stateOf(turns));
					assert.deepEqual(await page.page.evaluate(listBadNodes), []);
					assert.equal(await page.page.locator('openmind-answer').count(), turns.length);
				}
				assert.equal(await page.page.evaluate(() => (window as unknown as { sprung: number }).sprung), 0);
				assert.deepEqual(
					page.requests.slice(asked).filter(url => !ownParts.test(url)),
					[],
				);
				assert.equal(page.page.url(), before);
			});
		});

		it('stays safe while they stream in piece by piece', async () => {
			await withPage({ withoutPolicy: true, instantFrames: true }, async page => {
				await page.page.evaluate(() =>
					Object.assign(window, { sprung: 0, trap: () => Object.assign(window, { sprung: 1 }) }),
				);
				const asked = page.requests.length;
				for (const [index, text] of hostileAnswers.entries()) {
					if (index % 5 !== 0 || text.length > 500) continue;
					assert.deepEqual(
						await page.page.evaluate(streamAndList, {
							state: streaming(),
							text,
							listing: listBadNodes.toString(),
						}),
						[],
						text,
					);
				}
				assert.equal(await page.page.evaluate(() => (window as unknown as { sprung: number }).sprung), 0);
				assert.deepEqual(
					page.requests.slice(asked).filter(url => !ownParts.test(url)),
					[],
				);
			});
		});
	});

	describe('that streams', () => {
		it('has the elements of its Markdown however it was cut, each time that it ends', async () => {
			await withPage({ withoutPolicy: true, instantFrames: true }, async page => {
				await page.page.addScriptTag({ content: await bundlePlain() });
				// The part that draws formulas comes with the first one, whenever the server has sent it. From then on each is drawn at once.
				await page.say(streaming('$x$'));
				await page.page.locator('math').waitFor();
				await page.page.waitForFunction(() => window.renderPlainly('$x$').includes('<math'));
				const onWindows = pieces.map(piece => piece.replace(/\r?\n/g, '\r\n'));
				const documents = [pieces, onWindows, [...pieces, ...onWindows, '\r', 'one\rtwo\r\r']].map(kind =>
					fc.array(fc.constantFrom(...kind), { minLength: 1, maxLength: 14 }).map(chosen => chosen.join('')),
				);
				await fc.assert(
					fc.asyncProperty(
						fc.oneof(...documents),
						fc.array(fc.integer({ min: 1, max: 25 }), { minLength: 1, maxLength: 6 }),
						fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 2 }),
						async (text, sizes, places) => {
							const ends = places.sort((a, b) => a - b);
							const { streamed, plain } = await page.page.evaluate(streamAndEnd, {
								state: streaming(),
								text,
								sizes,
								ends,
							});
							assert.deepEqual(streamed, plain);
						},
					),
					{ numRuns: 250 },
				);
			});
		});

		it('takes the title of a definition that comes after a heading', async () => {
			await withPage({}, async page => {
				await page.say(streaming());
				for (const text of ['# R\n\n[foo]: https://e.org/x\n', '"title"\n', '\nSee [foo].\n'])
					await page.say({ type: 'delta', ...address, text, reasoning: '' });
				assert.equal(await page.page.locator('.markdown').innerText(), 'R\n\nSee foo.');
			});
		});

		it('goes on after its end, with all its words and the links that are defined only then', async () => {
			await withPage({}, async page => {
				const goOn = async (shown: string, text: string): Promise<string> => {
					await page.say({
						type: 'answerStarted',
						turnId: address.turnId,
						answer: answerView({ status: 'streaming', text: shown }),
					});
					for (const piece of text.match(/.{1,4}|\n/g) ?? [])
						await page.say({ type: 'delta', ...address, text: piece, reasoning: '' });
					await page.say({ type: 'finished', ...address, status: 'done' });
					return page.page.locator('.markdown').innerHTML();
				};
				await page.say(stateOf([turnView(undefined)]));
				const cut = '- item [1]\n\nSee [b] and [a].\n\n[a]: https://e.org/a\n\nPlain words cut';
				await goOn('', cut);
				assert.equal(
					await goOn(cut, ' off, the rest.\n\n[1]: https://e.org/x\n[b]: https://e.org/b\n'),
					'<div class="group"><ul><li>item <a href="https://e.org/x" title="https://e.org/x">1</a></li></ul>' +
						'<p>See <a href="https://e.org/b" title="https://e.org/b">b</a> and ' +
						'<a href="https://e.org/a" title="https://e.org/a">a</a>.</p><p>Plain words cut off, the rest.</p></div>',
				);
			});
		});

		it('touches at its end only what a definition there makes a link', async () => {
			await withPage({}, async page => {
				await page.say(streaming());
				for (const text of [
					'Use [other].\n\n',
					'```js\na[guide]\n```\n\n',
					'- See [guide]\n\n  ```js\n  b\n  ```\n\n',
					'And `more`.\n',
					'\n',
				])
					await page.say({ type: 'delta', ...address, text, reasoning: '' });
				for (const wrap of await page.page.getByRole('button', { name: 'Wrap Lines' }).all())
					await wrap.click();
				await page.page.evaluate(() => {
					for (const element of document.querySelectorAll('.group > :not(ul)'))
						element.setAttribute('data-marked', '');
				});
				await page.say({ type: 'delta', ...address, text: '[guide]: https://e.org/g\n', reasoning: '' });
				await page.say({ type: 'finished', ...address, status: 'done' });
				assert.equal(await page.page.locator('.markdown a').getAttribute('href'), 'https://e.org/g');
				assert.equal(await page.page.locator('[data-marked]').count(), 3);
				assert.equal(await page.page.locator('.code-block.wrapped').count(), 2);
			});
		});

		it('adds to its open reasoning without touching what is there', async () => {
			await withPage({}, async page => {
				const reasoning = 'A thought.\n\n'.repeat(2_000);
				await page.say(stateOf([turnView(answerView({ status: 'streaming', reasoning }))]));
				await page.page.getByText('Reasoning').click();
				await page.page.evaluate(() => {
					const touched: number[] = [];
					Object.assign(window, { touched });
					new MutationObserver(records => {
						for (const { target } of records) touched.push(target.textContent?.length ?? 0);
					}).observe(document.querySelector('.reasoning') ?? document, {
						subtree: true,
						characterData: true,
					});
				});
				for (const piece of ['One', ' more.\n', '\n', 'And ano', 'ther.'])
					await page.say({ type: 'delta', ...address, text: '', reasoning: piece });
				assert.equal(
					await page.page.locator('.reasoning-text').textContent(),
					`${reasoning}One more.\n\nAnd another.`,
				);
				const touched = await page.page.evaluate(() => (window as unknown as { touched: number[] }).touched);
				assert.ok(touched.length >= 5 && Math.max(...touched) < 5_000, touched.join(', '));
			});
		});

		it('keeps the elements of finished blocks', async () => {
			await withPage({}, async page => {
				await page.say(streaming('First.\n\n```ts\nlet a'));
				await page.page.evaluate(() => {
					for (const selector of ['.markdown p', '.code-block', '.code-block button']) {
						document.querySelector(selector)?.setAttribute('data-marked', '');
					}
				});
				await page.say({ type: 'delta', ...address, text: ' = 1;\n```\n\nLast.', reasoning: '' });
				assert.equal(await page.page.locator('[data-marked]').count(), 3);
				assert.equal(await page.page.locator('.code-block code').textContent(), 'let a = 1;');
			});
		});
	});

	describe('that has ended', () => {
		it('shows all its numbers wherever it is, to the pointer and to the keyboard', async () => {
			await withPage({}, async page => {
				const counted = answerView({
					text: 'Yes.',
					usage: { promptTokens: 900, completionTokens: 400, reasoningTokens: 300, cachedTokens: 200 },
					timing: { firstTokenMs: 800, totalMs: 2_000 },
				});
				const later = turnView({ ...counted, id: 'a2' }, { id: 't2' });
				await page.say(stateOf([turnView(counted), later, turnView({ ...counted, id: 'a3' }, { id: 't3' })]));
				/** Of the open details, whether each line is there to be seen. */
				const seen = () =>
					page.page.locator('.numbers-details > span').evaluateAll(lines =>
						lines
							.filter(line => line.checkVisibility())
							.map(line => {
								const { left, top, width, height } = line.getBoundingClientRect();
								return document.elementFromPoint(left + width / 2, top + height / 2) === line;
							}),
					);
				const all = Array.from({ length: 6 }, () => true);
				const numbers = page.page.getByRole('note', { name: /900 prompt tokens/ });
				for (const index of [0, 1, 2]) {
					await numbers.nth(index).hover();
					assert.deepEqual(await seen(), all, `hover ${index}`);
					await page.page.mouse.move(0, 0);
					assert.deepEqual(await seen(), []);
					await numbers.nth(index).focus();
					assert.deepEqual(await seen(), all, `focus ${index}`);
					await page.messageBox.focus();
					assert.deepEqual(await seen(), []);
				}
			});
		});
	});
});
