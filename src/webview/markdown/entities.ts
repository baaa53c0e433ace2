// Stands in for the `entities` package that markdown-it asks (see esbuild.js): the browser decodes character references by itself.
const decoder = typeof document === 'undefined' ? undefined : document.createElement('textarea');

/** What one reference such as `&amp;` stands for, or the reference itself when there is no such name. */
export function decodeHTMLStrict(reference: string): string {
	if (decoder === undefined) return reference;
	// A text area holds no elements, so nothing comes to life. The letter keeps a line break at the start, which it would swallow.
	decoder.innerHTML = `x${reference}`;
	const decoded = decoder.value.slice(1);
	// Browsers also take `&ampfoo;` for `&amp` and `foo;`; Markdown does not.
	return decoded.length > 1 && decoded.endsWith(';') ? reference : decoded;
}

export { decodeHTMLStrict as decodeHTML };
