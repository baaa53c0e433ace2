// Draws formulas. KaTeX is loaded with the first one; what it makes is MathML, which the browser draws and assistive technology reads by itself.
import type { KatexOptions } from 'katex';
import { sanitizeMath } from './sanitize';

interface Katex {
	renderToString(tex: string, options: KatexOptions): string;
}

let katex: Katex | undefined;
let loading: Promise<void> | undefined;

/** Longer ones are no formulas that anybody reads. */
const maxLength = 5_000;

const options: KatexOptions = {
	output: 'mathml',
	throwOnError: false,
	// Nothing that links, includes or names a class.
	trust: false,
	strict: 'ignore',
	maxSize: 50,
	maxExpand: 200,
};

/** Draws the formula that `element` holds as TeX, at once when KaTeX is there. */
export function drawFormula(element: Element): void {
	if (katex !== undefined) return draw(katex, element);
	loading ??= import('katex').then(module => {
		katex = module.default;
	});
	// Without KaTeX the TeX stays, which can be read too.
	void loading.then(() => katex && draw(katex, element)).catch(() => (loading = undefined));
}

function draw(renderer: Katex, element: Element): void {
	const tex = element.getAttribute('data-formula') ?? '';
	if (tex.length > maxLength) return;
	element.replaceChildren(
		sanitizeMath(renderer.renderToString(tex, { ...options, displayMode: element.tagName === 'DIV' })),
	);
}
