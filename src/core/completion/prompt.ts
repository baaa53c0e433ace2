// The request for a completion as a chat model understands it: a stable system message first, so that a provider's prompt cache serves it,
// then the code around the cursor within a budget.
import { tokenDensity } from '../chat/tokens';
import type { TextMessage } from '../ports';
import type { CursorContext } from './context';
import { chooseTags, type CompletionTags } from './tags';

/** How much is sent. */
export interface CompletionBudget {
	/** Estimated tokens of code before and after the cursor together. */
	readonly codeTokens: number;
	/** Estimated tokens of code from elsewhere, the file's own imports included; none when absent. */
	readonly excerptTokens?: number;
	/** The short instructions: for requests so frequent that the long ones would cost more than the code. */
	readonly brief?: boolean;
	/** With `brief`: the most lines that are wanted, past the end of the block at hand too; a few when absent. */
	readonly lines?: number;
}

/** A piece of another file, or of another place of this one. */
export interface Excerpt {
	readonly path: string;
	readonly text: string;
}

/**
 * Code in common languages runs at 3 to 4 characters a token in the tokenizers of the providers, and at fewer with comments in other scripts than
 * Latin; an estimate is enough for a window.
 */
export const charsPerToken = 3.5;

/** Two to three screens of code each way: enough for the file's imports in most files, and about a cent per hundred requests on a small model. */
export const defaultBudget: CompletionBudget = { codeTokens: 4000, excerptTokens: 1000 };

/** What stands before the cursor says more about what comes next than what stands after it. */
const prefixShare = 0.75;

/**
 * The messages that ask for the text at the cursor. Deterministic: the same context and budget give the same messages, and the system message
 * is the same for every document that does not hold the marks itself.
 * @param excerpts code from elsewhere that helps, best first
 */
export function buildCompletionMessages(
	context: CursorContext,
	budget: CompletionBudget = defaultBudget,
	excerpts: readonly Excerpt[] = [],
): TextMessage[] {
	const tags = chooseTags(context);
	const perToken = charsPerToken / tokenDensity(around(context, budget.codeTokens * charsPerToken));
	const { before, after } = codeWindow(context, Math.floor(budget.codeTokens * perToken));
	const elsewhere = [...importsAbove(context, before), ...excerpts.filter(({ text }) => !mark.test(text))];
	const asked = question({ path: context.path, language: context.languageId, code: before + tags.cursor + after });
	return [
		{ role: 'system', content: budget.brief ? briefInstructions(tags, budget.lines) : instructions(tags) },
		{ role: 'user', content: related(elsewhere, (budget.excerptTokens ?? 0) * perToken) + asked },
	];
}

/** Any of the marks: code from elsewhere that holds one would confuse. */
const mark = /<CURSOR|COMPLETION\w*>/i;

const importLine =
	/^\s*(import\b|from\s+\S+\s+import\b|#include\b|use\s+[\w:]|using\s+\w|require\b|(const|let|var)\s.*\brequire\()/;

/** The lines of the document that name what it uses, when they are out of the window. */
function importsAbove({ path, prefix, head }: CursorContext, before: string): Excerpt[] {
	const start = (head ?? prefix).replaceAll('\r\n', '\n');
	// A head that is not part of the prefix is far above the window.
	const above = head === undefined ? start.slice(0, -before.length || undefined) : start;
	const text = above
		.slice(0, headCharacters)
		.split('\n')
		.slice(0, -1)
		.filter(line => importLine.test(line))
		.join('\n');
	return before.length < prefix.length && text !== '' && !mark.test(text) ? [{ path, text }] : [];
}

/** How far down a file imports are looked for: a screen or two. */
export const headCharacters = 4000;

/** Fewer lines of a passage than these say too little to be worth their tokens. */
const fewestExcerptLines = 3;

/** What fits of the excerpts; of one that is too long, its first lines. */
function related(excerpts: readonly Excerpt[], characters: number): string {
	let left = characters;
	return excerpts
		.map(({ path, text }) => {
			const head = `From ${oneLine(path)}:\n`;
			const fitting = firstLines(text, Math.max(0, left - head.length - 2));
			if (fitting === '' || (fitting !== text && fitting.split('\n').length < fewestExcerptLines)) {
				return '';
			}
			const part = `${head}${fitting}\n\n`;
			left -= part.length;
			return part;
		})
		.join('');
}

function oneLine(path: string): string {
	return path.replace(/[\u0000-\u001f\u007f]+/g, ' ');
}

interface CodeExcerpt {
	readonly path: string;
	readonly language: string;
	readonly code: string;
}

function question({ path, language, code }: CodeExcerpt): string {
	return `File: ${oneLine(path)}\nLanguage: ${language}\n\n${code}`;
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

/** The same demands in a third of the tokens. */
function briefInstructions(tags: CompletionTags, lines: number | undefined): string {
	const { cursor, open, close } = tags;
	const length = lines === undefined ? 'A few lines at most.' : `Up to ${lines} lines, on past the block's end.`;
	return [
		`Complete code in an editor. Answer ${open}TEXT${close} and nothing else; TEXT replaces ${cursor} as it is.`,
		`Do not repeat what stands before ${cursor}; stop before what stands after it. Keep the style; indent every further line in full. ${length} Nothing fits: ${open}${close}.`,
		...briefExamples.map(example => `\n${worked(example, tags, '')}`),
	].join('\n');
}

interface Example extends CodeExcerpt {
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

const briefExamples: readonly Example[] = [
	{ path: 'a.py', language: 'python', code: 'def area(w, h):\n    return |', answer: 'w * h' },
	{ path: 'b.ts', language: 'typescript', code: 'if (ok) {|\n}', answer: '\n\tsave();' },
];

function worked(example: Example, { cursor, open, close }: CompletionTags, label = '\nAnswer:\n'): string {
	// A function as replacement: `$` in code must not be read as a pattern.
	return `${question({ ...example, code: example.code.replace('|', () => cursor) })}\n${label}${open}${example.answer}${close}`;
}

/** What is near the cursor, so many characters each way. */
function around({ prefix, suffix }: CursorContext, chars: number): string {
	return prefix.slice(Math.max(0, prefix.length - chars)) + suffix.slice(0, chars);
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
