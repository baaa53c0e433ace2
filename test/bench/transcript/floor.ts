// The floor: the same words in plain elements, one for each message and one for each of its blocks, with a plain box below. Runs in the page.
import type { ToPage } from '../../../src/shared/protocol';

/** Takes the place of the chat page, and hears the same messages. */
export function mountFloor(): void {
	const transcript = document.createElement('div');
	transcript.className = 'transcript';
	const box = document.createElement('textarea');
	const chat = document.createElement('main');
	chat.className = 'chat';
	chat.append(transcript, box);
	document.querySelector('openmind-chat')?.replaceChildren(chat);
	let last: Element | undefined;
	const add = (text: string): void => {
		const article = document.createElement('article');
		for (const block of text.split('\n\n')) {
			const element = document.createElement('div');
			element.style.whiteSpace = 'pre-wrap';
			element.textContent = block;
			article.append(element);
			last = element;
		}
		transcript.append(article);
	};
	const hear = (message: ToPage): void => {
		if (message.type === 'state') {
			for (const { text, answers } of message.conversation.turns) {
				add(text);
				for (const answer of answers) add(answer.text);
			}
		} else if (message.type === 'turnAdded') {
			add(message.turn.text);
		} else if (message.type === 'answerStarted') {
			add('');
		} else if (message.type === 'delta') {
			last?.append(message.text);
		}
		transcript.scrollTop = transcript.scrollHeight;
	};
	window.addEventListener(
		'message',
		event => {
			event.stopImmediatePropagation();
			hear(event.data as ToPage); // Only the benchmark talks to this page.
		},
		{ capture: true },
	);
}
