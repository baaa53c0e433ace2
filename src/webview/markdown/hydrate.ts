// Turns sanitised elements into what is shown: code gets its component, what may be too wide its own box to scroll in.
import { strings } from '../strings';
import { CodeBlock } from './codeBlock';
import { drawFormula } from './formulas';

const codeBlocks = new WeakMap<Element, CodeBlock>();

/** The component behind an element that it made. */
export function codeBlockOf(element: Element): CodeBlock | undefined {
	return codeBlocks.get(element);
}

/** What takes the place of `node`, with every component in it made. */
export function hydrate(node: ChildNode): ChildNode {
	if (!(node instanceof Element)) return node;
	if (node.tagName === 'PRE') return makeCode(node);
	if (node.hasAttribute('data-formula')) drawFormula(node);
	for (const formula of node.querySelectorAll('[data-formula]')) drawFormula(formula);
	for (const pre of node.querySelectorAll('pre')) pre.replaceWith(makeCode(pre));
	return node;
}

function makeCode(pre: Element): HTMLElement {
	const component = new CodeBlock();
	showCode(component, pre);
	codeBlocks.set(component.element, component);
	return component.element;
}

/** Shows what the parser made of a block of code. */
export function showCode(component: CodeBlock, pre: Element): void {
	component.update(pre.textContent, pre.getAttribute('data-info') ?? '', !pre.hasAttribute('data-open'));
}

/** TeX of a formula that fits the narrowest page: a character of it seldom shows more than one sign. */
const shortFormula = 24;

/** What is wider than the page scrolls inside its own box, where the keyboard can get to it: not the whole page. */
export function boxWide(fragment: DocumentFragment): void {
	for (const table of fragment.querySelectorAll('table')) {
		const box = document.createElement('div');
		box.className = 'table-box';
		makeReachable(box, strings.table);
		table.replaceWith(box);
		box.append(table);
	}
	for (const formula of fragment.querySelectorAll<HTMLElement>('[data-formula]'))
		if ((formula.dataset['formula'] ?? '').length > shortFormula) makeReachable(formula, strings.formula);
}

function makeReachable(box: HTMLElement, label: string): void {
	box.tabIndex = 0;
	box.setAttribute('role', 'group');
	box.setAttribute('aria-label', label);
}
