// Formulas as models write them: `$x$` and `\(x\)` in a line, `$$` and `\[` on lines of their own. They stay TeX here; formulas.ts draws them.
import type MarkdownIt from 'markdown-it';

const closers: Readonly<Record<string, string>> = { $$: '$$', '\\[': '\\]' };

/** A letter of a script that puts blanks between words, or a digit: `$` beside one belongs to a price, a name or a command. */
const beside = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\d]/u;

/** What stands after a dollar that is meant as such: a blank, the end of a quotation or of a part of a sentence. */
const noBeginning = /[\s$'"’”,;:!?)\]]|\.\s/;

/** An index, a power or a command of TeX, which may follow its word: 10$^{-3}$, CO$_2$. */
const attached = /(?=[\^_\\])/;

/** Without a blank at its end; code is code wherever it stands. */
const formula = /(?:\\.|[^$\n\\`])*(?:\\.|[^$\n\\\s`])/;

const inline = new RegExp(
	[
		/\\\(([^\n]+?)\\\)/.source,
		/\$\$([^$\n`]+)\$\$/.source,
		`(?:(?<!${beside.source})\\$(?!${noBeginning.source})|\\$${attached.source})(${formula.source})\\$(?!${beside.source})`,
	].join('|'),
	'uy',
);

export function useFormulas(markdown: MarkdownIt): void {
	markdown.block.ruler.before(
		'fence',
		'formula',
		(state, startLine, endLine, silent) => {
			const lineAt = (line: number): string =>
				state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line]).trim();
			if ((state.sCount[startLine] ?? 0) - state.blkIndent >= 4) return false;
			const first = lineAt(startLine);
			const closer = closers[first.slice(0, 2)];
			if (closer === undefined) return false;
			const onOneLine =
				first.length > 4 && first.endsWith(closer) && first.indexOf(closer, 2) === first.length - 2;
			if (first.length > 2 && !onOneLine) return false;
			if (silent) return true;
			let line = startLine + 1;
			const content = [first.slice(2, onOneLine ? -2 : undefined)];
			// Without its end it goes on to the end of what it is in, as code does.
			for (let ended = onOneLine; !ended && line < endLine; line++) {
				const text = lineAt(line);
				if (text !== '' && (state.sCount[line] ?? 0) < state.blkIndent) break;
				ended = text.endsWith(closer);
				content.push(ended ? text.slice(0, -2) : text);
			}
			const token = state.push('formula', 'div', 0);
			token.content = content.join('\n').trim();
			token.map = [startLine, line];
			state.line = line;
			return true;
		},
		{ alt: ['paragraph', 'reference', 'blockquote', 'list'] },
	);
	markdown.inline.ruler.before('escape', 'formula', (state, silent) => {
		inline.lastIndex = state.pos;
		const match = inline.exec(state.src);
		if (match === null) return false;
		if (!silent) state.push('formula', 'span', 0).content = (match[1] ?? match[2] ?? match[3] ?? '').trim();
		state.pos += match[0].length;
		return true;
	});
	markdown.renderer.rules['formula'] = (tokens, index) => {
		const { content = '', tag = 'span' } = tokens[index] ?? {};
		const tex = markdown.utils.escapeHtml(content);
		return `<${tag} data-formula="${tex}">${tex}</${tag}>`;
	};
}
