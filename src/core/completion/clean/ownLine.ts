// Tells whether an answer that begins without a line break begins a line of its own: in a block that the cursor's line opens, or below a line
// that is complete.
import { endsElement, isCompoundOfPython, isStatementHead, isTagged } from './blocks';
import { nestingOf } from './brackets';
import { Nesting } from './nesting';
import { isBlank, isLabel, isWordCharacter, type Surroundings } from './surroundings';

/**
 * `line`: indented like the cursor's line; `block`: one step deeper; `outer`: one step less deep; `comment`: as the lines
 * of a comment are.
 */
export type Place = 'here' | 'line' | 'block' | 'outer' | 'comment' | 'behindComment';

interface Question {
	readonly around: Surroundings;
	/** The cursor's line, without blanks at its end. */
	readonly line: string;
	/** What follows the cursor on it. */
	readonly rest: string;
	readonly content: string;
	/** No more of the answer will come. */
	readonly over: boolean;
}

/** Languages in which a statement ends with its line. */
const noSemicolons: ReadonlySet<string> = new Set(['go', 'kotlin', 'swift', 'rust', 'css', 'scss', 'less']);

const startsComment = /^(\/\/|\/\*|#|--|\*)/;

/** Braces of an expression, of names, of code in a string. */
const holdsExpression = /[=$#]\{$|^\s*(import|export)\s*(type\s*)?\{$|^\s*(const|let|var)\s*\{$/;

/** A first line that holds the parameters of a closure. */
const parameters = /(\s(in|->)|\||=>)\s*$/;

/** Lines that open a block with a word. */
const opensByWord: Readonly<Record<string, RegExp>> = {
	shellscript: /^\s*(for|while|until|if|elif|select)\b.*\b(then|do)$|^\s*(else|then|do)$|\)\s*\{$/,
	lua: /^\s*(for|while|if|elseif)\b.*\b(then|do)$|^\s*(else|repeat)$|\bfunction\b.*\)$/,
	ruby: /\bdo\s*\|[^|]*\|$|^\s*(def|class|module)\b.*\)$|^\s*(else|begin|ensure)$/,
};

/** What is said of the declaration below. */
const annotation = /^\s*(@[\w.]+\(.*\)|#\[.*\]|\[[A-Z]\w*(\(.*\))?\])$/;

/** Words that go on with the line above. */
const goesOnWith =
	/^(else|catch|finally|while|until|as|from|satisfies|in|is|if|unless|rescue|ensure|and|or|not|where|of|for|instanceof|throws|extends|implements|then|do|with|AND|OR|AS|IN|ON|FROM|WHERE|ORDER|GROUP|LIMIT|JOIN|LEFT|INNER|VALUES|DESC|ASC|to|by|using|async|const|override|noexcept|mut|end|ne|fi)\b/;

/** Words that begin a statement. */
const statementWord =
	/^(import|return|const|let|var|val|def|class|func|fun|fn|function|public|private|protected|raise|throw|if|for|while|foreach|try|print|echo|export|await|switch|del|assert|pass|break|continue|struct|enum|interface|type)\b(?=[\s({;]|$)/;

/** First lines that stand one step further left than the block that they end. */
const outerWords: Readonly<Record<string, RegExp>> = {
	python: /^(else|finally|(elif|except)\b.*)\s*:\s*(#.*)?$/,
	ruby: /^(end|else|ensure|(elsif|rescue|when)\b.*)\s*$/,
	lua: /^(end|else|elseif\b.*)\s*$/,
	shellscript: /^(fi|done|esac|else|elif\b.*)\s*$/,
};

/** What a line of those begins with. */
const mayBeOuter =
	/^(e|el|els|else|elif|elsif|elseif|ex|exc|exce|excep|except|f|fi|fin|fina|final|finall|finally|en|end|ens|ensu|ensur|ensure|r|re|res|resc|rescu|rescue|w|wh|whe|when|d|do|don|done|es|esa|esac)\b/;

const isText: ReadonlySet<string> = new Set([
	'markdown',
	'plaintext',
	'latex',
	'restructuredtext',
	'asciidoc',
	'git-commit',
	'scminput',
]);

const assigns = /^[\w.$@[\]'"]+(\s*:\s*[\w.[\]]+)?\s*(:=|[-+*/|&]?=)(?![=>])/;
const mayAssign = /^[\w.$@[\]'"]*(\s*:\s*[\w.[\]]*)?\s*[:\-+*/|&]?=?$/;
const hasAssigned = /[^=!<>+]=(?![=>]).*\S$/;
const calls = /^[\w.$]+\(/;

/** Lines that a block or statement follows. */
const header = /^\s*(if|for|while|foreach|switch|else if|elif|catch|with|using|lock|match)\b/;
const declares =
	/^\s*([\w\s]*\b)?(def|class|struct|interface|enum|public|private|protected|impl)\b|\b(func|fun|fn|function)\b/;

/** Where an answer belongs that begins with no line break; undefined while too little of it is known. */
export function placeOf(around: Surroundings, content: string, over: boolean): Place | undefined {
	const line = around.lineBefore.trimEnd();
	const question = { around, line, rest: around.lineAfter.trim(), content, over };
	const { languageId } = around;
	if (/\/\*\*?$/.test(around.lineBefore) && content.startsWith('*')) {
		return content === '*' && !over ? undefined : /^\*\s/.test(content) ? 'comment' : 'here';
	}
	if (around.prose) {
		return inComment(question);
	}
	if (/\*\/$/.test(line) && /^\s*(\*|\/\*)/.test(line) && question.rest === '') {
		return /^\s+\*/.test(line) ? 'behindComment' : 'line';
	}
	if (/^\s*[)}\]]+;?$/.test(line) && startsComment.test(content) && question.rest === '') {
		return 'line';
	}
	if (nestingOf(around).quote !== undefined || (startsComment.test(content) && !content.startsWith('/**'))) {
		return 'here';
	}
	if (languageId === 'yaml' || languageId === 'dockercompose') {
		return inYaml(question);
	}
	if (/[{([]$/.test(line)) {
		return behindOpener(question);
	}
	if (isTagged(languageId) && /^\s*<.*>$/.test(line) && content.startsWith('<')) {
		return behindTag(question);
	}
	if (question.rest !== '' || nestingOf(around).depth > 0) {
		return 'here';
	}
	const outer = inOuterBlock(question);
	if (outer !== 'here') {
		return outer;
	}
	const opens =
		languageId === 'python'
			? isCompoundOfPython(around.lineBefore) && /:$/.test(around.lineBefore)
			: opensByWord[languageId]?.test(around.lineBefore);
	if (opens === true && /^[\p{L}_$@"'([]/u.test(content)) {
		// `do` may be the beginning of `done`, `else` that of `elsif`.
		const isPart = isWordCharacter(line.slice(-1)) && /^(ne|sif|if|uble)\b/.test(content);
		return isPart ? 'here' : 'block';
	}
	return /[;,}]$/.test(line) ? behindEnd(question) : behindStatement(question);
}

/** What an answer says in its first line, and whether it leaves what it began in. */
function firstLine({
	around,
	rest,
	content,
	over,
}: Question): { readonly text: string; readonly leaves: boolean; readonly more: boolean } | undefined {
	const end = content.indexOf('\n');
	const isClosed = /^[)\]}]|<\//.test(rest);
	if (end < 0 && !over) {
		return undefined;
	}
	const text = end < 0 ? content : content.slice(0, end);
	const nesting = new Nesting(around.languageId);
	const leaves = [...text].some(character => nesting.take(character).unmatched);
	const ends = end >= 0 && isBlank(content.slice(end));
	if (ends && !over && !isClosed) {
		return undefined;
	}
	return { text, leaves, more: end >= 0 && (isClosed || !ends) };
}

function behindOpener(question: Question): Place | undefined {
	const { around, line, rest, content } = question;
	const opener = line.slice(-1);
	if (line !== around.lineBefore || !(rest === '' || /^[)\]}]/.test(rest)) || holdsExpression.test(line)) {
		return 'here';
	}
	if (opener === '(' && around.languageId === 'go' && /^(import|const|var|type) \($/.test(line)) {
		return 'block';
	}
	if (opener === '(' && !/^<\w/.test(content)) {
		return 'here';
	}
	const first = firstLine(question);
	if (first === undefined) {
		return undefined;
	}
	const text = first.text.trimEnd();
	if (first.leaves || parameters.test(text)) {
		return 'here';
	}
	if (opener === '(') {
		return first.more && isTagged(around.languageId) ? 'block' : 'here';
	}
	if (opener === '[') {
		return first.more && text.endsWith(',') ? 'block' : 'here';
	}
	const isStatement = text.endsWith(';') && !/^(get|set|init)\b/.test(text);
	const isBody =
		noSemicolons.has(around.languageId) &&
		(/css|less/.test(around.languageId) || declares.test(line) || header.test(line));
	return first.more || isStatement || isBody ? 'block' : 'here';
}

/** Each pair and item of YAML stands in a line of its own. */
function inYaml({ line, content, over }: Question): Place | undefined {
	if (/^-(\s|$)/.test(content) && /:$|:\s+\S|^\s*- \S/.test(line)) {
		return /:$/.test(line) ? 'block' : 'line';
	}
	if (/^[\w./-]*:?$/.test(content) && !over) {
		return undefined;
	}
	if (!/^[\w./-]+:(\s|$)/.test(content)) {
		return 'here';
	}
	return /^\s*(- )?[\w."'/-]+:$/.test(line) ? 'block' : /:\s+\S/.test(line) ? 'line' : 'here';
}

function behindTag(question: Question): Place | undefined {
	const { line, rest, content } = question;
	if (/^<[^\w]/.test(content)) {
		return 'here';
	}
	if (content === '<') {
		return question.over ? 'here' : undefined;
	}
	if (endsElement(line)) {
		return rest === '' ? 'line' : 'here';
	}
	const first = firstLine(question);
	return first === undefined ? undefined : first.more && (rest === '' || rest.startsWith('</')) ? 'block' : 'here';
}

/** Lines of a comment begin with its mark, and code behind one begins a line. */
function inComment(question: Question): Place | undefined {
	const { around, line, content, over } = question;
	if (isText.has(around.languageId)) {
		return inText(question);
	}
	const mark = /^\s*(\/\/[/!]?|#|--|\*|;+)(?=\s+\S)/.exec(around.lineBefore)?.[1];
	if (mark === undefined || line !== around.lineBefore) {
		return 'here';
	}
	if (mark.startsWith(content) && !over) {
		return undefined;
	}
	if (content.startsWith(mark)) {
		return /^\s/.test(content.slice(mark.length)) || content.startsWith('*/') || content === mark ? 'line' : 'here';
	}
	if (/^\w+$/.test(content) && !over) {
		return undefined;
	}
	if (mark === '*' || !statementWord.test(`${content} `)) {
		return 'here';
	}
	const end = content.indexOf('\n');
	const first = end < 0 ? content : content.slice(0, end);
	return end < 0 && !over ? undefined : /[;{]\s*$|\)(\s*->.*)?:\s*$/.test(first) ? 'line' : 'here';
}

/** Items, rows and headings of a text begin a line. */
function inText({ around, line, content, over }: Question): Place | undefined {
	const isItem = /^\s*([-*+]|\d+[.)]) \S.*[^-*+\d.)]$/.test(line) && /^([-*+]|\d+[.)])( |$)/.test(content);
	const isRow = /^\s*\|.*\|$/.test(line) && content.startsWith('|');
	const isHeading = /\w.*[.:!?]$/.test(line) && /^#{1,6}( |$)/.test(content);
	if (line !== around.lineBefore || !(isItem || isRow || isHeading)) {
		return /^\d+$/.test(content) && !over && line === around.lineBefore && /^\s*\d+[.)] \S/.test(line)
			? undefined
			: 'here';
	}
	return /^([-*+]|\d+[.)]|#+)$/.test(content) ? (over ? 'here' : undefined) : 'line';
}

/** What closes or goes on with the block around the cursor's line, in which nothing is open. */
function inOuterBlock({ around, line, content, over }: Question): Place | undefined {
	const { languageId, lineBefore } = around;
	if (content.startsWith('}') && /^\s/.test(lineBefore)) {
		return 'outer';
	}
	const words = outerWords[languageId];
	const isComplete = /["'`)\]\w]$/.test(line) && /^\s+\S/.test(lineBefore);
	if (words === undefined || !isComplete || !/^[a-z]/.test(content)) {
		return 'here';
	}
	if (!content.includes('\n') && !over) {
		return mayBeOuter.test(content) ? undefined : 'here';
	}
	return words.test(content.split('\n')[0] ?? '') ? 'outer' : 'here';
}

/** Behind a sign that ends a statement, an entry or a block. */
function behindEnd({ around, line, content, over }: Question): Place | undefined {
	const { languageId } = around;
	const begins = /^([\p{L}_$@*&("'`[{<.#]|\/\*\*)/u.test(content);
	const word = /^\w+$/.test(content);
	if (!begins || languageId === 'shellscript' || isLabel(line, languageId)) {
		return 'here';
	}
	if (line.endsWith(';')) {
		return header.test(line) ? 'here' : 'line';
	}
	if (line.endsWith(',') && /css|less/.test(languageId) && !/^\s/.test(line)) {
		return 'line';
	}
	if (line.endsWith('}') && /css|less/.test(languageId)) {
		return 'line';
	}
	if (line.endsWith(',')) {
		// An entry of what was opened in a line above.
		const isEntry = /^\s/.test(line) && line === around.lineBefore && !/<[^<>]*,$/.test(line);
		return isEntry && languageId !== 'sql' ? 'line' : 'here';
	}
	if (word && !over) {
		return undefined;
	}
	const isWord = /^[\p{L}_$@]/u.test(content);
	return isWord && /^\s*[)\]}]+$/.test(line) && !goesOnWith.test(content) ? 'line' : 'here';
}

/** Behind a line that may be complete although no sign says so. */
function behindStatement({ around, line, content, over }: Question): Place | undefined {
	if (/^(css|scss|less|json|jsonc|sql|html|xml)$/.test(around.languageId) || !/^[\p{L}_$@]/u.test(content)) {
		return 'here';
	}
	const canEnd = /["'`)\]]$|(?<![\w.])\d+$/.test(line);
	if (annotation.test(line) && /^[\p{L}@]/u.test(content) && line === around.lineBefore) {
		return 'line';
	}
	const isAssigned = hasAssigned.test(line);
	const endsWord = /\s\S*\w$/.test(line);
	if (!canEnd && !isAssigned && !endsWord) {
		return 'here';
	}
	if (!over && (mayAssign.test(content) || /^\w+$/.test(content))) {
		return undefined;
	}
	if (isAssigned && /[\w"'`)\]]$/.test(line) && assigns.test(content)) {
		return 'line';
	}
	const begins = statementWord.test(content);
	if (
		canEnd &&
		!goesOnWith.test(content) &&
		(begins || assigns.test(content) || calls.test(content)) &&
		!declares.test(line)
	) {
		return header.test(line)
			? line === around.lineBefore && isStatementHead(line, around.languageId)
				? 'block'
				: 'here'
			: 'line';
	}
	const isStatement = /^\s*(return|import|from)\s|\s=\s/.test(line);
	return !canEnd &&
		isStatement &&
		/^(import|return|const|let|def|class|func|fn|raise|throw)\s/.test(content) &&
		isAssigned
		? 'line'
		: 'here';
}
