// Renders Markdown that grows at its end. Blocks that can no longer change keep their elements; only the open tail is rendered again.
import { CodeBlock } from './codeBlock';
import { parseBlocks, renderTokens, soleCode, type Block, type References } from './parser';
import { sanitize } from './sanitize';
import { strings } from '../strings';

export class MarkdownStream {
	readonly #root: HTMLElement;
	#text = '';
	/** Characters of `#text` whose elements are final. */
	#frozen = 0;
	/** Characters of `#text`, in complete lines, that were looked at for finished blocks. */
	#examined = 0;
	/** Definitions that the frozen part made. */
	#references: References = {};
	/** Final blocks with brackets in them, which a definition further down may still turn into links. */
	#unresolved: { readonly elements: readonly ChildNode[]; readonly source: string }[] = [];
	/** Elements of the open tail, in order. */
	#tail: ChildNode[] = [];
	/** The component that ends the tail, when that is code: it grows instead of being made anew, so focus and selection stay. */
	#openCode: CodeBlock | undefined;

	/** @param root is filled by this stream alone. */
	constructor(root: HTMLElement) {
		this.#root = root;
	}

	/** Shows `text`; `ended` says that no more will come. Text that does not continue the former one starts over. */
	update(text: string, ended: boolean): void {
		if (!text.startsWith(this.#text)) this.#clear();
		this.#text = text;
		this.#freezeFinished();
		this.#renderTail(ended);
		if (ended) this.#resolveReferences();
	}

	#clear(): void {
		this.#root.replaceChildren();
		this.#frozen = 0;
		this.#examined = 0;
		this.#references = {};
		this.#unresolved = [];
		this.#tail = [];
		this.#openCode = undefined;
	}

	/**
	 * A block is final once another block follows it in complete lines. The line that is still being written does not count: `2` after a
	 * list is a paragraph, but `2.` would belong to the list.
	 */
	#freezeFinished(): void {
		const end = this.#text.lastIndexOf('\n') + 1;
		if (end === this.#examined) return;
		this.#examined = end;
		const complete = this.#text.slice(this.#frozen, end);
		const blocks = parseBlocks(complete, copyOf(this.#references));
		const last = blocks.at(-2);
		if (last === undefined) return;
		const source = firstLines(complete, last.endLine);
		const references = copyOf(this.#references);
		const finals = parseBlocks(source, references);
		this.#references = references;
		this.#replaceTail(finals, { ended: true });
		if (source.includes('[')) this.#unresolved.push({ elements: this.#tail, source });
		this.#tail = [];
		this.#openCode = undefined;
		this.#frozen += source.length;
	}

	#renderTail(ended: boolean): void {
		const references = copyOf(this.#references);
		this.#replaceTail(parseBlocks(this.#text.slice(this.#frozen), references), { ended });
		if (ended) this.#references = references;
	}

	#replaceTail(blocks: readonly Block[], { ended }: { readonly ended: boolean }): void {
		const first = blocks[0];
		const code = first && soleCode(first);
		const kept = code && this.#openCode;
		const fragment = document.createDocumentFragment();
		const components: CodeBlock[] = [];
		for (const block of kept ? blocks.slice(1) : blocks)
			fragment.append(elementsOf(block, this.#references, components));
		if (kept) {
			kept.update(code.code, code.language);
			if (ended || blocks.length > 1) kept.finish();
		}
		for (const node of this.#tail) if (node !== kept?.element) node.remove();
		const made = [...fragment.childNodes];
		this.#root.append(fragment);
		this.#tail = kept ? [kept.element, ...made] : made;
		this.#openCode = kept ?? (code && blocks.length === 1 ? components[0] : undefined);
		for (const component of components) if (ended || component !== this.#openCode) component.finish();
	}

	/** Definitions mostly stand at the end of an answer, long after their use: their uses are rendered again, once. */
	#resolveReferences(): void {
		if (Object.keys(this.#references.references ?? {}).length === 0) return;
		for (const { elements, source } of this.#unresolved) {
			const [anchor] = elements;
			const fragment = document.createDocumentFragment();
			for (const block of parseBlocks(source, copyOf(this.#references))) {
				const components: CodeBlock[] = [];
				fragment.append(elementsOf(block, this.#references, components));
				for (const component of components) component.finish();
			}
			anchor?.before(fragment);
			for (const element of elements) element.remove();
		}
		this.#unresolved = [];
	}
}

function elementsOf(block: Block, references: References, components: CodeBlock[]): DocumentFragment {
	const fragment = sanitize(renderTokens(block.tokens, references));
	for (const pre of fragment.querySelectorAll('pre')) {
		const component = new CodeBlock();
		component.update(pre.textContent, pre.dataset['language'] ?? '');
		pre.replaceWith(component.element);
		components.push(component);
	}
	for (const table of fragment.querySelectorAll('table')) wrapTable(table);
	for (const node of [...fragment.childNodes])
		if (node.nodeType === Node.TEXT_NODE && node.textContent?.trim() === '') node.remove();
	return fragment;
}

/** A wide table scrolls inside its own box, not the whole page. */
function wrapTable(table: HTMLTableElement): void {
	const box = document.createElement('div');
	box.className = 'table-box';
	box.tabIndex = 0;
	box.setAttribute('role', 'group');
	box.setAttribute('aria-label', strings.table);
	table.replaceWith(box);
	box.append(table);
}

function copyOf(references: References): References {
	return references.references === undefined ? {} : { references: { ...references.references } };
}

function firstLines(text: string, count: number): string {
	let end = 0;
	for (let line = 0; line < count; line++) end = text.indexOf('\n', end) + 1;
	return text.slice(0, end);
}
