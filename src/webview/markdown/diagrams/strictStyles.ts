// The page's policy allows no style elements and no style attributes, which a drawing library takes for granted: without them it would measure
// its words in the wrong size. While it draws, both are set the way the policy allows, as style sheets and properties.

/** Style attributes are called so in a drawing that has been through a parser. */
export const keptStyle = 'data-style';

/**
 * Runs `draw`, and gives what it made with the text of the style elements it wanted in its drawing.
 * One drawing at a time: what is changed here is the page's own.
 */
export async function withStyles<Result>(draw: () => Promise<Result>): Promise<{ result: Result; css: string }> {
	const { setAttribute } = Element.prototype;
	const { parseFromString } = DOMParser.prototype;
	const former = document.adoptedStyleSheets;
	let css = '';
	Object.assign(Element.prototype, {
		setAttribute(this: Element, name: string, value: string) {
			if (name === 'style' && (this instanceof SVGElement || this instanceof HTMLElement))
				this.style.cssText = value;
			else setAttribute.call(this, name, value);
		},
	});
	Object.assign(SVGSVGElement.prototype, {
		insertBefore(this: SVGSVGElement, node: Node, before: Node | null) {
			if (!(node instanceof HTMLStyleElement)) return Node.prototype.insertBefore.call(this, node, before);
			const sheet = new CSSStyleSheet();
			sheet.replaceSync(node.textContent);
			document.adoptedStyleSheets = [...former, sheet];
			css += node.textContent;
			return node;
		},
	});
	// Nothing of what is only parsed is laid out, but the policy counts its style attributes too.
	Object.assign(DOMParser.prototype, {
		parseFromString(this: DOMParser, text: { toString(): string }, type: DOMParserSupportedType) {
			return parseFromString.call(this, text.toString().replaceAll(' style="', ` ${keptStyle}="`), type);
		},
	});
	try {
		return { result: await draw(), css };
	} finally {
		Object.assign(Element.prototype, { setAttribute });
		Object.assign(DOMParser.prototype, { parseFromString });
		Reflect.deleteProperty(SVGSVGElement.prototype, 'insertBefore');
		document.adoptedStyleSheets = former;
	}
}
