// Ghost text as its user sees it, and what tells about it: the mark in the status bar and "Why No Suggestion?".
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { startEndpoint, type Endpoint, type RecordedRequest, type Step } from '../endpoint/endpoint';
import { eventually, openVSCode, type Session } from './driver';

/** Nothing but ghost text moves, and the text is what was typed. */
const quiet = {
	'editor.quickSuggestions': { other: 'off', comments: 'off', strings: 'off' },
	'editor.suggestOnTriggerCharacters': false,
	'editor.autoClosingBrackets': 'never',
	'editor.parameterHints.enabled': false,
};

export class GhostText {
	readonly endpoint: Endpoint;
	readonly vscode: Session;

	constructor(endpoint: Endpoint, vscode: Session) {
		this.endpoint = endpoint;
		this.vscode = vscode;
	}

	/** A VS Code with a key for the API, and an endpoint that it asks. @param bindings keys of the keyboard, as VS Code keeps them */
	static async open(
		settings: Readonly<Record<string, unknown>> = {},
		bindings: readonly { readonly key: string; readonly command: string }[] = [],
	): Promise<GhostText> {
		// Each answer at once, so that what is shown first does not depend on the machine.
		const endpoint = await startEndpoint();
		try {
			const vscode = await openVSCode({
				settings: { 'openmind.baseUrl': endpoint.baseUrl, ...quiet, ...settings },
				prepare: async ({ user }) => {
					await mkdir(user, { recursive: true });
					await writeFile(path.join(user, 'keybindings.json'), JSON.stringify(bindings));
				},
			});
			await giveKey(vscode);
			return new GhostText(endpoint, vscode);
		} catch (error) {
			// There is nobody yet who could close it.
			await endpoint.stop();
			throw error;
		}
	}

	async close(): Promise<void> {
		await this.vscode.close();
		await this.endpoint.stop();
	}

	/** The first line of the suggestion in sight, without its indentation. VS Code draws further ones apart from the text. */
	async text(): Promise<string> {
		const parts = await this.vscode.editor.surface.locator('.view-lines [class*="ghost-text"]').allInnerTexts();
		return parts.join('').replaceAll('\u00a0', ' ').trimStart();
	}

	async waitFor(start: string): Promise<void> {
		await eventually(`ghost text that begins with ${start}`, async () => (await this.text()).startsWith(start));
	}

	async waitForNone(): Promise<void> {
		await eventually('no ghost text', async () => (await this.vscode.editor.ghostText.count()) === 0);
	}

	/** The mark in the status bar, by its picture. */
	mark(icon: string): Locator {
		return this.vscode.page.locator('.statusbar-item', { hasText: 'gpt-4o-mini' }).locator(`.codicon-${icon}`);
	}

	/** Waits until "Why No Suggestion?" names the reason among the last triggers; its list tells what was known when it was opened. */
	async waitForReason(reason: RegExp): Promise<void> {
		const { vscode } = this;
		await eventually(`the reason ${reason}`, async () => {
			await vscode.runCommand('OpenMind: Why No Suggestion?');
			const labels = await eventually('the last triggers', async () => {
				const all = await vscode.quickInput.labels();
				return all.some(label => label.endsWith('Settings')) && all;
			});
			await vscode.quickInput.cancel();
			if (labels.some(label => reason.test(label))) return true;
			throw new Error(labels.join('; '));
		});
	}

	/** Text at the end of the file, all in one change, thus with one trigger. */
	async add(text: string): Promise<void> {
		await this.vscode.editor.focus();
		await this.vscode.page.keyboard.press('Control+End');
		await this.vscode.page.keyboard.insertText(text);
	}

	/** Waits until every request so far is over, so that the next one is the next trigger's. */
	async rest(): Promise<void> {
		await Promise.all(this.endpoint.requests.map(({ closed }) => closed));
	}

	/** The request after the first `count`. */
	async requestAfter(count: number): Promise<RecordedRequest> {
		return eventually('a request', () => this.endpoint.requests[count]);
	}

	/** Changes user settings and opens the file again. */
	async set(settings: Readonly<Record<string, unknown>>, file: string): Promise<void> {
		const { vscode } = this;
		const stored = path.join(vscode.dataDir, 'data/User/settings.json');
		// As the session has written it.
		const before = JSON.parse(await readFile(stored, 'utf8')) as Record<string, unknown>;
		await writeFile(stored, JSON.stringify({ ...before, ...settings }));
		await vscode.reloadSaved();
		await vscode.editor.open(file);
	}

	/** What happens to the next requests whose text ends with `before` at the cursor. One that is asked for ahead, of another place, is none of them. */
	script(before: string, ...steps: readonly Step[]): void {
		this.endpoint.script(steps, request => codeOf(request).includes(`${before}<CURSOR/>`));
	}

	/** The answers to them, between their tags. */
	answer(before: string, ...texts: readonly string[]): void {
		this.script(
			before,
			...texts.map(text => ({ kind: 'text' as const, text: `<COMPLETION>${text}</COMPLETION>` })),
		);
	}

	/** The code of each request so far, as the model saw it. */
	get prompts(): string[] {
		return this.endpoint.requests.map(codeOf);
	}
}

function codeOf({ body }: RecordedRequest): string {
	const { messages } = body as { messages: readonly { content: string }[] }; // The endpoint has checked its shape.
	return messages.at(-1)?.content ?? '';
}

async function giveKey(vscode: Session): Promise<void> {
	const { quickInput } = vscode;
	await vscode.runCommand('OpenMind: Set API Key');
	await eventually('the box for the key', async () => (await quickInput.input.getAttribute('type')) === 'password');
	await quickInput.answer('om1_test_0123456789abcdef');
	await quickInput.widget.waitFor({ state: 'hidden' });
}
