// The chat page, found by what assistive technology sees of it.
import type { FrameLocator, Locator } from 'playwright-core';
import { defaultTimeoutMs } from './eventually';

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
		const newest = this.conversation.locator(`[data-status]`).last();
		await newest.and(this.conversation.locator(`[data-status="${status}"]`)).waitFor({ timeout: timeoutMs });
		return newest;
	}
}
