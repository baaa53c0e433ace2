// The chat page, found by what assistive technology sees of it.
import type { FrameLocator, Locator } from 'playwright-core';
import { defaultTimeoutMs, eventually } from './eventually';

/** What an answer's `data-status` can say. */
export type AnswerStatus = 'streaming' | 'done' | 'stopped' | 'failed';

export class ChatView {
	/** The page itself, for whatever has no name here. */
	readonly frame: FrameLocator;

	constructor(frame: FrameLocator) {
		this.frame = frame;
	}

	get conversation(): Locator {
		return this.frame.getByRole('log', { name: 'Conversation' });
	}

	get message(): Locator {
		return this.frame.getByRole('textbox', { name: 'Message' });
	}

	get alert(): Locator {
		return this.frame.getByRole('alert');
	}

	/** The user's messages, oldest first. */
	get questions(): Locator {
		return this.conversation.getByRole('article', { name: 'You', exact: true });
	}

	/** The answers, oldest first. */
	get answers(): Locator {
		return this.conversation.getByRole('article', { name: /^OpenMind, / });
	}

	button(name: string | RegExp): Locator {
		return this.frame.getByRole('button', { name, ...(typeof name === 'string' ? { exact: true } : {}) });
	}

	/** Writes a message and sends it with Enter. */
	async send(text: string): Promise<void> {
		await this.message.fill(text);
		await this.message.press('Enter');
	}

	/** Waits until what is typed at the keyboard goes into the message box: the box, its page and the window have the focus. */
	async hasCursor(): Promise<void> {
		await this.message.and(this.frame.locator(':focus')).waitFor();
	}

	/** Waits until the newest answer has this status, and gives it back. */
	async answer(status: AnswerStatus, timeoutMs = defaultTimeoutMs): Promise<Locator> {
		// A turn is there a moment before its answer.
		const newest = this.conversation.locator('openmind-turn').last().locator('[data-status]');
		await newest.and(this.conversation.locator(`[data-status="${status}"]`)).waitFor({ timeout: timeoutMs });
		return newest;
	}

	/** Waits until words of the newest answer are in sight while it streams: the service has the request then. Gives the answer. */
	async streamed(): Promise<Locator> {
		const answer = await this.answer('streaming');
		const words = answer.locator('.markdown');
		await eventually('the first words', async () => (await words.innerText()).trim() !== '');
		return answer;
	}
}
