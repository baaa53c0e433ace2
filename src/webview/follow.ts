// Keeps the end of the transcript in sight while the reader is there, and leaves the reader alone who scrolled away.

/** Pixels from the end that still count as being there: fractions of a line that zoom and rounding leave. */
const slack = 24;

export type ScrollPosition = number | 'end';

export class Follower {
	readonly #scroller: HTMLElement;
	readonly #onMove: (position: ScrollPosition) => void;
	readonly #observer: ResizeObserver;
	#following = true;
	#lastTop = 0;

	/**
	 * @param scroller scrolls
	 * @param content grows inside it
	 * @param onMove hears where the reader is, while scrolling at most once per frame
	 */
	constructor(scroller: HTMLElement, content: HTMLElement, onMove: (position: ScrollPosition) => void) {
		this.#scroller = scroller;
		this.#onMove = onMove;
		scroller.addEventListener('scroll', () => this.#scrolled(), { passive: true });
		// Both grow: the content by answers, the scroller when the message box shrinks.
		this.#observer = new ResizeObserver(() => this.#keep());
		this.#observer.observe(content);
		this.#observer.observe(scroller);
	}

	/** Goes where the reader was before the page was made anew. */
	restore(position: ScrollPosition): void {
		this.#setFollowing(position === 'end');
		if (position === 'end') this.#keep();
		else this.#scroller.scrollTop = this.#lastTop = position;
		// Where it does not scroll, the browser has nothing to say.
		this.#onMove(position);
	}

	/** The reader sent something and wants to see what comes. */
	follow(): void {
		this.restore('end');
	}

	#keep(): void {
		if (!this.#following) return;
		this.#scroller.scrollTop = this.#scroller.scrollHeight;
		this.#lastTop = this.#scroller.scrollTop;
	}

	#scrolled(): void {
		const { scrollTop, scrollHeight, clientHeight } = this.#scroller;
		const atEnd = scrollHeight - scrollTop - clientHeight <= slack;
		// Growth alone never moves the top up: only the reader does.
		if (atEnd) this.#setFollowing(true);
		else if (scrollTop < this.#lastTop) this.#setFollowing(false);
		this.#lastTop = scrollTop;
		this.#onMove(this.#following ? 'end' : scrollTop);
	}

	/** What is out of sight has an estimated height until it is drawn: away from the end, the browser keeps the words in sight where they are. */
	#setFollowing(following: boolean): void {
		this.#following = following;
		this.#scroller.style.overflowAnchor = following ? 'none' : 'auto';
	}
}
