// Fits the beginning of an answer to the cursor's column: the line break that only followed the tag, and indentation, a blank or a mark of a
// comment or list item that the document has already.
import { isBeforeCloser, leavesBlock, opensBlock, opensOneStep, stepOf } from '../code/blocks';
import { nestingOf } from '../code/brackets';
import type { Margin } from './indent';
import { jointOf } from './joint/joint';
import type { Stage } from './stage';
import { statementWord } from '../code/statementWords';
import {
	columnsOf,
	isBlank,
	isDirective,
	isTextDocument,
	leadingSpace,
	spaceOf,
	type Surroundings,
} from '../code/surroundings';

/** A line that ends so goes on below. */
const opener = /[{([,;:>]$|\/\*+$|"""$|'''$/;

/**
 * A line of code that ends so goes on in the same line. An operator stands apart: right behind a word, `++`, `!`, `?` or `*` is the word's. The end
 * of a comment is none.
 */
const unfinished = /=$|\s(?!\*\/)[+\-*/%&|?<^]{1,2}$|[\w)\]]\.$/;

/** A line of an answer that begins so goes on with the one above. */
const continuation = /^[.?&|]/;

const holdsDefinitions = /\b(class|interface|namespace|module|impl|trait|protocol|object|describe)\b/;

/** Languages in which a line's end does not tell whether it goes on. */
const looseEnds: ReadonlySet<string> = new Set(['yaml', 'dockercompose', 'shellscript', 'html', 'xml']);

/** A line of a comment that says something and ends with a blank, and its mark. */
const begunComment = /^\s*(\/\/[/!]?|#|--|\*)\s+\S.*[^\S\n]$/;

/** Words that are no code. */
const sentence = /^(?=\S+\s)\p{L}[\p{L}\p{N}\s,'’-]*[.:]?$/u;

/** What comments, list items, quotations and rows of a table begin with. */
const lineMark = /^\s*(\/\/[/!]?|\||#+!?|--+|;+|%+|>+|\d+[.)]|[-*+](?: \[[ x]\])?)\s*$/;

export class LeadStage implements Stage {
	readonly #around: Surroundings;
	/** The mark that the line has, and all that it has. */
	readonly #mark: string | undefined;
	readonly #margin: Margin;
	#held = '';
	#through = false;
	#done = false;

	/** @param margin is told when the first line shows that the model counted from another margin */
	constructor(around: Surroundings, margin: Margin) {
		this.#around = around;
		this.#margin = margin;
		this.#mark = lineMark.exec(around.lineBefore)?.[1];
	}

	/** The answer does not fit the cursor. */
	get done(): boolean {
		return this.#done;
	}

	push(text: string): string {
		if (this.#through) {
			return text;
		}
		this.#held += text;
		const content = this.#held.trimStart();
		// A word that is whole may show that its line goes on with the cursor's.
		const inWord = /^\s*\n\s*\w{1,9}$/.test(this.#held) && !isBlank(this.#around.lineAfter);
		const inSentence = this.#isBegunComment && /^\s*\n\s*\p{L}[^\n]*$/u.test(this.#held);
		const undecided = content === '' || inSentence || inWord || isBlank(this.#behindMark(content) ?? content);
		return undecided ? '' : this.#release(content, false);
	}

	/** White space alone belongs nowhere. */
	end(): string {
		const content = this.#held.trimStart();
		return this.#through || content === '' ? '' : this.#release(content, true);
	}

	/** What stands behind the mark when the answer says it again; '' as long as it may, undefined when it does not. */
	#behindMark(content: string): string | undefined {
		const mark = this.#mark;
		const same = mark !== undefined && (content.startsWith(mark) || mark.startsWith(content));
		return same ? content.slice(mark.length) : undefined;
	}

	#release(content: string, over: boolean): string {
		const space = this.#held.slice(0, this.#held.length - content.length);
		const behind = this.#behindMark(content) ?? '';
		const isAlone = this.#mark !== undefined && /\s$/.test(this.#around.lineBefore);
		if ((isAlone || !space.includes('\n')) && /^[^\S\n]+\S/.test(behind)) {
			this.#through = true;
			return /\s$/.test(this.#around.lineBefore) ? behind.trimStart() : behind;
		}
		return space.includes('\n') || isBlank(this.#around.lineBefore)
			? this.#fit(this.#fitted(space, content), content)
			: this.#join(space, content, over);
	}

	#fit(lead: string, content: string): string {
		this.#through = true;
		return lead + content;
	}

	/** Puts before the answer what is missing there, once that is known. */
	#join(space: string, content: string, over: boolean): string {
		const joint = jointOf(this.#around, space, content, over);
		if (joint === undefined) {
			return '';
		}
		if (joint.text === undefined) {
			this.#through = true;
			this.#done = true;
			return '';
		}
		if (joint.column !== undefined) {
			this.#margin.begun = joint.text;
		}
		return this.#fit(joint.text, content);
	}

	#fitted(space: string, content: string): string {
		const { lineBefore, lineAfter, languageId, prose, tabSize } = this.#around;
		const breaks = space.includes('\n');
		if (isBlank(lineBefore)) {
			const below = space.slice(space.indexOf('\n') + 1);
			if (isPythonGap(this.#around, space)) {
				return space;
			}
			return below.includes('\n') ? below : this.#beyondCursor(below, breaks);
		}
		const line = lineBefore.trimEnd();
		const opens = opener.test(line) || (languageId === 'shellscript' && opensOneStep(line, languageId));
		const below = columnsOf(leadingSpace(space.slice(space.lastIndexOf('\n') + 1)), tabSize);
		const isIndented = below > 0 && below >= columnsOf(leadingSpace(lineBefore), tabSize);
		const isDeeper = below > columnsOf(leadingSpace(lineBefore), tabSize);
		const goesBelow = /^[;)\]]+[;:,]?\s*$/.test(lineAfter) && (isDeeper || this.#continues(content));
		const split = !isBlank(lineAfter) && !opens && !continuation.test(content) && !goesBelow;
		const wraps = breaks && (split || this.#endsComment(content) || (this.#goesOn(line) && !isIndented));
		if (wraps) {
			return '';
		}
		// No blank line follows what opens a block, but for one of definitions.
		const opensCode =
			!prose && !isDirective(line, languageId) && (opensBlock(line) || opensOneStep(line, languageId));
		const opensLines = (opensCode || /\/\*\*$/.test(line)) && !holdsDefinitions.test(line);
		return space.slice(opensLines ? space.lastIndexOf('\n') : space.indexOf('\n'));
	}

	get #isBegunComment(): boolean {
		const { lineBefore, languageId, prose } = this.#around;
		return prose && !isTextDocument(languageId) && begunComment.test(lineBefore);
	}

	/** Whether the answer's first line is the end of a sentence of the comment, without the mark of a line of its own. */
	#endsComment(content: string): boolean {
		const line = content.split('\n')[0]?.trimEnd() ?? '';
		return this.#isBegunComment && sentence.test(line) && !statementWord.test(line);
	}

	/** Whether a line that begins so goes on with the one above, and may have what closes or ends it behind it. */
	#continues(content: string): boolean {
		const { languageId } = this.#around;
		return languageId === 'sql' ? leavesBlock(content, languageId) : /^([-+*/%<=]|(and|or)\b)/.test(content);
	}

	/** Whether the cursor's line is one that goes on. @param line without blanks at its end */
	#goesOn(line: string): boolean {
		const { lineBefore, languageId, prose } = this.#around;
		if (this.#mark !== undefined && lineBefore !== line) {
			return true;
		}
		if (/^\s*(\/\/|#|--|\*|;)/.test(lineBefore)) {
			return false;
		}
		const apart = lineBefore !== line && (!line.endsWith(';') || nestingOf(this.#around).depth > 0);
		const isAll = (languageId === 'sql' && line.endsWith('*')) || /^from .* import \*$/.test(line);
		return apart || (!prose && !isAll && !looseEnds.has(languageId) && unfinished.test(line));
	}

	/** Of an indentation written out in full, what goes beyond the cursor's column. */
	#beyondCursor(space: string, ownLine: boolean): string {
		const { lineBefore, tabSize } = this.#around;
		const here = columnsOf(leadingSpace(lineBefore), tabSize);
		const given = columnsOf(space, tabSize);
		if (given <= here && isBeforeCloser(this.#around)) {
			const step = stepOf(this.#around);
			this.#margin.missing = here + step - given;
			return spaceOf(step, this.#around);
		}
		if (ownLine && given > 0 && given < here && given % tabSize === 0) {
			this.#margin.missing = here - given;
		}
		return given <= here ? '' : here === 0 ? space : ' '.repeat(given - here);
	}
}

/** Python leaves two lines blank between definitions: below code, neither of two line breaks merely follows the tag. */
function isPythonGap({ languageId, lineBefore, prefix }: Surroundings, space: string): boolean {
	return languageId === 'python' && lineBefore === '' && space === '\n\n' && /\S[^\S\n]*\n$/.test(prefix);
}
