// Holds white space back until something follows it: the end of an answer keeps only the white space that the document needs there.
import type { Stage } from './stage';
import { isBlank, isWordCharacter, type Surroundings } from './surroundings';

export class TrailStage implements Stage {
	readonly done = false;
	readonly #around: Surroundings;
	#space = '';
	#empty = true;

	constructor(around: Surroundings) {
		this.#around = around;
	}

	push(text: string): string {
		const all = this.#space + text;
		const content = all.trimEnd();
		this.#space = all.slice(content.length);
		this.#empty &&= content === '';
		return content;
	}

	end(): string {
		const { lineBefore, lineAfter } = this.#around;
		if (this.#empty || isBlank(lineAfter)) {
			return '';
		}
		const breaks = this.#space.includes('\n');
		if (isBlank(lineBefore)) {
			// The answer is lines before a line: that one starts anew, where it stood.
			return breaks ? `\n${lineBefore}` : this.#space;
		}
		return !breaks && isWordCharacter(lineAfter.charAt(0)) ? this.#space : '';
	}
}
