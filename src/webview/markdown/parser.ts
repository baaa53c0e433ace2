// Markdown to HTML text: CommonMark with tables, tasks, strikethrough and formulas, no raw HTML, and nothing that navigates or fetches but what links.ts allows.
import MarkdownIt from 'markdown-it';
import type Token from 'markdown-it/lib/token.mjs';
import { useDirections } from './directionRules';
import { useFormulas } from './formulaRules';
import { isAllowedImage, isAllowedLink } from './links';
import { useTasks } from './taskRules';

/** What link reference definitions were seen so far; markdown-it fills it while it parses. */
export interface References {
	references?: Record<string, unknown>;
}

const markdown = new MarkdownIt({ html: false, linkify: true, breaks: false, typographer: false });

useFormulas(markdown);
useTasks(markdown);
useDirections(markdown);

// Bare names such as `main.rs` or `README.md` are files, not addresses: only full addresses become links.
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
markdown.linkify.add('ftp:', null).add('//', null);
// Every target is parsed as one, then judged below: a refused link keeps its words instead of its Markdown source.
markdown.validateLink = () => true;

markdown.core.ruler.push('openmind_targets', state => {
	for (const token of state.tokens) {
		if (token.type === 'inline' && token.children !== null) judgeTargets(token.children);
	}
});

function judgeTargets(tokens: Token[]): void {
	// Links do not nest, so one flag is enough.
	let refused = false;
	for (const token of tokens) {
		if (token.type === 'link_open') {
			const href = String(token.attrGet('href') ?? '');
			refused = !isAllowedLink(href);
			// The reader sees where a link leads, not what the model says about it.
			token.attrs = refused
				? null
				: [
						['href', href],
						['title', href],
					];
		}
		if (refused && (token.type === 'link_open' || token.type === 'link_close')) token.tag = 'span';
		if (token.type === 'image' && !isAllowedImage(String(token.attrGet('src') ?? ''))) {
			token.type = 'text';
			token.children = null;
		}
	}
}

// No line breaks between elements: they would be text nodes that nobody sees, and that an open list would have to keep count of.
markdown.renderer.renderToken = (tokens, index) => {
	const token = tokens[index];
	if (token === undefined || token.hidden) return '';
	return `<${token.nesting === -1 ? '/' : ''}${token.tag}${token.nesting === -1 ? '' : markdown.renderer.renderAttrs(token)}>`;
};

// A table keeps its alignment as a class, because the page's policy allows no style attributes.
for (const cell of ['th_open', 'td_open'] as const) {
	markdown.renderer.rules[cell] = (tokens, index) => {
		const token = tokens[index];
		const align = /text-align:(left|center|right)/.exec(String(token?.attrGet('style') ?? ''))?.[1];
		return align === undefined ? `<${token?.tag}>` : `<${token?.tag} class="align-${align}">`;
	};
}

// Code becomes a component after sanitising; until then it is text with its language.
markdown.renderer.rules.fence = (tokens, index) => {
	const token = tokens[index];
	return codeHtml(token, token?.info ?? '');
};
markdown.renderer.rules.code_block = (tokens, index) => codeHtml(tokens[index], '');

function codeHtml(token: Token | undefined, info: string): string {
	const { escapeHtml } = markdown.utils;
	const open = token?.meta === openCode ? ' data-open=""' : '';
	const code = token?.content ?? '';
	return `<pre data-info="${escapeHtml(infoOf(info))}"${open}><code>${escapeHtml(code)}</code></pre>`;
}

/** The first word of a fence's info string, as models write it: `ts`, `python title="a.py"`, `rust,ignore`, `{.js}`. */
export function languageOf(info: string): string {
	return /^[{.\s]*([\w+#-]{1,32})/.exec(markdown.utils.unescapeAll(info))?.[1]?.toLowerCase() ?? '';
}

/** Longest info string of a fence that is kept, in UTF-16 units: a language and a path. */
const maxInfoLength = 400;

/** What a fence says, as it is kept. */
export function infoOf(info: string): string {
	return markdown.utils.unescapeAll(info).trim().slice(0, maxInfoLength);
}

/** What `references` calls the definition of a label. */
export function normalLabel(label: string): string {
	return markdown.utils.normalizeReference(label);
}

/** One top-level block of a document. */
export interface Block {
	readonly tokens: readonly Token[];
	/** The line after its last, counted from the start of the parsed text. */
	readonly endLine: number;
}

/** Parses `source` and splits it into its top-level blocks. */
export function parseBlocks(source: string, references: References): Block[] {
	return childrenOf(markdown.parse(source, references), 0);
}

/** The blocks at one level of a document: 0 is the outermost. */
export function childrenOf(tokens: readonly Token[], level: number): Block[] {
	const blocks: Block[] = [];
	let open: Token[] = [];
	let endLine = 0;
	for (const token of tokens) {
		if (open.length === 0) endLine = token.map?.[1] ?? endLine;
		open.push(token);
		// A block ends where its outermost token closes; `inline` tokens sit one level below.
		if (token.level === level && token.nesting <= 0) {
			blocks.push({ tokens: open, endLine });
			open = [];
		}
	}
	return blocks;
}

/** HTML text of parsed tokens, not yet sanitised. */
export function renderTokens(tokens: readonly Token[], references: References): string {
	return markdown.renderer.render([...tokens], markdown.options, references);
}

/** On a token of code that may still grow. */
const openCode = Symbol('open');

/** Marks the code that ends a document, if any, as open: the blocks around it may still grow. */
export function markOpenCode(blocks: readonly Block[]): void {
	const last = blocks.at(-1)?.tokens.findLast(token => token.nesting >= 0);
	if (last?.type === 'fence' || last?.type === 'code_block') last.meta = openCode;
}
