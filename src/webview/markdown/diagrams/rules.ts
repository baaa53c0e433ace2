// Which code blocks are diagrams, and which of those are not drawn, whatever Mermaid would make of them.

/** Longest source of a diagram, in UTF-16 units: drawing holds up the page, by about a second at this size. */
export const maxSourceLength = 10_000;

/** Most lines between boxes: laying them out takes more than in proportion. */
export const maxEdges = 200;

/** Ways to load something: a CSS address (also one in escapes), a style sheet, a picture as a box. The page's policy stops each as well. */
const loads = [/url\s*\(/i, /@import/i, /\bimg\s*:/i, /^\s*(?:style|classDef|linkStyle|cssClass)\b.*\\/im];

export function isDiagram(language: string): boolean {
	return language === 'mermaid';
}

/** False for what nobody reads as a diagram, and for what would make the page ask the network for something. */
export function isDrawable(source: string): boolean {
	return source.length <= maxSourceLength && !loads.some(way => way.test(source));
}

/** A kind of diagram in words: `classDiagram` is `class diagram`. */
export function kindInWords(type: string): string {
	return type
		.replace(/-(?:v\d+|beta)$/, '')
		.replace(/([a-z])([A-Z])/g, '$1 $2')
		.toLowerCase();
}
