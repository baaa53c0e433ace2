// Renders Markdown that grows at its end. Blocks that can no longer change keep their elements, and so do finished parts of an open one; only
// the open tail is rendered again, and of its elements only those that differ.
import { boxWide, codeBlockOf } from './hydrate';
import { Groups } from './groups';
import { isDefined, undefinedLabels } from './labels';
import { LineBreaks } from './lineBreaks';
import { morph, morphOne } from './morph';
import { endOfList, findCut, firstList, isLoose, lastList, loosen, type Cut } from './openContainer';
import { OpenFence } from './openFence';
import { OpenText } from './openText';
import { markOpenCode, parseBlocks, renderTokens, type Block, type References } from './parser';
import { sanitize } from './sanitize';

/** Characters that make cutting an open block worth it. */
const minCutLength = 240;

interface Parsed {
	readonly blocks: readonly Block[];
	/** Those known before, and those in the blocks. */
	readonly references: References;
}

/** An open block whose beginning is final. */
interface Opened {
	/** Where it begins in the text. */
	readonly start: number;
	/** Which of the outermost elements it is. */
	readonly index: number;
	/** What has to stand before its rest. */
	readonly prefix: string;
	readonly cut: Cut;
	readonly loose: boolean;
	readonly unresolved: Unresolved;
	/** From the outermost element down: whose children grow, and the last of them that stays. */
	readonly levels: readonly { readonly parent: Element; readonly last: ChildNode | null }[];
}

/** What a final part asks for and no definition above it gives. */
interface Unresolved {
	readonly labels: string[];
	/** Whether it was rendered with definitions from further down. */
	linked: boolean;
}

/** A final block that a definition further down may still change. */
interface UnresolvedBlock {
	/** Which of the outermost elements it is. */
	readonly index: number;
	/** Where it is in the text. */
	readonly start: number;
	readonly end: number;
	readonly unresolved: Unresolved;
}

export class MarkdownStream {
	readonly #root: HTMLElement;
	readonly #breaks = new LineBreaks();
	#groups: Groups;
	/** With `\n` for every line break. */
	#text = '';
	/** Characters of `#text` whose elements are final. */
	#frozen = 0;
	/** How many of the outermost elements are final, an open one included. */
	#count = 0;
	/** Characters of `#text`, in complete lines, that were looked at for finished blocks. */
	#examined = 0;
	/** Definitions that the frozen part made. */
	#references: References = {};
	/** Kept beyond the end, after which the text may go on. */
	#unresolved: UnresolvedBlock[] = [];
	/** Since the end: those that are to be rendered once more, and the definitions of the whole text. */
	#toLink: { readonly blocks: UnresolvedBlock[]; readonly references: References } | undefined;
	#opened: Opened | undefined;
	/** Takes what comes without the parser, as long as it can. */
	#growing: OpenFence | OpenText | undefined;

	/** @param root is filled by this stream alone. */
	constructor(root: HTMLElement) {
		this.#root = root;
		this.#groups = new Groups(root);
	}

	/**
	 * Shows the text `given`; `ended` says that no more is to come. It may go on after all, when the reader has it continued. Text that does not continue
	 * the former one starts over. At the end `linkNext` has to be called until nothing is left.
	 */
	update(given: string, ended: boolean): void {
		const text = this.#breaks.unify(given);
		this.#toLink = undefined;
		if (!text.startsWith(this.#text)) this.#clear();
		this.#text = text;
		if (!ended && this.#growing?.update(text)) return;
		this.#growing = undefined;
		this.#freezeFinished();
		this.#showTail(ended);
	}

	/**
	 * Definitions mostly stand at the end of an answer, long after their use: renders one of the blocks that use them, the last first. True when
	 * none is left.
	 */
	linkNext(): boolean {
		const { blocks = [], references = {} } = this.#toLink ?? {};
		const block = blocks.pop();
		if (block === undefined) return true;
		const { index, start, end, unresolved } = block;
		unresolved.linked = isAnyDefined(unresolved, references);
		const fragment = fragmentOf(parseBlocks(this.#text.slice(start, end), references), references);
		for (const [offset, node] of [...fragment.childNodes].entries()) {
			const old = this.#groups.at(index + offset);
			if (old !== undefined) morphOne(old, node);
		}
		return blocks.length === 0;
	}

	/** Whether `linkNext` has nothing to do. */
	get isLinked(): boolean {
		return this.#toLink === undefined || this.#toLink.blocks.length === 0;
	}

	#clear(): void {
		this.#root.replaceChildren();
		this.#groups = new Groups(this.#root);
		this.#frozen = this.#count = this.#examined = 0;
		this.#references = {};
		this.#unresolved = [];
		this.#opened = this.#growing = undefined;
	}

	/**
	 * A block is final once another block, or an end of its own, follows it in complete lines. The line that is still being written does not
	 * count: `2` after a list is a paragraph, but `2.` would belong to the list.
	 */
	#freezeFinished(): void {
		const end = this.#text.lastIndexOf('\n') + 1;
		if (end === this.#examined) return;
		this.#examined = end;
		const source = this.#rest(end);
		const parsed = this.#parse(source);
		const { blocks } = parsed;
		if (this.#becameLoose(source, blocks[0])) {
			this.#reopen();
			this.#examined = 0;
			return this.#freezeFinished();
		}
		const finished = blocks.at(-2);
		const last = blocks.at(-1);
		if (last && endsBefore(last, source)) return this.#freeze(source, parsed);
		if (finished !== undefined) return this.#freeze(firstLines(source, finished.endLine));
		const cut = last && findCut(last);
		if (cut) this.#cut(source, cut);
	}

	#parse(source: string): Parsed {
		const references = copyOf(this.#references);
		return { blocks: parseBlocks(source, references), references };
	}

	/** What is not final, as it has to be read. */
	#rest(end?: number): string {
		return (this.#opened?.prefix ?? '') + this.#text.slice(this.#frozen, end);
	}

	#freeze(source: string, parsed = this.#parse(source)): void {
		const opened = this.#opened;
		const start = opened?.start ?? this.#frozen;
		const index = opened?.index ?? this.#count;
		const unresolved = this.#unresolvedIn(parsed);
		this.#references = parsed.references;
		this.#count = this.#show(parsed);
		this.#frozen += source.length - (opened?.prefix.length ?? 0);
		this.#opened = undefined;
		if (unresolved.labels.length > 0) this.#unresolved.push({ index, start, end: this.#frozen, unresolved });
	}

	/** What the open block asks for, with these further parts of it. */
	#unresolvedIn({ blocks, references }: Parsed): Unresolved {
		const unresolved = this.#opened?.unresolved ?? { labels: [], linked: false };
		unresolved.labels.push(...undefinedLabels(blocks, references));
		return unresolved;
	}

	/** Makes all but the last part of an open block final. */
	#cut(source: string, cut: Cut): void {
		const opened = this.#opened;
		const part = firstLines(source, cut.line);
		const length = part.length - (opened?.prefix.length ?? 0);
		if (length < minCutLength) return;
		const references = copyOf(this.#references);
		const blocks = parseBlocks(part + (cut.stub ?? ''), references);
		const loose = this.#settleSpacing(blocks[0], cut);
		if (loose === undefined) return this.#reopen();
		const unresolved = this.#unresolvedIn({ blocks, references });
		this.#references = references;
		const fragment = fragmentOf(blocks, references);
		if (cut.stub !== undefined) removeStub(fragment, cut);
		const index = opened?.index ?? this.#count;
		this.#count = this.#place(fragment);
		const start = opened?.start ?? this.#frozen;
		const prefix = opened?.prefix ?? firstLines(source, cut.prefixLines);
		this.#frozen += length;
		const levels = levelsOf(this.#groups.at(index), cut);
		this.#opened = { start, index, prefix, cut, loose, unresolved, levels };
	}

	/** Whether the items of the list that is cut stand apart; undefined when the ones above were shown otherwise. */
	#settleSpacing(block: Block | undefined, cut: Cut): boolean | undefined {
		const opened = this.#opened;
		if (block !== undefined && opened?.loose) loosen(firstList(block, opened.cut));
		if (block === undefined || cut.stub === undefined) return false;
		const loose = isLoose(lastList(block, cut)) === true;
		const same = opened !== undefined && firstList(block, opened.cut)[0] === lastList(block, cut)[0];
		return same && loose !== opened.loose ? undefined : loose;
	}

	/** Whether the items of an open list stand apart after all. A further item tells it of those that have no words of their own. */
	#becameLoose(source: string, block: Block | undefined): boolean {
		const opened = this.#opened;
		const stub = opened?.cut.stub;
		if (stub === undefined || opened?.loose !== false || block === undefined) return false;
		const list = firstList(block, opened.cut);
		const known = isLoose(list);
		if (known !== undefined || list.length === 0) return known === true;
		const items = firstLines(source, endOfList(list)).replace(/(?:\n[ \t>]*)*$/, '\n');
		const [probe] = parseBlocks(items + stub, copyOf(this.#references));
		return probe !== undefined && isLoose(firstList(probe, opened.cut)) === true;
	}

	/** Begins the open block again: something about its final parts was not final after all. */
	#reopen(): void {
		if (this.#opened === undefined) return;
		this.#frozen = this.#opened.start;
		this.#count = this.#opened.index;
		this.#opened = undefined;
	}

	#showTail(ended: boolean): void {
		// A blank line at the end may set the items of an open list apart.
		if (ended && this.#opened?.cut.stub !== undefined && /\n[ \t>]*\n/.test(this.#rest())) this.#reopen();
		const parsed = this.#parse(this.#rest());
		if (!ended) markOpenCode(parsed.blocks);
		const count = this.#show(parsed);
		if (ended) this.#findToLink(parsed.references);
		else this.#followGrowth(count);
	}

	/** Much of what comes next can skip the parser: more lines of open code, more words. */
	#followGrowth(count: number): void {
		const last = this.#groups.at(count - 1);
		if (last === undefined || (this.#opened === undefined && count === this.#count)) return;
		const code = codeBlockOf(last);
		if (code === undefined) this.#growing = OpenText.in(this.#text, last);
		else if (this.#opened === undefined && count === this.#count + 1)
			this.#growing = OpenFence.in(this.#text, this.#frozen, code);
	}

	/** Renders what follows the final part, and gives the number of outermost elements. */
	#show({ blocks, references }: Parsed): number {
		const [first] = blocks;
		if (this.#opened?.loose && first) loosen(firstList(first, this.#opened.cut));
		return this.#place(fragmentOf(blocks, references));
	}

	/** Puts new elements after the final ones, into the open block and below it; gives the number of outermost elements. */
	#place(fragment: DocumentFragment): number {
		const nodes = [...fragment.childNodes];
		const opened = this.#opened;
		if (opened === undefined) return this.#groups.replaceFrom(this.#count, nodes);
		let holder = nodes.shift();
		for (const [depth, { parent, last }] of opened.levels.entries()) {
			const inside = [...(holder?.childNodes ?? [])];
			const next = opened.cut.path[depth + 1];
			holder = next === undefined ? undefined : inside[next];
			morph(parent, last, next === undefined ? inside : inside.slice(next + 1));
		}
		return this.#groups.replaceFrom(this.#count, nodes);
	}

	/** Finds what is to be rendered once more, now that all definitions are known. What was cut may have ended with half of one. */
	#findToLink(references: References): void {
		const opened = this.#opened;
		const blocks = opened ? [...this.#unresolved, { ...opened, end: this.#text.length }] : this.#unresolved;
		const toLink = blocks.filter(({ unresolved }) => unresolved.linked || isAnyDefined(unresolved, references));
		this.#toLink = { blocks: toLink, references };
	}
}

function isAnyDefined({ labels }: Unresolved, references: References): boolean {
	return labels.some(label => isDefined(label, references));
}

function fragmentOf(blocks: readonly Block[], references: References): DocumentFragment {
	const fragment = sanitize(blocks.map(block => renderTokens(block.tokens, references)).join(''));
	boxWide(fragment);
	return fragment;
}

/** The list whose items were cut, with the further item that showed how they stand. */
function removeStub(fragment: DocumentFragment, { path }: Cut): void {
	let list = fragment.lastElementChild;
	for (let depth = 1; depth < path.length; depth++) list = list?.lastElementChild ?? null;
	list?.lastElementChild?.remove();
}

/** What was just placed ends with the open block, and each of its levels with the next. */
function levelsOf(outermost: Element | undefined, { path }: Cut): Opened['levels'] {
	const levels: { parent: Element; last: ChildNode | null }[] = [];
	let parent: Element | null = outermost ?? null;
	for (let depth = 0; depth < path.length && parent !== null; depth++) {
		levels.push({ parent, last: parent.lastChild });
		parent = parent.lastElementChild;
	}
	return levels;
}

/** Whether nothing that may follow `source`, which consists of complete lines, could belong to its last block. */
function endsBefore({ tokens, endLine }: Block, source: string): boolean {
	const endsBlank = /\n[ \t]*\n$/.test(source);
	switch (tokens[0]?.type) {
		case 'heading_open':
		case 'hr':
			// Below it may stand a definition whose title is still to come.
			return endsBlank || firstLines(source, endLine).length === source.length;
		case 'paragraph_open':
		case 'blockquote_open':
		case 'table_open':
			return endsBlank;
		default:
			return false;
	}
}

function copyOf(references: References): References {
	return references.references === undefined ? {} : { references: { ...references.references } };
}

function firstLines(text: string, count: number): string {
	let end = 0;
	for (let line = 0; line < count; line++) end = text.indexOf('\n', end) + 1;
	return text.slice(0, end);
}
