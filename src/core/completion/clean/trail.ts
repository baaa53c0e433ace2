// Holds white space back until something follows it: the end of an answer keeps only the white space that the document needs there.
import { isBeforeCloser } from '../code/blocks';
import type { Stage } from './stage';
import { isBlank, leadingSpace, type Surroundings } from '../code/surroundings';

/** What an editor closes as soon as it is opened, and with what. */
const pairs: readonly (readonly [opener: RegExp, closer: RegExp])[] = [
	[/\{$/, /^\}/],
	[/\($/, /^\)/],
	[/\[$/, /^\]/],
	[/\/\*+$/, /^ ?\*\//],
	[/"""$/, /^"""/],
	[/'''$/, /^'''/],
	[/<\w[^<>]*>$/, /^<\//],
];

/** The white space between an answer and the closer that follows it directly: what the answer left behind the opener, or where the closer stood. */
export function spaceBeforeCloser(answer: string, around: Surroundings): string {
	const { lineBefore, lineAfter } = around;
	if (isBeforeCloser(around)) {
		return `\n${lineBefore}`;
	}
	if (!pairs.some(([opener, closer]) => opener.test(lineBefore) && closer.test(lineAfter))) {
		return '';
	}
	if (/^[^\S\n]*\n/.test(answer)) {
		return `\n${leadingSpace(lineBefore)}${lineAfter.startsWith('*/') ? ' ' : ''}`;
	}
	const lastLine = answer.slice(answer.lastIndexOf('\n') + 1);
	if (lineAfter.startsWith('}') && lastLine !== answer && isDeeper(lastLine, lineBefore)) {
		return `\n${leadingSpace(lineBefore)}`;
	}
	return /^ \S[^\n]*$/.test(answer) && !/^\s/.test(lineAfter) ? ' ' : '';
}

export class TrailStage implements Stage {
	readonly done = false;
	readonly #around: Surroundings;
	#space = '';
	#text = '';

	constructor(around: Surroundings) {
		this.#around = around;
	}

	push(text: string): string {
		const all = this.#space + text;
		const content = all.trimEnd();
		this.#space = all.slice(content.length);
		this.#text += content;
		return content;
	}

	end(): string {
		const { lineBefore, lineAfter } = this.#around;
		if (this.#text === '' || isBlank(lineAfter)) {
			return '';
		}
		const closing = spaceBeforeCloser(this.#text, this.#around);
		if (closing !== '') {
			return closing;
		}
		const [blank = ''] = this.#space.split('\n');
		const breaks = this.#space !== blank;
		if (isBlank(lineBefore)) {
			// The answer is lines before a line, which starts anew where it stood; or the beginning of that line, and the break followed the tag.
			const begins = breaks && blank === ' ' && /[^;,:{}]$/.test(this.#text) && !this.#text.includes('\n');
			return !breaks || begins ? blank : `\n${lineBefore}`;
		}
		return standsApart(lineAfter, lineBefore) ? blank : '';
	}
}

/** Whether a blank may stand before what follows the cursor. */
function standsApart(lineAfter: string, lineBefore: string): boolean {
	return lineAfter.startsWith('}') ? /\s$/.test(lineBefore) : !/^([)\],;.>\s]|:\s*$)/.test(lineAfter);
}

function isDeeper(line: string, above: string): boolean {
	const indent = leadingSpace(above);
	return line.startsWith(indent) && /^\s/.test(line.slice(indent.length));
}
