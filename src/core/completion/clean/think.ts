// Drops a model's thinking aloud, where it leads the answer: code further down may hold such a tag of its own.
import type { Stage } from './stage';

const names = ['think', 'thinking', 'thought', 'reasoning'];

export class ThinkStage implements Stage {
	readonly done = false;
	#state: 'start' | 'inside' | 'through' = 'start';
	#held = '';
	/** What closes the block that is open. */
	#close = '';
	#dropped = false;

	push(text: string): string {
		this.#held += text;
		while (this.#step());
		return this.#state === 'through' ? this.#release() : '';
	}

	end(): string {
		return this.#state === 'inside' ? '' : this.#release();
	}

	/** Moves on to the next state; false when more text is needed or nothing is left to decide. */
	#step(): boolean {
		if (this.#state === 'inside') {
			const at = this.#held.toLowerCase().indexOf(this.#close);
			// Of the thinking only what may be half a closing tag is kept.
			this.#held = at < 0 ? this.#held.slice(1 - this.#close.length) : this.#held.slice(at + this.#close.length);
			this.#state = at < 0 ? 'inside' : 'start';
			this.#dropped = true;
			return at >= 0;
		}
		const lead = this.#held.trimStart().toLowerCase();
		if (this.#state === 'through' || lead === '') {
			return false;
		}
		const name = names.find(each => lead.startsWith(`<${each}>`));
		if (name !== undefined) {
			this.#held = this.#held.trimStart().slice(name.length + 2);
			this.#close = `</${name}>`;
			this.#state = 'inside';
			return true;
		}
		if (!names.some(each => `<${each}>`.startsWith(lead))) {
			this.#state = 'through';
		}
		return false;
	}

	#release(): string {
		const text = this.#dropped ? this.#held.replace(/^\s*\n/, '') : this.#held;
		this.#held = '';
		this.#dropped = false;
		return text;
	}
}
