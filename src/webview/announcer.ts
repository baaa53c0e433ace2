// What assistive technology is told while an answer comes: each sentence once it is complete, and how the answer ended.
import type { AnswerView, ProgressView } from '../shared/chat';
import type { ToPage } from '../shared/protocol';
import { fill } from '../shared/strings';
import { Sentences } from './sentences';
import { streamingAnswer, type PageState } from './state';
import { countOf, strings } from './strings';

/** Sentences that stay in the region: those before were read long ago. */
const maxLines = 20;

export interface SpokenLine {
	readonly id: number;
	readonly text: string;
}

export class Announcer {
	#sentences = newSentences();
	#lines: readonly SpokenLine[] = [];
	#next = 0;

	/** The newest last; each is announced when it appears. */
	get lines(): readonly SpokenLine[] {
		return this.#lines;
	}

	/** @param state already knows the message. */
	hear(message: ToPage, state: PageState): void {
		switch (message.type) {
			case 'answerStarted':
				return this.#begin(message.answer);
			case 'progress':
				return this.#progress(message.progress);
			case 'delta':
				return this.#say(...this.#sentences.take(textOf(state, message), false));
			case 'finished':
				this.#say(...this.#sentences.take(textOf(state, message), true));
				return this.#say(message.status === 'done' ? strings.answerFinished : strings.stopped);
			// A failure is an alert of its own.
			case 'failed':
				return this.#say(...this.#sentences.take(textOf(state, message), true));
			// A page that was made anew, or an edited message, comes with the answer that streams.
			case 'state':
				return this.#begin(streamingAnswer(state));
			default:
				return;
		}
	}

	/** @param answer streams from now on; what it says already was told, or is older than the page. */
	#begin(answer: AnswerView | undefined): void {
		this.#sentences = newSentences();
		this.#lines = [];
		if (answer === undefined) return;
		this.#sentences.take(answer.text, false);
		this.#say(strings.working);
	}

	/** A wait with an end is told; the steps that every request takes are not, since it is known to work. */
	#progress({ text, seconds, counts }: ProgressView): void {
		if (counts === 'down') this.#say(fill(text, String(seconds)));
	}

	#say(...texts: readonly string[]): void {
		if (texts.length === 0) return;
		this.#lines = [...this.#lines, ...texts.map(text => ({ id: this.#next++, text }))].slice(-maxLines);
	}
}

function newSentences(): Sentences {
	return new Sentences(lines => countOf(lines, strings.codeBlockLine, strings.codeBlockLines));
}

function textOf(state: PageState, { turnId, answerId }: { turnId: string; answerId: string }): string {
	const turn = state.conversation.turns.findLast(({ id }) => id === turnId);
	return turn?.answers.find(({ id }) => id === answerId)?.text ?? '';
}
