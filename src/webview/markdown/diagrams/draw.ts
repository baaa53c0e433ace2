// Draws one diagram with Mermaid; a bundle of its own, loaded with the first (diagram.ts). The drawing becomes an image, which runs no script,
// follows no link and loads nothing, whatever is in it.
import mermaid from 'mermaid';
import { diagramColours } from './colours';
import { kindInWords, maxEdges, maxSourceLength } from './rules';
import { keptStyle, withStyles } from './strictStyles';
import { readTheme } from './theme';

export interface Drawing {
	/** A `data:` address. */
	readonly src: string;
	/** In pixels of the page, where there is room. */
	readonly width: number;
	readonly height: number;
	/** What the source says about it to those who do not see it. */
	readonly title: string;
	/** Its kind in words. */
	readonly kind: string;
}

/** Longest drawing as text, in UTF-16 units: many times what the longest source makes of itself. */
const maxDrawingLength = 2_000_000;

/** What a diagram may not say about itself: whatever would loosen how it is drawn, or make it unreadable in the reader's theme. */
const secure = [
	...['secure', 'securityLevel', 'startOnLoad', 'maxTextSize', 'maxEdges', 'suppressErrorRendering', 'htmlLabels'],
	...[
		'dompurifyConfig',
		'theme',
		'themeVariables',
		'themeCSS',
		'darkMode',
		'fontFamily',
		'altFontFamily',
		'fontSize',
	],
	...[
		'look',
		'handDrawnSeed',
		'arrowMarkerAbsolute',
		'deterministicIds',
		'logLevel',
		'legacyMathML',
		'forceLegacyMathML',
	],
];

/** @throws whatever Mermaid throws for what it cannot read. */
export async function draw(source: string): Promise<Drawing> {
	const { fontFamily, fontSize } = getComputedStyle(document.body);
	mermaid.initialize({
		startOnLoad: false,
		securityLevel: 'strict',
		secure,
		suppressErrorRendering: true,
		maxTextSize: maxSourceLength,
		maxEdges,
		htmlLabels: false,
		layout: 'dagre',
		look: 'classic',
		theme: 'base',
		fontFamily,
		fontSize: Number.parseFloat(fontSize),
		themeVariables: { ...diagramColours(readTheme()), fontFamily, fontSize },
	});
	// Words are measured on the page, but out of sight.
	const bench = document.createElement('div');
	bench.className = 'diagram-bench';
	bench.ariaHidden = 'true';
	bench.inert = true;
	document.body.append(bench);
	try {
		const { result, css } = await withStyles(() => mermaid.render('diagram', source, bench));
		return { ...asImage(result.svg, css), kind: kindInWords(result.diagramType) };
	} finally {
		bench.remove();
	}
}

function asImage(svg: string, css: string): Omit<Drawing, 'kind'> {
	const template = document.createElement('template');
	// Safe: a template's content runs and loads nothing, and what is made of it is shown as an image.
	template.innerHTML = svg;
	const root = template.content.firstElementChild;
	if (!(root instanceof SVGSVGElement)) throw new Error('Mermaid made no drawing');
	const style = document.createElementNS(root.namespaceURI, 'style');
	style.textContent = css;
	root.prepend(style);
	const [width, height] = [Math.ceil(root.viewBox.baseVal.width), Math.ceil(root.viewBox.baseVal.height)];
	root.removeAttribute('style');
	root.setAttribute('width', String(width));
	root.setAttribute('height', String(height));
	const text = new XMLSerializer().serializeToString(root).replaceAll(` ${keptStyle}="`, ' style="');
	if (text.length > maxDrawingLength || !(width > 0 && height > 0)) throw new Error('The drawing is no image');
	const words = [...root.querySelectorAll(':scope > title, :scope > desc')].map(({ textContent }) =>
		textContent.trim(),
	);
	return {
		src: `data:image/svg+xml,${encodeURIComponent(text)}`,
		width,
		height,
		title: words.filter(word => word !== '').join('. '),
	};
}
