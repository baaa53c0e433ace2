// The frame of a stage that decides line by line.
import type { Stage } from './stage';

export abstract class LineStage implements Stage {
	#partial = '';
	#done = false;

	get done(): boolean {
		return this.#done;
	}

	push(text: string): string {
		const lines = (this.#partial + text).split('\n');
		this.#partial = lines.pop() ?? '';
		return lines.map(line => (this.#done ? '' : this.line(line, '\n'))).join('');
	}

	end(): string {
		const last = this.#partial;
		this.#partial = '';
		return (this.#done || last === '' ? '' : this.line(last, '')) + this.finish();
	}

	/** Judges one line, given without its line break, and returns what it gives. `lineBreak` is empty for a last line that has none. */
	protected abstract line(line: string, lineBreak: string): string;

	/** What is left to say when no line follows. */
	protected finish(): string {
		return '';
	}

	/** Called from `line`: the lines that follow are of no interest. */
	protected stop(): void {
		this.#done = true;
	}
}
