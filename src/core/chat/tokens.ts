// Token counts before sending are estimates: the exact tokenizer differs by provider, and only the service's own `usage` is exact.

/** Characters per token: English prose has about 4, code about 3.2 with the tokenizers in use; the lower side errs towards a fit. */
const charactersPerToken = 3.3;

/** Scripts beyond Latin take about one token a character. */
const wideCharacters = /[\u0370-\u1fff\u2e80-\uffff]/g;

export function estimateTokens(text: string): number {
	const wide = wideIn(text);
	return Math.ceil((text.length - wide) / charactersPerToken) + wide;
}

/** How many times the tokens of Latin text of the same length a text takes, at least 1. */
export function tokenDensity(text: string): number {
	return text === '' ? 1 : 1 + (wideIn(text) / text.length) * (charactersPerToken - 1);
}

function wideIn(text: string): number {
	return text.match(wideCharacters)?.length ?? 0;
}
