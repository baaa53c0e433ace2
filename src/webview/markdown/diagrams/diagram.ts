// The diagram that a finished block of code describes, in the place of its source, which stays a button away.
import { fill } from '../../../shared/strings';
import { pictureButton, showPicture } from '../../pictureButton';
import { strings } from '../../strings';
import type { Drawing } from './draw';
import { draw, drawInSight, forget } from './queue';
import { isDrawable } from './rules';

/** A wide drawing is made smaller down to this, below which its words are too small; from there on it scrolls. */
const smallest = 0.7;

export class Diagram {
	readonly #block: HTMLElement;
	readonly #pre: HTMLElement;
	readonly #source: string;
	readonly #box = document.createElement('div');
	readonly #image = document.createElement('img');
	readonly #toggle = pictureButton('source', strings.showSource);
	readonly #note = document.createElement('p');
	/** Where the button goes. */
	readonly #toolbar: HTMLElement;
	/** Which drawing is the newest. */
	#round = 0;

	constructor(
		{ block, pre, toolbar }: { block: HTMLElement; pre: HTMLElement; toolbar: HTMLElement },
		source: string,
	) {
		this.#block = block;
		this.#pre = pre;
		this.#toolbar = toolbar;
		this.#source = source;
		// Reachable by keyboard, because a wide drawing scrolls.
		this.#box.className = 'diagram';
		this.#box.tabIndex = 0;
		this.#box.setAttribute('role', 'group');
		this.#box.setAttribute('aria-label', strings.diagram);
		this.#box.append(this.#image);
		this.#note.className = 'code-note';
		this.#toggle.addEventListener('click', () => this.#showSource(this.#box.hidden === false));
		if (isDrawable(source)) drawInSight(block, { draw: () => this.#draw(), drawAgain: () => this.#drawAgain() });
		else this.#explain(strings.diagramRefused);
	}

	/** The block shows its code and nothing else again. */
	remove(): void {
		this.#round++;
		forget(this.#block);
		for (const part of [this.#box, this.#toggle, this.#note]) part.remove();
		this.#pre.hidden = false;
	}

	#drawAgain(): void {
		drawInSight(this.#block, { draw: () => this.#draw(), drawAgain: () => this.#drawAgain() });
	}

	async #draw(): Promise<void> {
		const round = ++this.#round;
		try {
			const drawing = await draw(this.#source);
			if (round === this.#round) this.#show(drawing);
		} catch {
			// Mermaid says what it missed in words of its own; the reader can do nothing about the model's source.
			if (round === this.#round) this.#explain(strings.diagramFailed);
		}
	}

	#show({ src, width, height, title, kind }: Drawing): void {
		this.#image.alt = title === '' ? fill(strings.diagramOf, kind) : title;
		this.#image.width = width;
		this.#image.height = height;
		this.#image.style.minWidth = `${Math.round(width * smallest)}px`;
		this.#image.src = src;
		this.#note.remove();
		if (this.#box.isConnected) return;
		this.#pre.before(this.#box);
		this.#toolbar.prepend(this.#toggle);
		this.#pre.hidden = true;
	}

	#showSource(source: boolean): void {
		this.#pre.hidden = !source;
		this.#box.hidden = source;
		showPicture(this.#toggle, source ? 'diagram' : 'source', source ? strings.showDiagram : strings.showSource);
	}

	#explain(words: string): void {
		this.#note.textContent = words;
		this.#pre.after(this.#note);
	}
}
