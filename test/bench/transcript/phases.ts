// What a reader does with a restored conversation, one thing after the other. Each phase is measured by itself.
import type { Page } from 'playwright-core';
import type { ToPage } from '../../../src/shared/protocol';
import { answerView, stateOf, turnView } from '../../e2e/gallery/states';
import { cut, makeAnswer } from '../render/answer';
import { conversations, type ConversationName } from './conversations';

export const phases = ['open', 'scroll', 'type', 'stream'] as const;
export type Phase = (typeof phases)[number];

/** Frames of a drag of the scroll bar from one end to the other, and of a turn of the wheel. */
const frames = { drag: 100, wheel: 100 };

/** Pixels of a notch of the wheel. */
const notch = 120;

const typed = 'and what happens when nobody lets go of it?';

/** Tokens of the answer that streams at the end, and of each update. */
const streamed = { tokens: 1_000, perUpdate: 5 };

type Act = (page: Page) => Promise<void>;

/** Hands the conversation over before the clock runs, as the text that the host would send. */
export async function prepare(page: Page, name: ConversationName): Promise<void> {
	await page.evaluate(
		text => Object.assign(window, { restored: JSON.parse(text) as unknown }),
		JSON.stringify(stateOf(conversations[name]())),
	);
}

/** What comes before a phase and is not of it. */
export async function focusBox(page: Page): Promise<void> {
	await page.evaluate(() => document.querySelector('textarea')?.focus());
}

export const acts: Readonly<Record<Phase, Act>> = {
	open: page =>
		page.evaluate(async () => {
			window.postMessage((window as unknown as { restored: unknown }).restored);
			for (let frame = 0; frame < 5; frame++) await new Promise(requestAnimationFrame);
			while (document.querySelector('[data-pending]')) await new Promise(resolve => setTimeout(resolve, 20));
			await new Promise(requestAnimationFrame);
		}),
	scroll: page =>
		page.evaluate(
			async ({ frames: count, notch: pixels }) => {
				const log = document.querySelector('.transcript');
				if (log === null) throw new Error('There is no transcript');
				for (const direction of [-1, 1]) {
					for (let frame = 0; frame < count.drag; frame++) {
						log.scrollTop += (direction * log.scrollHeight) / count.drag;
						await new Promise(requestAnimationFrame);
					}
				}
				for (let frame = 0; frame < count.wheel; frame++) {
					log.scrollTop -= pixels;
					await new Promise(requestAnimationFrame);
				}
				log.scrollTop = log.scrollHeight;
				await new Promise(requestAnimationFrame);
			},
			{ frames, notch },
		),
	async type(page) {
		for (const letter of typed) {
			await page.keyboard.press(letter === ' ' ? 'Space' : letter);
		}
	},
	stream: page =>
		page.evaluate(async messages => {
			for (const message of messages) {
				window.postMessage(message);
				await new Promise(requestAnimationFrame);
			}
			await new Promise(requestAnimationFrame);
		}, streaming()),
};

function streaming(): ToPage[] {
	const [turnId, answerId] = ['turn-new', 'answer-new'];
	const pieces = cut(makeAnswer(streamed.tokens), streamed.perUpdate);
	return [
		{ type: 'turnAdded', turn: turnView(undefined, { id: turnId, text: 'And then?' }) },
		{ type: 'answerStarted', turnId, answer: answerView({ id: answerId, status: 'streaming' }) },
		...pieces.map(text => ({ type: 'delta', turnId, answerId, text, reasoning: '' }) as const),
		{ type: 'finished', turnId, answerId, status: 'done' },
	];
}
