// Finds the part of an answer that was meant for the document: between the tags, or, where that is tolerated, an answer without them.
import type { CompletionTags } from '../tags';
import { fenceOf, isChatter } from './chatter';
import { FenceStage, UntaggedStage } from './fence';
import type { Stage } from './stage';
import { isBlank, type Surroundings } from '../code/surroundings';

/** What an answer without the opening tag is worth: its code, or nothing. */
export type UntaggedPolicy = 'accept' | 'drop';

/** Lines before the cursor that are known to be no news when the model repeats them. */
const rememberedLines = 400;

/** A piece of closing tag this long at the very end of an answer was cut, and is not code. */
const tellingCut = 3;

export class TagStage implements Stage {
	readonly #tags: CompletionTags;
	readonly #around: Surroundings;
	readonly #untagged: UntaggedPolicy;
	readonly #known: ReadonlySet<string>;
	/** What the answer is unwrapped with, once its shape is known. */
	#body: Stage | undefined;
	#held = '';
	/** Where in what is held the first line stands that was not judged yet. */
	#judged = 0;
	#closed = false;

	constructor(tags: CompletionTags, around: Surroundings, untagged: UntaggedPolicy) {
		this.#tags = tags;
		this.#around = around;
		this.#untagged = untagged;
		this.#known = new Set(
			around.prefix
				.split('\n')
				.slice(-rememberedLines)
				.map(line => line.trim()),
		);
	}

	get done(): boolean {
		return this.#closed || (this.#body?.done ?? false);
	}

	push(text: string): string {
		if (this.done) {
			return '';
		}
		this.#held += text;
		this.#body ??= this.#shape();
		return this.#body === undefined ? '' : this.#unwrap(this.#body, false);
	}

	end(): string {
		if (this.done || (this.#body === undefined && this.#untagged === 'drop')) {
			return '';
		}
		this.#body ??= new UntaggedStage(this.#around);
		return this.#unwrap(this.#body, true);
	}

	/** Looks at what came so far, line by line, until it shows what kind of answer this is. */
	#shape(): Stage | undefined {
		for (;;) {
			const lineEnd = this.#held.indexOf('\n', this.#judged);
			const line = this.#held.slice(this.#judged, lineEnd < 0 ? undefined : lineEnd);
			const open = indexOfMark(line, this.#tags.open);
			const close = indexOfMark(line, this.#tags.close);
			if (open >= 0 && (close < 0 || open < close)) {
				this.#held = this.#held.slice(this.#judged + open + this.#tags.open.length);
				return new FenceStage(this.#around);
			}
			const news = lineEnd >= 0 && this.#isNews(line);
			if (this.#untagged === 'accept' && (news || close >= 0)) {
				return new UntaggedStage(this.#around);
			}
			if (lineEnd < 0) {
				return undefined;
			}
			this.#judged = lineEnd + 1;
		}
	}

	/** A line of new code: no tag can be expected after it. A model that repeats the document may still come to the tag. */
	#isNews(line: string): boolean {
		return (
			!isBlank(line) &&
			fenceOf(line) === undefined &&
			!isChatter(line, this.#around) &&
			!this.#known.has(line.trim())
		);
	}

	/** Passes what is held to the body, without marks and up to the closing tag; keeps back what may be the start of one. */
	#unwrap(body: Stage, last: boolean): string {
		const { open, close, cursor } = this.#tags;
		let clean = '';
		while (this.#held !== '' && !this.#closed) {
			const at = this.#held.indexOf('<');
			clean += this.#held.slice(0, at < 0 ? undefined : at);
			this.#held = at < 0 ? '' : this.#held.slice(at);
			const mark = [close, open, cursor].find(each => beginsWith(this.#held, each));
			if (mark !== undefined) {
				this.#held = this.#held.slice(mark.length);
				this.#closed = mark === close;
			} else if ([close, open, cursor].some(each => isCut(this.#held, each))) {
				if (!last) {
					break;
				}
				clean += this.#held.length >= tellingCut && isCut(this.#held, close) ? '' : this.#held;
				this.#held = '';
			} else {
				clean += this.#held.slice(0, 1);
				this.#held = this.#held.slice(1);
			}
		}
		const text = body.push(clean);
		return (this.#closed || last) && !body.done ? text + body.end() : text;
	}
}

/** Models write the tags in lower case at times. */
function indexOfMark(text: string, mark: string): number {
	return text.search(new RegExp(mark, 'i'));
}

function beginsWith(text: string, mark: string): boolean {
	return text.slice(0, mark.length).toUpperCase() === mark;
}

/** Whether the text is the beginning of a mark and no more. */
function isCut(text: string, mark: string): boolean {
	return text.length < mark.length && mark.startsWith(text.toUpperCase());
}
