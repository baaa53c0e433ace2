// How languages write strings: where one begins, and what begins code within it.
import { scripts } from './scripts';

/** Languages where a single quote is no string: lifetimes, apostrophes, quoting of symbols. */
export const singleQuoteIsNoString: ReadonlySet<string> = new Set([
	'rust',
	'markdown',
	'plaintext',
	'latex',
	'html',
	'clojure',
	'lisp',
	'scheme',
	'haskell',
	'ocaml',
]);

/** What begins code within a string between double quotes; between backticks `${` does everywhere. */
const interpolations: Readonly<Record<string, string>> = {
	kotlin: '${',
	groovy: '${',
	scala: '${',
	shellscript: '${',
	php: '${',
	terraform: '${',
	ruby: '#{',
	elixir: '#{',
	crystal: '#{',
	coffeescript: '#{',
	rust: '{',
	swift: '\\(',
};

/** Languages with regular expressions between slashes. */
const slashes: ReadonlySet<string> = new Set([...scripts, 'ruby', 'coffeescript']);

/** Languages in which a string between backticks may take several lines; in Markdown, a block of code. */
export const linesBetweenBackticks: ReadonlySet<string> = new Set([...scripts, 'html', 'go', 'markdown']);

/** Whether the letters before a quote are a part of its string, as in `f'…'`. */
export function isPrefix(before: string, languageId: string): boolean {
	return languageId === 'python' && /(^|\W)[bfru]{1,2}$/i.test(before);
}

/** What begins code within a string that begins with the quote, if anything does. @param before the characters before the quote */
export function interpolationOf(quote: string, before: string, languageId: string): string | undefined {
	if (quote === '`' || languageId === 'dart') {
		return '${';
	}
	if (languageId === 'python') {
		return /(^|\W)(f[bru]?|[bru]f)$/i.test(before) ? '{' : undefined;
	}
	if (languageId === 'csharp') {
		return /\$@?$|@\$$/.test(before) ? '{' : undefined;
	}
	return quote === '"' ? interpolations[languageId] : undefined;
}

/** Whether a slash begins a regular expression and does not divide. @param last the last character before it that is not blank */
export function slashBegins(last: string, languageId: string): boolean {
	return slashes.has(languageId) && /[(,=:[!&|?{;]/.test(last);
}
