// The request for a completion as a chat model understands it: a stable system message first, so that a provider's prompt cache serves it,
// then the code around the cursor within a budget.
import type { Message } from '../ports';
import type { CursorContext } from './context';
import { chooseTags, type CompletionTags } from './tags';

/** How much of the document is sent. */
export interface CompletionBudget {
	/** Estimated tokens of code before and after the cursor together. */
	readonly codeTokens: number;
}

/** Code in common languages runs at 3 to 4 characters a token in the tokenizers of the providers; an estimate is enough for a window. */
export const charsPerToken = 3.5;

/** Two to three screens of code each way: enough for the file's imports in most files, and about a cent per hundred requests on a small model. */
export const defaultBudget: CompletionBudget = { codeTokens: 4000 };

/** What stands before the cursor says more about what comes next than what stands after it. */
const prefixShare = 0.75;

/**
 * The messages that ask for the text at the cursor. Deterministic: the same context and budget give the same messages, and the system message
 * is the same for every document that does not hold the marks itself.
 */
export function buildCompletionMessages(context: CursorContext, budget: CompletionBudget = defaultBudget): Message[] {
	const tags = chooseTags(context);
	const { before, after } = codeWindow(context, Math.floor(budget.codeTokens * charsPerToken));
	return [
		{ role: 'system', content: instructions(tags) },
		{
			role: 'user',
			content: question({ path: context.path, language: context.languageId, code: before + tags.cursor + after }),
		},
	];
}

interface Excerpt {
	readonly path: string;
	readonly language: string;
	readonly code: string;
}

function question({ path, language, code }: Excerpt): string {
	return `File: ${path.replace(/[\u0000-\u001f\u007f]+/g, ' ')}\nLanguage: ${language}\n\n${code}`;
}

function instructions(tags: CompletionTags): string {
	const { cursor, open, close } = tags;
	const rules = [
		`You complete code inside an editor. The user sends part of a file in which ${cursor} marks the cursor.`,
		`Write the text that belongs exactly where ${cursor} stands, so that the file reads correctly once your text has replaced the mark.`,
		'',
		'Rules:',
		`- Answer with ${open}, then the text, then ${close}. Nothing stands before, between or after: no explanation, no code fence.`,
		`- Your text is inserted as it is. It starts in the cursor's column; put no line break after ${open} or before ${close} unless the file needs one there.`,
		'- Never repeat what stands directly before the cursor, and stop before what stands directly after it: brackets and quotes that are already closed stay closed once.',
		'- Keep the indentation characters, naming and style of the file. Every line after the first carries its full indentation.',
		'- Finish the statement, block or function at hand, then stop. A comment directly above the cursor says what is wanted.',
		`- When nothing belongs there, answer ${open}${close}.`,
		'',
		'Examples:',
	];
	return rules.join('\n') + examples.map(example => `\n\n${worked(example, tags)}`).join('');
}

interface Example extends Excerpt {
	/** Holds `|` where the cursor is. */
	readonly code: string;
	readonly answer: string;
}

const examples: readonly Example[] = [
	{
		path: 'shop/cart.ts',
		language: 'typescript',
		code: 'export function total(items: Item[]): number {\n\treturn items.reduce(|);\n}',
		answer: '(sum, item) => sum + item.price * item.count, 0',
	},
	{
		path: 'tools/words.py',
		language: 'python',
		code: 'def longest(words):\n    """The longest word, or None without words."""\n    |\n\nprint(longest(["a", "bcd"]))',
		answer: 'if not words:\n        return None\n    return max(words, key=len)',
	},
	{
		path: 'queue.go',
		language: 'go',
		code: 'func (q *Queue) Len() int {|\n}',
		answer: '\n\tq.mu.Lock()\n\tdefer q.mu.Unlock()\n\treturn len(q.items)',
	},
	{
		path: 'index.html',
		language: 'html',
		code: '<nav>\n  <a href="/">Home</a>\n  <a href="/about"|</a>\n</nav>',
		answer: '>About',
	},
];

function worked(example: Example, { cursor, open, close }: CompletionTags): string {
	// A function as replacement: `$` in code must not be read as a pattern.
	return `${question({ ...example, code: example.code.replace('|', () => cursor) })}\n\nAnswer:\n${open}${example.answer}${close}`;
}

/** The nearest whole lines on both sides; what one side leaves unused goes to the other. Line ends are sent as `\n`. */
function codeWindow(context: CursorContext, chars: number): { readonly before: string; readonly after: string } {
	const prefix = context.prefix.replaceAll('\r\n', '\n');
	const suffix = context.suffix.replaceAll('\r\n', '\n');
	const suffixChars = Math.floor(chars * (1 - prefixShare));
	const before = lastLines(prefix, Math.max(chars - suffixChars, chars - suffix.length));
	return { before, after: firstLines(suffix, chars - before.length) };
}

/** At most `chars` characters from the end, from a line start on; of a single line that is longer, its end. */
function lastLines(text: string, chars: number): string {
	if (text.length <= chars) {
		return text;
	}
	const start = text.length - chars;
	const lineStart = text.indexOf('\n', start - 1) + 1;
	return text.slice(lineStart > 0 ? lineStart : splitsCharacter(text, start) ? start + 1 : start);
}

/** At most `chars` characters from the start, up to a line end; of a single line that is longer, its start. */
function firstLines(text: string, chars: number): string {
	if (text.length <= chars) {
		return text;
	}
	const lineEnd = text.lastIndexOf('\n', chars);
	return text.slice(0, lineEnd > 0 ? lineEnd : splitsCharacter(text, chars) ? chars - 1 : chars);
}

/** Whether a cut before `index` would part a surrogate pair. */
function splitsCharacter(text: string, index: number): boolean {
	return /[\udc00-\udfff]/.test(text.charAt(index));
}
