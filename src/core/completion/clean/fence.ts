// Takes the code out of a code fence: the fence may wrap the whole answer, and what follows it is talk.
import { fenceOf, isChatter, wrapsAnswer } from './chatter';
import { LineStage } from './lines';
import type { Stage } from './stage';
import { isBlank, type Surroundings } from '../code/surroundings';

/** What begins a line of a comment, and a fence within it. */
const commentMark = /^\s*(\/\/[/!]?|\*|#+|--)\s*$/;

/** What a heading is underlined with, which is longer than a fence. */
const underline = /^(`{6}|~{6})/;

/** The lines within a fence that is already open, up to the one that closes it. */
export class FencedBody extends LineStage {
	readonly #marks: string;
	/** Within a fence that names its language, and belongs to the text. */
	#within = false;

	/** @param marks the characters that opened the fence */
	constructor(marks: string) {
		super();
		this.#marks = marks;
	}

	protected override line(line: string, lineBreak: string): string {
		const trimmed = line.trimEnd();
		const content = trimmed.replace(/[`~]+$/, '').trimEnd();
		const opens = (fenceOf(line)?.info ?? '') !== '';
		const closes = trimmed.endsWith(this.#marks) && !commentMark.test(content);
		if (this.#within || !closes) {
			this.#within = opens || (this.#within && !closes);
			return line + lineBreak;
		}
		this.stop();
		return content;
	}
}

/** Unwraps an answer that begins with a fence; any other passes untouched. */
export class FenceStage implements Stage {
	readonly #around: Surroundings;
	#held = '';
	/** Undefined until it is known whether the answer begins with a fence; null when it does not. */
	#body: FencedBody | null | undefined;

	constructor(around: Surroundings) {
		this.#around = around;
	}

	get done(): boolean {
		return this.#body?.done ?? false;
	}

	push(text: string): string {
		if (this.#body !== undefined) {
			return this.#body === null ? text : this.#body.push(text);
		}
		this.#held += text;
		const lead = this.#held.trimStart();
		const undecided = lead === '' || /^(`{1,2}|~{1,2})$/.test(lead) || /^(```|~~~)[^\n]*$/.test(lead);
		return undecided || this.#inComment(lead) === undefined ? '' : this.#open(lead);
	}

	end(): string {
		const text = this.#body === undefined ? this.#open(this.#held.trimStart()) : '';
		return text + (this.#body?.end() ?? '');
	}

	/** Whether the fence belongs to the comment that the cursor stands in: the line below it is one of that, too. Undefined while it may be. */
	#inComment(lead: string): boolean | undefined {
		const mark = commentMark.exec(this.#around.lineBefore)?.[1];
		if (mark === undefined || !/^(```|~~~)/.test(lead)) {
			return false;
		}
		const below = /\n\s*(.*)/.exec(lead)?.[1] ?? '';
		return below.startsWith(mark) || (mark.startsWith(below) ? undefined : false);
	}

	/** Decides, once the first line is known, and within a comment the beginning of the second. */
	#open(lead: string): string {
		const held = this.#held;
		this.#held = '';
		const found = /^(`{3,}|~{3,})([^\n]*)/.exec(lead);
		const [opening = '', marks = '', info = ''] = found ?? [];
		const inLine = /\w/.test(this.#around.lineBefore) && !/^\s*\n/.test(held);
		const named = /^[\w+#.-]*\s*$/.test(info);
		const isContent =
			this.#inComment(lead) === true || underline.test(lead) || (this.#around.prose && lead === opening);
		if (found === null || isContent || !wrapsAnswer(info.trim(), this.#around, inLine)) {
			this.#body = null;
			return held;
		}
		this.#body = new FencedBody(marks);
		// A fence on the line of its code: what follows the marks is already content.
		return this.#body.push(named ? lead.slice(opening.length + 1) : lead.slice(marks.length));
	}
}

/** An answer without tags: code, or a fence with talk around it, or nothing but talk. */
export class UntaggedStage extends LineStage {
	readonly #around: Surroundings;
	#state: 'before' | 'fenced' | 'code' = 'before';
	#body: FencedBody | undefined;
	/** Blank lines that belong only if code follows them. */
	#blank = '';
	#talked = false;

	constructor(around: Surroundings) {
		super();
		this.#around = around;
	}

	protected override line(line: string, lineBreak: string): string {
		switch (this.#state) {
			case 'before':
				return this.#first(line, lineBreak);
			case 'fenced':
				return this.#fenced(line + lineBreak);
			case 'code':
				return this.#code(line, lineBreak);
		}
	}

	protected override finish(): string {
		return this.#body === undefined || this.#body.done ? '' : this.#body.end();
	}

	#first(line: string, lineBreak: string): string {
		const fence = fenceOf(line);
		if (fence !== undefined && (this.#talked || wrapsAnswer(fence.info, this.#around))) {
			this.#state = 'fenced';
			this.#body = new FencedBody(fence.marks);
			return '';
		}
		if (isBlank(line)) {
			this.#blank += this.#talked ? '' : line + lineBreak;
			return '';
		}
		if (isChatter(line, this.#around)) {
			this.#talked = true;
			this.#blank = '';
			return '';
		}
		this.#state = 'code';
		const code = this.#blank + unquoted(line, this.#around) + lineBreak;
		this.#blank = '';
		return code;
	}

	#fenced(text: string): string {
		const piece = this.#body?.push(text) ?? '';
		if (this.#body?.done) {
			this.stop();
		}
		return piece;
	}

	/** After code, a fence or a sentence of its own paragraph is talk again. */
	#code(line: string, lineBreak: string): string {
		if (isBlank(line)) {
			this.#blank += line + lineBreak;
			return '';
		}
		const fence = fenceOf(line);
		const closes = fence !== undefined && wrapsAnswer(fence.info, this.#around);
		if (closes || (this.#blank !== '' && isChatter(line, this.#around))) {
			this.stop();
			return '';
		}
		const code = this.#blank + line + lineBreak;
		this.#blank = '';
		return code;
	}
}

/** A short answer set in single backticks, as inline code is written in a chat. */
function unquoted(line: string, around: Surroundings): string {
	const quoted = /^\s*`([^`]+)`\s*$/.exec(line)?.[1];
	return quoted === undefined || quoted.includes('${') || !isBlank(around.lineBefore) ? line : quoted;
}
