// One step of the clean-up, and how steps are chained. A step decides by the characters it has seen and never by where a chunk ended,
// so that a streamed answer and the same answer in one piece come out alike.

export interface Stage {
	/** Takes the next piece and returns what is certain by now. */
	push(text: string): string;
	/** No more text will come: returns what was held back and turned out to belong. */
	end(): string;
	/** Nothing more will be returned, whatever comes. */
	readonly done: boolean;
}

/** Stages one after the other. A stage that is done ends those after it. */
export class Chain implements Stage {
	readonly #stages: readonly Stage[];
	/** How many stages from the first on have been ended. */
	#ended = 0;

	constructor(stages: readonly Stage[]) {
		this.#stages = stages;
	}

	get done(): boolean {
		return this.#ended === this.#stages.length;
	}

	push(text: string): string {
		let piece = text;
		for (let index = this.#ended; index < this.#stages.length; index++) {
			const stage = this.#stages[index];
			if (stage === undefined) {
				break;
			}
			piece = stage.push(piece);
			if (stage.done) {
				return this.#endAfter(index, piece);
			}
		}
		return this.done ? '' : piece;
	}

	end(): string {
		return this.#endAfter(this.#ended - 1, '');
	}

	/** Ends every stage after the one at `index`, whose last output is `piece`. */
	#endAfter(index: number, piece: string): string {
		let text = piece;
		for (const stage of this.#stages.slice(index + 1)) {
			text = stage.push(text) + (stage.done ? '' : stage.end());
		}
		this.#ended = this.#stages.length;
		return text;
	}
}
