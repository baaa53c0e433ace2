// Shows an answer: what streams in at once, what was there before in slices, so that no task is long whatever the length of the answer.
import { RenderQueue } from '../renderQueue';
import { MarkdownStream } from './stream';

/** Characters that are shown without a pause: some milliseconds of work on a slow machine. */
const sliceLength = 2_000;

const queue = new RenderQueue();

export class AnswerText {
	readonly #root: HTMLElement;
	readonly #stream: MarkdownStream;
	#text = '';
	#ended = false;
	#shown = 0;
	/** Whether all of it was shown; what is left then are links. */
	#linking = false;
	#queued = false;

	/** @param root is filled by this object alone; it has the attribute `data-pending` while something of it is still to come. */
	constructor(root: HTMLElement) {
		this.#root = root;
		this.#stream = new MarkdownStream(root);
	}

	update(text: string, ended: boolean): void {
		if (!text.startsWith(this.#text)) this.#shown = 0;
		this.#text = text;
		this.#ended = ended;
		this.#linking = false;
		if (this.#queued) return;
		if (text.length - this.#shown <= sliceLength && this.#advance()) return;
		this.#queued = true;
		this.#root.toggleAttribute('data-pending', true);
		queue.add(() => this.#slice());
	}

	#slice(): boolean {
		if (!this.#advance() && this.#root.isConnected) return false;
		this.#queued = false;
		this.#root.removeAttribute('data-pending');
		return true;
	}

	/** Shows a slice more, then the links in what was shown before their definitions; true when all is shown. */
	#advance(): boolean {
		if (this.#linking) return this.#stream.linkNext();
		const text = this.#text;
		const end = this.#shown + sliceLength;
		if (end >= text.length) {
			this.#shown = text.length;
			this.#stream.update(text, this.#ended);
			this.#linking = true;
			return this.#stream.isLinked;
		}
		// A slice ends with a line, where there is one.
		const newline = text.lastIndexOf('\n', end) + 1;
		this.#shown = newline > this.#shown ? newline : end;
		this.#stream.update(text.slice(0, this.#shown), false);
		return false;
	}
}
