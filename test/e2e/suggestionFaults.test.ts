// Ghost text from a service that is slow, stalls, fails or refuses: nothing pops up, one quiet mark in the status bar, and the reason at hand. The tests
// go on from each other.
import assert from 'node:assert/strict';
import type { Step } from '../endpoint/endpoint';
import { GhostText } from './ghostText';

describe('suggestions from a service in trouble', () => {
	let ghost: GhostText;
	let places = 0;

	before(async () => {
		ghost = await GhostText.open({ 'openmind.completion.mode': 'automatic' });
		await ghost.vscode.editor.open('src/money.ts');
		await ghost.mark('sparkle-filled').waitFor();
	});

	after(() => ghost?.close());

	/** A new line where nothing was asked for yet; the request at it meets the fault. */
	async function meet(step: Step): Promise<void> {
		await ghost.rest();
		ghost.endpoint.script(step);
		await ghost.add(`\nconst place${places++} = 1;\n`);
	}

	describe('without a notification', () => {
		afterEach(async () => {
			assert.deepEqual(await ghost.vscode.notifications(), []);
		});

		// Before the others: what is measured of a slow service would make its limit longer.
		it('are given up, and the socket closed, when nothing comes at all', async () => {
			const { endpoint } = ghost;
			const { length } = endpoint.requests;
			await meet({ kind: 'stall', at: 'afterHeaders' });
			const request = await ghost.requestAfter(length);
			await request.closed;
			assert.equal(request.closedByClient, true);
			await ghost.waitForReason(/No answer came in time/);
			await ghost.mark('sparkle-filled').waitFor();
		});

		it('come late from a slow one', async () => {
			await meet({ kind: 'drip', bytes: 20, delayMs: 10 });
			await ghost.waitFor('console.log(result);');
			await ghost.mark('sparkle-filled').waitFor();
		});

		it('show what is there when one stalls in the middle of a line', async () => {
			const { endpoint, vscode } = ghost;
			const text = '<COMPLETION>const half = of + it;</COMPLETION>';
			await meet({ kind: 'stall', at: 'midStream', afterChunks: 4, text });
			await ghost.waitFor('const half =');
			await vscode.page.keyboard.press('Tab');
			endpoint.release();
			assert.match(await vscode.editor.savedText('src/money.ts'), /\nconst half =$/);
		});

		const failures: [what: string, Step, RegExp][] = [
			['breaks off', { kind: 'reset', at: 'afterHeaders' }, /connection|reach/i],
			['asks to slow down', { kind: 'status', status: 429 }, /too many|slow|requests/i],
			['fails', { kind: 'status', status: 500 }, /OpenMind|service|error/i],
			['refuses the key', { kind: 'status', status: 401 }, /key/i],
			['shows a page to sign in', { kind: 'html' }, /./],
		];
		for (const [what, step, reason] of failures) {
			it(`stay quiet when it ${what}, and come again once it answers`, async () => {
				const { vscode, endpoint } = ghost;
				const { length } = endpoint.requests;
				await meet(step);
				await ghost.mark('warning').waitFor();
				await ghost.waitForReason(reason);
				assert.equal(endpoint.requests.length - length, 1, 'it is not asked again by itself');
				// Asking by hand is always allowed, however lately the service failed.
				await vscode.editor.focus();
				await vscode.page.keyboard.press('Alt+\\');
				await ghost.waitFor('console.log(result);');
				await ghost.mark('sparkle-filled').waitFor();
				await vscode.page.keyboard.press('Escape');
			});
		}
	});

	describe('over the daily limit', () => {
		before(async () => {
			// Less than one request takes.
			await ghost.set({ 'openmind.completion.dailyLimit': 100 }, 'src/money.ts');
			await ghost.mark('sparkle').waitFor();
		});

		it('wait to be asked for once the daily limit is reached, and say so once', async () => {
			const { vscode, endpoint } = ghost;
			const { length } = endpoint.requests;
			await ghost.add('\nlet b = 2;\n');
			await ghost.waitForReason(/The daily limit for suggestions is reached/);
			assert.equal(endpoint.requests.length, length);
			await vscode.editor.focus();
			await vscode.page.keyboard.press('Alt+\\');
			await ghost.waitFor('console.log(result);');
			const told = vscode.notification(/Suggestions have used [\d,.]+ tokens today, your daily limit/);
			await told.waitFor();
			assert.equal(await told.count(), 1);
		});

		it('tell what today has cost so far in the status bar', async () => {
			const { page } = ghost.vscode;
			await ghost.mark('sparkle').hover();
			// VS Code keeps the spaces of such a text together with ones that do not break.
			const cost = /Today:\s\d+\srequests,\s[\d,.]+\stokens,\sabout\s[\d.]+\sOMCU/;
			await page.locator('.monaco-hover', { hasText: cost }).waitFor();
		});
	});
});
