// Drops the signs at the beginning of an answer that say again those before the cursor: the operator that has just begun, or what was opened.
import { nestingOf } from '../code/brackets';
import { closerOf } from '../code/nesting';
import { isSaidTwice, operatorAt } from '../code/operators';
import { Reopened } from './reopened';
import type { Stage } from './stage';
import type { Surroundings } from '../code/surroundings';

const leadingSigns = /^[^\p{L}\p{N}_\s]+/u;

/** A run of signs that opens something, longer than one. */
const opensMuch = /^(?!(.)\1*$).*[("'`[{]$|^("""|'''|```|\/\*\*)$/;

/** A run of signs that ends something, and says what comes next. */
const endsMuch = /^([)\]}]+[;,]|["'](:|\/?>))$/;

/** What goes on with a block, behind the brace that closes it, and the beginning of such a word. */
const goesOnWithBlock = /^\s*(else|catch|finally|while)\b./;
const mayGoOn = /^\s*(e(l(se?)?)?|c(a(t(ch?)?)?)?|f(i(n(a(l(ly?)?)?)?)?)?|w(h(i(le?)?)?)?)?$/;

/** What the end of a string is followed by, when it is not its beginning said again. */
const behindString = /^([\s,;:)\]}.+=>?|&"'`]|$)/;

export class RepeatedSignStage implements Stage {
	readonly done = false;
	readonly #around: Surroundings;
	/** The signs directly before the cursor, blanks at its line's end left out. */
	readonly #signs: string;
	/** The cursor stands in a string that has begun before these. */
	readonly #quote: string | undefined;
	#held = '';
	#reopened: Reopened | undefined;
	#through: boolean;

	constructor(around: Surroundings) {
		this.#around = around;
		const line = around.lineBefore.trimEnd();
		this.#signs = /[^\p{L}\p{N}_\s]+$/u.exec(line)?.[0] ?? '';
		this.#quote = nestingOf(around).quote;
		const isContent = this.#quote !== undefined && !this.#signs.includes(this.#quote.charAt(0));
		this.#through = this.#signs === '' || isContent;
	}

	push(text: string): string {
		if (this.#through) {
			return text;
		}
		this.#held += text;
		return this.#decide(false);
	}

	end(): string {
		return this.#through ? '' : this.#decide(true);
	}

	#decide(over: boolean): string {
		const content = this.#held.trimStart();
		const space = this.#held.slice(0, this.#held.length - content.length);
		const head = leadingSigns.exec(content)?.[0] ?? '';
		if (space.includes('\n') || (content !== '' && head === '')) {
			return this.#release(0);
		}
		if (!over && head.length === content.length) {
			return this.#mayRepeat(head) ? '' : this.#release(0);
		}
		const length = this.#repeated(content, head, over);
		return length === undefined ? '' : this.#release(length === 0 ? 0 : space.length + length);
	}

	#mayRepeat(head: string): boolean {
		return (
			head === '' || [...this.#signs].some((_, at) => head.startsWith(this.#signs.slice(at, at + head.length)))
		);
	}

	/** How many signs the answer says again; undefined while that is not known. */
	#repeated(content: string, head: string, over: boolean): number | undefined {
		const { lineBefore, languageId } = this.#around;
		const overlap =
			[...this.#signs].map((_, at) => this.#signs.slice(at)).find(tail => head.startsWith(tail)) ?? '';
		const behind = content.slice(overlap.length);
		if (overlap === '}' && /^\s*\}\s*$/.test(lineBefore)) {
			// A brace that closes the block around that one stands in a line of its own.
			return mayGoOn.test(behind) && !over ? undefined : Number(goesOnWithBlock.test(`${behind} `));
		}
		if (overlap === '') {
			return 0;
		}
		if (overlap === this.#quote || opensMuch.test(overlap)) {
			return /["'`]$/.test(overlap) && behindString.test(behind) ? 0 : overlap.length;
		}
		if (this.#quote !== undefined || this.#around.prose) {
			return 0;
		}
		if (closerOf[overlap] !== undefined) {
			this.#reopened ??= new Reopened(this.#around, overlap);
			const same = this.#reopened.isSame(content, over);
			return same === undefined ? undefined : Number(same);
		}
		if (endsMuch.test(overlap)) {
			return overlap.length;
		}
		const operator = operatorAt(content) ?? '';
		const twice = isSaidTwice(lineBefore, operator, content.slice(operator.length), languageId);
		return twice ? overlap.length : 0;
	}

	/** @param dropped characters of what is held */
	#release(dropped: number): string {
		this.#through = true;
		return this.#held.slice(dropped);
	}
}
