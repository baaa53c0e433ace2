// Tells while an answer streams when enough of it is there, and cuts what no suggestion should hold. Fed with clean text, chunk by chunk.
import { needsBracketToLeave } from '../code/blocks';
import { Literals } from '../code/literals';
import {
	blockColumnOf,
	columnsOf,
	isBlank,
	isDirective,
	isLabel,
	leadingSpace,
	wordCharacters,
	type Surroundings,
} from '../code/surroundings';

export type StopReason = 'blockEnd' | 'unitEnd' | 'repetition' | 'long';

export interface StopLimits {
	readonly lines: number;
	/** UTF-16 units. */
	readonly characters: number;
	/** Whether what comes after the end of the block or unit at hand is wanted too. */
	readonly readsOn?: boolean;
}

/** Shown lines and some to go on with: a line more costs a hundredth of what a new request for it would. */
export const automaticLimits: StopLimits = { lines: 16, characters: 1600 };

/** What was asked for by hand may be a whole function. */
export const manualLimits: StopLimits = { lines: 60, characters: 6000 };

/** The same lines this many times in a row are a model going round in circles. */
const rounds = 3;
const longestRound = 3;

const onlyCloses = /^\s*([)\]}>;,]+|(end|fi|done|esac)\b.{0,20}|<\/[\w-]+>)\s*$/;

/** The lines that go on with the statement whose block they end, where no bracket does. */
const clauses: Readonly<Record<string, RegExp>> = {
	shellscript: /^\s*(else|elif)\b/,
	ruby: /^\s*(else|elsif|rescue|ensure|when|in)\b/,
	lua: /^\s*(else|elseif)\b/,
	elixir: /^\s*(else|rescue|catch|after)\s*$/,
	python: /^\s*(else|finally|(elif|except|case)\b.*)\s*:\s*(#.*)?$/,
};
const label = /^\s*(case\b.*|default\s*):/;

/** A heading or announcement of Markdown, or the tag that opens an element: what comes below a blank line belongs to it. */
const leadsOn: Readonly<Record<string, RegExp>> = { markdown: /^#|:$/, html: /^<\w[^<]*>$/, xml: /^<\w[^<]*>$/ };

export class StopRules {
	readonly #around: Surroundings;
	readonly #limits: StopLimits;
	/** Columns of the cursor's line, or of the clause that the answer begins with: what stands further left belongs to what is around. */
	#base: number;
	#inClause = false;
	/** Their lines may stand anywhere. */
	readonly #literals: Literals;
	#text = '';
	/** Everything before is judged. */
	#judged = 0;
	/** Where each line that says something ends, and what it says. */
	readonly #lines: { readonly end: number; readonly content: string }[] = [];
	#stopped: StopReason | undefined;

	constructor(around: Surroundings, limits: StopLimits) {
		this.#around = around;
		this.#limits = limits;
		this.#base = blockColumnOf(around.lineBefore, around.tabSize);
		this.#literals = new Literals(around);
	}

	/** What is to be kept of the answer so far. */
	get text(): string {
		return this.#text;
	}

	/** Why no more is wanted; undefined while more is. */
	get stopped(): StopReason | undefined {
		return this.#stopped;
	}

	push(piece: string): void {
		if (this.#stopped !== undefined) {
			return;
		}
		this.#text += piece;
		for (let end = this.#lineEnd(); end >= 0 && this.#stopped === undefined; end = this.#lineEnd()) {
			this.#judge(end);
			this.#judged = end + 1;
		}
		if (this.#stopped === undefined && this.#text.length > this.#limits.characters) {
			this.#stop('long', this.#judged > 0 ? this.#judged - 1 : this.#limits.characters);
		}
	}

	/** No more will come: the last line is judged although nothing ended it. */
	end(): void {
		if (this.#stopped === undefined && this.#judged < this.#text.length) {
			this.#judge(this.#text.length);
			this.#judged = this.#text.length;
		}
	}

	#lineEnd(): number {
		return this.#text.indexOf('\n', this.#judged);
	}

	#judge(end: number): void {
		const start = this.#judged;
		const isFirst = start === 0;
		const content = this.#text.slice(start, end);
		const line = (isFirst ? this.#around.lineBefore : '') + content.replace(/\r$/, '');
		const inLiteral = this.#literals.open;
		this.#literals.take(line);
		const before = Math.max(0, start - 1);
		if (isBlank(content)) {
			if (!inLiteral) {
				this.#judgeBlank(before);
			}
			return;
		}
		if (!inLiteral && this.#lines.length === 0 && this.#leavesBlock(line) && this.#isClause(line)) {
			this.#base = columnOf(line, this.#around.tabSize);
			this.#inClause = true;
		}
		if (!inLiteral && !this.#limits.readsOn && (this.#leavesBlock(line) || this.#endsClause(line))) {
			this.#stop('blockEnd', onlyCloses.test(content) ? end : before);
			return;
		}
		this.#lines.push({ end, content: line.trim() });
		const round = this.#repeated();
		if (round !== undefined) {
			this.#stop('repetition', round);
		} else if (this.#lines.length >= this.#limits.lines) {
			this.#stop('long', end);
		}
	}

	#leavesBlock(line: string): boolean {
		const { languageId, tabSize } = this.#around;
		const isLeft = columnOf(line, tabSize) < this.#base;
		// The clauses of a statement of SQL stand left of what they hold.
		const isClause = languageId === 'sql' && this.#lines.at(-1)?.content.endsWith(';') === false;
		// A brace alone belongs to the statement that the cursor's line ends.
		const isBrace = this.#lines.length === 1 && /^\s*\{\s*$/.test(line);
		return isLeft && !isClause && !isBrace && !isDirective(line, languageId) && !isLabel(line, languageId);
	}

	#isClause(line: string): boolean {
		const { languageId, nextLine, tabSize } = this.#around;
		const clause = clauses[languageId] ?? (needsBracketToLeave(languageId) ? label : undefined);
		// It ends no block that goes on below.
		const goesOn = nextLine !== undefined && columnOf(nextLine, tabSize) > columnOf(line, tabSize);
		return clause?.test(line) === true && !goesOn;
	}

	/** Whether the line ends the statement of the clause that the answer begins with. */
	#endsClause(line: string): boolean {
		const columns = columnOf(line, this.#around.tabSize);
		return this.#inClause && columns === this.#base && onlyCloses.test(line);
	}

	/** A blank line ends what stands at the margin; two end anything. */
	#judgeBlank(before: number): void {
		const said = this.#lines.at(-1);
		if (this.#limits.readsOn || said === undefined || leadsOn[this.#around.languageId]?.test(said.content)) {
			return;
		}
		const deep = /^\s/.test(this.#text.slice(this.#text.lastIndexOf('\n', said.end - 1) + 1));
		const second = isBlank(this.#text.slice(said.end, before)) && before > said.end;
		if (second || (this.#base === 0 && !deep)) {
			this.#stop('unitEnd', said.end);
		}
	}

	/** Where the first round ends when the last lines only repeat each other. */
	#repeated(): number | undefined {
		for (let length = 1; length <= longestRound; length++) {
			const last = this.#lines.slice(-length * rounds);
			const round = last.slice(0, length);
			const same = last.every(({ content }, index) => content === round[index % length]?.content);
			if (
				last.length === length * rounds &&
				same &&
				wordCharacters(round.map(line => line.content).join('')) > 0
			) {
				return round.at(-1)?.end;
			}
		}
		return undefined;
	}

	#stop(reason: StopReason, end: number): void {
		this.#stopped = reason;
		this.#text = this.#text.slice(0, end).replace(/\r$/, '');
	}
}

function columnOf(line: string, tabSize: number): number {
	return columnsOf(leadingSpace(line), tabSize);
}
