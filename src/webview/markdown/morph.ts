// Makes elements on the page equal to newly made ones by changing only what differs, so that focus, selection and layout of the rest stay.
import { codeBlockOf, hydrate, showCode } from './hydrate';

/** Makes the children of `parent` that follow `after` (all of them for null) equal to `nodes`, which are used up. */
export function morph(parent: Element, after: ChildNode | null, nodes: readonly ChildNode[]): void {
	let old = after === null ? parent.firstChild : after.nextSibling;
	for (const node of nodes) {
		if (old !== null && adopt(old, node)) {
			old = old.nextSibling;
		} else {
			parent.insertBefore(hydrate(node), old);
		}
	}
	while (old !== null) {
		const next: ChildNode | null = old.nextSibling;
		old.remove();
		old = next;
	}
}

/** Makes `old` equal to `made`, in its place. */
export function morphOne(old: ChildNode, made: ChildNode): void {
	if (!adopt(old, made)) old.replaceWith(hydrate(made));
}

/** Makes `old` equal to `made` when they are of one kind; false leaves it as it was. */
function adopt(old: ChildNode, made: ChildNode): boolean {
	if (old instanceof Text && made instanceof Text) {
		if (old.data !== made.data) setText(old, made.data);
		return true;
	}
	if (!(old instanceof Element && made instanceof Element)) return false;
	const code = codeBlockOf(old);
	if (code !== undefined) {
		if (made.tagName !== 'PRE') return false;
		showCode(code, made);
		return true;
	}
	if (old.tagName !== made.tagName || !sameAttributes(old, made)) return false;
	// A formula is drawn from its source, which is an attribute.
	if (!made.hasAttribute('data-formula')) morph(old, null, [...made.childNodes]);
	return true;
}

/** Growth keeps what is selected in the text. */
function setText(old: Text, text: string): void {
	if (text.startsWith(old.data)) old.appendData(text.slice(old.data.length));
	else old.data = text;
}

function sameAttributes(old: Element, made: Element): boolean {
	if (old.attributes.length !== made.attributes.length) return false;
	for (const { name, value } of made.attributes) if (old.getAttribute(name) !== value) return false;
	return true;
}
