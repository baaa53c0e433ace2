// Which way a block is read: by the first letter of its words, as in a browser that is left to find out. What stands inside follows it.
import type MarkdownIt from 'markdown-it';
import type Token from 'markdown-it/lib/token.mjs';

const rightToLeft =
	/[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}\p{Script=Samaritan}\p{Script=Mandaic}]/u;

export function useDirections(markdown: MarkdownIt): void {
	markdown.core.ruler.push('direction', state => {
		let undecided: Token | undefined;
		for (const token of state.tokens) {
			if (token.level === 0) undecided = token;
			const letter = token.type === 'inline' ? firstLetter(token) : undefined;
			if (letter === undefined) continue;
			// Only the outermost element: a block that grows never has to change it.
			if (rightToLeft.test(letter)) undecided?.attrSet('dir', 'rtl');
			undecided = undefined;
		}
	});
}

/** Names in code are Latin in every language, and tell nothing. */
function firstLetter({ children }: Token): string | undefined {
	for (const { type, content } of children ?? []) {
		const letter = type === 'text' ? /\p{L}/u.exec(content)?.[0] : undefined;
		if (letter !== undefined) return letter;
	}
	return undefined;
}
