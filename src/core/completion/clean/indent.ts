// Gives every line of an answer the document's own indentation: tabs or spaces, and counted from the margin even when the model counted
// from the cursor.
import { opensBlock, opensOneStep, stepsOf } from '../code/blocks';
import { Levels } from './levels';
import { Literals } from '../code/literals';
import { isFreelyIndented, missingColumns } from './missingColumns';
import type { Stage } from './stage';
import { blockColumnOf, columnsOf, isBlank, isDirective, spaceOf, type Surroundings } from '../code/surroundings';

/** Steps that models indent by, most usual first. */
const commonSteps = [4, 2, 8, 3];

/** How far above the cursor the document's style is looked at. */
const mostLines = 200;

export interface Margin {
	/** Columns that the model left out of every line after the first; undefined until something shows it. */
	missing: number | undefined;
	/** The line break and indentation that were put before an answer that had none. */
	begun?: string;
}

export class IndentStage implements Stage {
	readonly done = false;
	readonly #around: Surroundings;
	/** Columns by which the line is indented that the answer begins in. */
	#column: number;
	/** White space and first word of the current line, until it is known how to indent it. */
	#head: string | undefined;
	/** The current line so far, and the last line that was not blank. */
	#line: string;
	#lastLine = '';
	/** 0 is the line of the cursor; blank lines count for nothing. */
	#contentLine = 0;
	#afterBlankLine = false;
	readonly #margin: Margin;
	readonly #mixed: boolean;
	/** White space within them is content. */
	readonly #literals: Literals;
	/** The literal is a docstring, which is indented like the code. */
	#inDocstring: boolean;
	#levels: Levels | undefined;
	/** Characters taken of what was put before the answer. */
	#begun = 0;
	/** Columns of one step in an answer indented by spaces. */
	#step: number | undefined;

	constructor(around: Surroundings, margin: Margin) {
		this.#around = around;
		this.#margin = margin;
		this.#mixed = mixesTabs(around);
		this.#literals = new Literals(around);
		this.#inDocstring = around.inDocstring;
		this.#head = isBlank(around.lineBefore) ? '' : undefined;
		this.#column = blockColumnOf(around.lineBefore, around.tabSize);
		this.#line = around.lineBefore;
	}

	push(text: string): string {
		let output = '';
		for (const character of text) {
			output += this.#feed(character);
		}
		return output;
	}

	end(): string {
		return this.#release();
	}

	#feed(character: string): string {
		if (this.#begun < (this.#margin.begun?.length ?? 0)) {
			return this.#begin(character);
		}
		if (character === '\n') {
			return this.#release() + this.#newLine();
		}
		if (this.#head === undefined) {
			this.#line += character;
			return character;
		}
		this.#head += character;
		const word = this.#head.trimStart();
		const undecided = word === '' || (this.#judgesWord && /^(\w+|[</])$/.test(word));
		return undecided ? '' : this.#release();
	}

	/** The line that shows whether columns are missing is judged by its first word, and so is one that may close what was opened. */
	get #judgesWord(): boolean {
		return (
			this.#contentLine === 1 || (this.#contentLine > 1 && opensOneStep(this.#lastLine, this.#around.languageId))
		);
	}

	/** Takes a character of what was put before the answer, which then begins at the end of that. */
	#begin(character: string): string {
		if (this.#begun++ === 0) {
			this.#newLine();
			this.#column = 0;
			this.#contentLine = 0;
		} else {
			this.#line += character;
			this.#column = columnsOf(this.#line, this.#around.tabSize);
		}
		return character;
	}

	#newLine(): string {
		const saysNothing = isBlank(this.#line) || this.#isApart(this.#line);
		this.#afterBlankLine = isBlank(this.#line);
		this.#lastLine = saysNothing ? this.#lastLine : this.#line;
		// The cursor's line counts even when nothing was added to it.
		this.#contentLine += this.#contentLine === 0 || !saysNothing ? 1 : 0;
		const { open } = this.#literals;
		this.#literals.take(this.#line);
		this.#inDocstring = this.#literals.open && (open ? this.#inDocstring : this.#beginsDocstring());
		this.#line = '';
		this.#head = '';
		return '\n';
	}

	/** Indents the head of the line, now that it is known. */
	#release(): string {
		const head = this.#head ?? '';
		this.#head = undefined;
		const word = head.trimStart();
		this.#line += head;
		if (word === '' || this.#isApart(word)) {
			return head;
		}
		const given = this.#inDocumentStyle(head.slice(0, head.length - word.length));
		if (this.#contentLine === 0) {
			this.#column += columnsOf(given, this.#around.tabSize);
			return given + word;
		}
		return this.#placed(given, word) + word;
	}

	/** The indentation of a line that is not the first. */
	#placed(given: string, word: string): string {
		const { languageId, prose, tabSize } = this.#around;
		const columns = columnsOf(given, tabSize);
		if (this.#contentLine === 1) {
			this.#margin.missing ??=
				this.#mixed && given !== ''
					? 0
					: missingColumns(
							{
								columns,
								word,
								above: this.#lastLine,
								column: this.#column,
								afterBlankLine: this.#afterBlankLine,
								inDocstring: this.#inDocstring,
							},
							this.#around,
						);
		}
		if (this.#mixed && !this.#margin.missing) {
			return given;
		}
		const counted = Math.max(0, columns + (this.#margin.missing ?? 0));
		if (prose || isFreelyIndented(languageId)) {
			return counted === columns ? given : spaceOf(counted, this.#around);
		}
		this.#levels ??= new Levels(languageId, this.#column, stepsOf(this.#around));
		this.#levels.below(this.#lastLine);
		const placed = this.#levels.place(counted, word);
		return placed === columns ? given : spaceOf(placed, this.#around);
	}

	#beginsDocstring(): boolean {
		return this.#around.languageId === 'python' && /^\s*\w?"""/.test(this.#line);
	}

	/** Whether the columns of the line say nothing of the block that it stands in. */
	#isApart(line: string): boolean {
		return (this.#literals.open && !this.#inDocstring) || isDirective(line, this.#around.languageId);
	}

	#inDocumentStyle(space: string): string {
		const { insertSpaces, tabSize } = this.#around;
		if (this.#mixed) {
			return space;
		}
		if (insertSpaces) {
			return space.includes('\t') ? ' '.repeat(columnsOf(space, tabSize)) : space;
		}
		const spaces = space.length - space.lastIndexOf('\t') - 1;
		// One blank aligns (as before the star of a comment) and does not indent, nor do those behind a tab.
		if (spaces < 2) {
			return space;
		}
		if (spaces < space.length) {
			return space;
		}
		const step = (this.#step ??= this.#stepOf(spaces));
		return '\t'.repeat(Math.floor(spaces / step)) + ' '.repeat(spaces % step);
	}

	/** The step that makes sense of the answer's first line indented by spaces. */
	#stepOf(spaces: number): number {
		const { tabSize } = this.#around;
		const level = Math.floor(this.#column / tabSize);
		const deeper = opensBlock(this.#lastLine) ? 1 : 0;
		const fits = (step: number, levels: number): boolean => spaces === step * levels;
		const steps = [tabSize, ...commonSteps];
		return (
			steps.find(step => fits(step, level + deeper) || (step >= 4 && fits(step, deeper))) ??
			steps.find(step => fits(step, level) || fits(step, level - 1)) ??
			(spaces % tabSize === 0 || spaces >= 4 ? tabSize : spaces)
		);
	}
}

/** Whether the lines around the cursor are indented by tabs here and by spaces there, so that no column can be told. */
function mixesTabs({ prefix, furtherLines, nextLine = '', insertSpaces }: Surroundings): boolean {
	const lines = [...prefix.split('\n').slice(-mostLines), nextLine, ...furtherLines];
	const others = lines.filter(line => (insertSpaces ? /^ *\t/ : /^ {2,}[^\s*]/).test(line));
	return others.length > (insertSpaces ? 0 : 1);
}
