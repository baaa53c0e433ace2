// Diagrams of an answer, drawn in a real browser under the page's own policy.
import assert from 'node:assert/strict';
import { eventually } from '../../vscode/eventually';
import { Gallery, type GalleryPage, type PageOptions } from './gallery';
import { hostileDiagrams } from './hostile';
import { diagramAnswer } from './answerTexts';
import { address, answerView, stateOf, streaming, turnView } from './states';

let gallery: Gallery;

const withPage = (options: PageOptions, use: (page: GalleryPage) => Promise<void>): Promise<void> =>
	gallery.with(options, use);

const show = (page: GalleryPage, text: string): Promise<void> => page.say(stateOf([turnView(answerView({ text }))]));

const source = 'flowchart TD\n  A[Start] --> B{Is it right?}\n  B -->|yes| C[Save the whole thing]';
const fenced = (code: string): string => `\`\`\`mermaid\n${code}\n\`\`\`\n`;
const drawn = (page: GalleryPage) => page.page.getByRole('img', { name: /^Diagram, / });
const note = (page: GalleryPage) => page.page.locator('.code-note');

/** The colour and the size of the words of the drawing. */
function lookOf(page: GalleryPage): Promise<{ boxes: string; width: number; natural: number }> {
	return drawn(page).evaluate((image: HTMLImageElement) => {
		const text = decodeURIComponent(image.src);
		return {
			boxes: /\.node rect[^{]*\{[^}]*fill:(#\w+)/.exec(text)?.[1] ?? '',
			width: Number(image.getAttribute('width')),
			natural: image.naturalWidth,
		};
	});
}

describe('A diagram of an answer', function () {
	this.timeout(60_000);

	before(async () => {
		gallery = await Gallery.open();
	});

	after(() => gallery.close());

	it('is drawn under the page’s policy, without asking the network for anything but the page’s own parts', async () => {
		await withPage({}, async page => {
			await show(page, diagramAnswer);
			await drawn(page).first().waitFor();
			assert.deepEqual(await page.violations(), []);
			assert.deepEqual(
				page.requests.filter(
					url => !/^data:|^http:\/\/127\.0\.0\.1:\d+\/(?:\?|page\/|media\/|themes\/)/.test(url),
				),
				[],
			);
		});
	});

	it('waits for the end of its code, and looks the same whether it streamed or not', async () => {
		await withPage({}, async page => {
			const markup = () => page.page.locator('.markdown').innerHTML();
			await page.say(streaming());
			const text = `Look:\n\n${fenced(source)}\nDone.\n`;
			for (const piece of text.slice(0, -9).match(/[^]{1,20}/g) ?? [])
				await page.say({ type: 'delta', ...address, text: piece, reasoning: '' });
			assert.equal(await page.page.locator('.diagram').count(), 0);
			await page.say({ type: 'delta', ...address, text: text.slice(-9), reasoning: '' });
			await page.say({ type: 'finished', ...address, status: 'done' });
			await drawn(page).waitFor();
			const streamed = await markup();
			await page.reset();
			await show(page, text);
			await drawn(page).waitFor();
			assert.equal(await markup(), streamed);
		});
	});

	it('shows its source at the press of a button, and copies it', async () => {
		await withPage({}, async page => {
			await show(page, fenced(source));
			await drawn(page).waitFor();
			const code = page.page.locator('.code-block pre');
			assert.ok(await code.isHidden());
			await page.button('Show Source').focus();
			await page.page.keyboard.press('Enter');
			assert.ok(await code.isVisible());
			assert.ok(await drawn(page).isHidden());
			await page.button('Copy').click();
			const copied = (await page.posted()).findLast(message => message.type === 'copy');
			assert.deepEqual(copied, { type: 'copy', text: source });
			await page.button('Show Diagram').click();
			assert.ok(await drawn(page).isVisible());
		});
	});

	it('has the name that its source gives it', async () => {
		await withPage({}, async page => {
			await show(page, fenced('flowchart TD\n  accTitle: How to save\n  accDescr: Two steps\n  A --> B'));
			await page.page.getByRole('img', { name: 'How to save. Two steps' }).waitFor();
		});
	});

	it('stays source, with a sentence, when it is broken, unknown, or loads something', async () => {
		for (const [code, words] of [
			['flowchart TD\n  A --> --> B[', /could not be drawn/],
			['no diagram at all', /could not be drawn/],
			['flowchart TD\n  A@{ img: "https://trap.example/a.png" }', /too large or loads something/],
		] as const) {
			await withPage({ withoutPolicy: true }, async page => {
				await show(page, fenced(code));
				await note(page).waitFor();
				assert.match((await note(page).textContent()) ?? '', words);
				assert.equal(await page.page.locator('.code-block code').textContent(), code);
				assert.equal(await page.page.locator('.diagram, .diagram-bench, body > svg').count(), 0);
				assert.ok(!page.requests.some(url => url.includes('trap.example')));
			});
		}
	});

	it('takes no orders about how it is drawn', async () => {
		await withPage({}, async page => {
			await show(page, fenced(source));
			await drawn(page).waitFor();
			const plain = await lookOf(page);
			await page.reset();
			const init =
				'%%{init: {"securityLevel": "loose", "htmlLabels": true, "theme": "forest", "themeVariables": {"mainBkg": "#ff0000"}}}%%';
			await show(page, fenced(`${init}\n${source}\n  click A href "javascript:trap()"`));
			await drawn(page).waitFor();
			assert.deepEqual(await lookOf(page), plain);
			assert.ok(!(await drawn(page).getAttribute('src'))?.includes('foreignObject'));
		});
	});

	it('runs nothing and loads nothing, whatever its source says, even without the policy', async () => {
		await withPage({ withoutPolicy: true, height: 4_000 }, async page => {
			await page.page.evaluate(() =>
				Object.assign(window, { sprung: 0, trap: () => Object.assign(window, { sprung: 1 }) }),
			);
			for (const text of hostileDiagrams) {
				await page.reset();
				await show(page, text);
				await page.page.locator('.diagram img, .code-note').first().waitFor();
			}
			assert.equal(await page.page.evaluate(() => (window as unknown as { sprung: number }).sprung), 0);
			assert.deepEqual(
				page.requests.filter(url => !/^(?:data:|http:\/\/127\.0\.0\.1:)/.test(url) || url.endsWith('/x')),
				[],
			);
		});
	});

	it('is drawn again in a new theme', async () => {
		await withPage({}, async page => {
			await show(page, fenced(source));
			await drawn(page).waitFor();
			const before = await lookOf(page);
			assert.ok(before.natural > 100 && before.natural === before.width);
			await page.page.evaluate(() =>
				document.documentElement.style.setProperty('--vscode-editor-background', '#fdf6e3'),
			);
			await eventually('other colours', async () => (await lookOf(page)).boxes !== before.boxes);
		});
	});
});
