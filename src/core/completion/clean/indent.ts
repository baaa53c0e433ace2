// Gives every line of an answer the document's own indentation: tabs or spaces, and counted from the margin even when the model counted
// from the cursor.
import type { Stage } from './stage';
import { columnsOf, isBlank, leadingSpace, type Surroundings } from './surroundings';

/** Steps that models indent by, most usual first. */
const commonSteps = [4, 2, 8, 3];

const opensBlock = /([{([:]|=>|->|\b(do|then|else|begin)|\bdo\s*\|[^|]*\|)\s*$/;

/** Starts of lines that stand no deeper than the line above them although that opened a block. */
const closesBlock =
	/^([)\]}#]|<\/|(end|else|elif|elsif|except|finally|catch|rescue|ensure|when|case|default|fi|done|esac)\b)/;

/** Starts of lines that may well stand at the margin after an indented one. */
const leavesBlock =
	/^(\W|(def|class|module|function|func|fn|public|private|protected|export|import|from|interface|struct|impl|type|package)\b)/;

/** Languages in which a line's indentation cannot be told from the one above it. */
const freelyIndented: ReadonlySet<string> = new Set(['yaml', 'dockercompose', 'markdown', 'plaintext']);

/** Columns that the model left out of every line after the first; undefined until something shows it. */
export interface Margin {
	missing: number | undefined;
}

export class IndentStage implements Stage {
	readonly done = false;
	readonly #around: Surroundings;
	/** Columns by which the cursor's line is indented. */
	readonly #column: number;
	/** White space and first word of the current line, until it is known how to indent it. */
	#head: string | undefined;
	/** The current line so far, and the last line that was not blank. */
	#line: string;
	#lastLine = '';
	/** 0 is the line of the cursor; blank lines count for nothing. */
	#contentLine = 0;
	#afterBlankLine = false;
	readonly #margin: Margin;
	/** Within a string of several lines, white space is content. */
	#inString = false;
	/** Columns of one step in an answer indented by spaces. */
	#step: number | undefined;

	constructor(around: Surroundings, margin: Margin) {
		this.#around = around;
		this.#margin = margin;
		this.#head = isBlank(around.lineBefore) ? '' : undefined;
		this.#column = columnsOf(leadingSpace(around.lineBefore), around.tabSize);
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
		if (character === '\n') {
			return this.#release() + this.#newLine();
		}
		if (this.#head === undefined) {
			this.#line += character;
			return character;
		}
		this.#head += character;
		const word = this.#head.trimStart();
		// The line that shows whether columns are missing is judged by its first word.
		const undecided = word === '' || (this.#contentLine === 1 && /^(\w+|<)$/.test(word));
		return undecided ? '' : this.#release();
	}

	#newLine(): string {
		if (isBlank(this.#line)) {
			this.#afterBlankLine = true;
		} else {
			this.#lastLine = this.#line;
			this.#afterBlankLine = false;
		}
		// The cursor's line counts even when nothing was added to it.
		this.#contentLine += this.#contentLine === 0 || !isBlank(this.#line) ? 1 : 0;
		this.#inString = this.#inString !== opensString(this.#line);
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
		if (this.#inString || word === '') {
			return head;
		}
		const given = this.#inDocumentStyle(head.slice(0, head.length - word.length));
		if (this.#contentLine === 1) {
			this.#margin.missing ??= this.#leftOut(columnsOf(given, this.#around.tabSize), word);
		}
		return (this.#contentLine > 0 ? this.#spaceOf(this.#margin.missing ?? 0) : '') + given + word;
	}

	/** Columns that are missing, judged by the second line that says something: the first begins at the cursor and shows nothing. */
	#leftOut(columns: number, word: string): number {
		const { languageId, prose } = this.#around;
		if (this.#column === 0 || prose || freelyIndented.has(languageId) || closesBlock.test(word)) {
			return 0;
		}
		const tooShallow = opensBlock.test(this.#lastLine)
			? columns <= this.#column
			: columns === 0 && !this.#afterBlankLine && !leavesBlock.test(word);
		return tooShallow ? this.#column : 0;
	}

	#spaceOf(columns: number): string {
		const { insertSpaces, tabSize } = this.#around;
		return insertSpaces
			? ' '.repeat(columns)
			: '\t'.repeat(Math.floor(columns / tabSize)) + ' '.repeat(columns % tabSize);
	}

	#inDocumentStyle(space: string): string {
		const { insertSpaces, tabSize } = this.#around;
		if (insertSpaces) {
			return space.includes('\t') ? ' '.repeat(columnsOf(space, tabSize)) : space;
		}
		const spaces = space.length - space.lastIndexOf('\t') - 1;
		// One blank aligns (as before the star of a comment) and does not indent.
		if (spaces < 2) {
			return space;
		}
		const tabs = space.slice(0, space.length - spaces);
		const step = tabs === '' ? (this.#step ??= this.#stepOf(spaces)) : tabSize;
		return tabs + '\t'.repeat(Math.floor(spaces / step)) + ' '.repeat(spaces % step);
	}

	/** The step that makes sense of the answer's first line indented by spaces. */
	#stepOf(spaces: number): number {
		const { tabSize } = this.#around;
		const level = Math.floor(this.#column / tabSize);
		const deeper = opensBlock.test(this.#lastLine) ? 1 : 0;
		const fits = (step: number, levels: number): boolean => spaces === step * levels;
		const steps = [tabSize, ...commonSteps];
		return (
			steps.find(step => fits(step, level + deeper) || (step >= 4 && fits(step, deeper))) ??
			steps.find(step => fits(step, level) || fits(step, level - 1)) ??
			(spaces % tabSize === 0 || spaces >= 4 ? tabSize : spaces)
		);
	}
}

/** Whether a line begins or ends a string of several lines. */
function opensString(line: string): boolean {
	return (line.match(/`|"""|'''/g)?.length ?? 0) % 2 === 1;
}
