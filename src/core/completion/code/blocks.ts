// Tells by a line, or by how one begins, whether it opens a block, closes one or leaves it.
import { columnsOf, isBlank, isLabel, leadingSpace, type Surroundings } from './surroundings';

const openTag = /^\s*<(?!(area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)\b)\w([^<]*[^/<])?>\s*$/i;

const opensByWordOrSign = /([{([:]|=>|->|\b(do|then|else|begin)|\bdo\s*\|[^|]*\||<<~['"]?\w+['"]?)\s*$/i;

/** Starts of lines that stand no deeper than the line above them although that opened a block. */
const closing =
	/^([)\]}]|<\/|(end|else|elif|elsif|except|finally|catch|rescue|ensure|when|case|default|fi|done|esac)\b)/;

/** Starts of lines that may well stand at the margin after an indented one; no comment nor tag leaves a block that was not closed. */
const leaving =
	/^([^\w\s<#/]|<(?!\w)|\/(?![/*])|(def|class|module|function|func|fn|public|private|protected|export|import|from|interface|struct|impl|type|package)\b)/;

/** Starts of lines that go on with a statement of SQL further left. */
const sqlClause =
	/^(from|where|group|order|having|limit|join|inner|left|right|full|cross|on|and|or|union|values|set|returning|into)\b/i;

/** Languages in which nothing but the columns ends a block, so that a comment may leave it. */
const byColumns: ReadonlySet<string> = new Set(['python', 'coffeescript', 'makefile', 'nim', 'haskell', 'fsharp']);

/** Languages in which nothing but a bracket ends a block. */
const byBrackets: ReadonlySet<string> = new Set(
	(
		'c cpp csharp java javascript javascriptreact typescript typescriptreact php go rust kotlin swift dart scala groovy css scss less ' +
		'json jsonc'
	).split(' '),
);

/** Languages in which a word ends a block. */
const byWords: ReadonlySet<string> = new Set(['shellscript', 'ruby', 'lua']);

const tagged: ReadonlySet<string> = new Set(['html', 'xml', 'vue', 'svelte', 'javascriptreact', 'typescriptreact']);

/** Languages in which the statement of a condition needs no braces. */
const braceless: ReadonlySet<string> = new Set(
	'c cpp csharp java javascript javascriptreact typescript typescriptreact php'.split(' '),
);

/** The head of such a statement. */
const statementHead = /^\s*[}\s]*((if|for|while|foreach|else if)\b.*\)|else)\s*$/;

const endOfElement = /(<\/[\w.-]+>|\/>|<(area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)\b[^<>]*>)\s*$/;

const keyOfYaml = /^\s*[\w."'/-]+:\s*$/;

const compoundOfPython =
	/^\s*(async\s+)?(def|class|if|elif|else|for|while|try|except|finally|with|match|case)\b.*:\s*$/;

const endOfHeadOfPython = /\)(\s*->.*)?:\s*$/;

/** What may stand before such a definition: a visibility, or what its value is given to. */
const beforeDefinitionOfRuby =
	/^\s*((private|protected|public|private_class_method|memoize)\s+(?=def\b)|[\w.@]+\s*(\|\|)?=\s*(?=(if|unless|case|begin|while)\b))/;

const definitionOfRuby =
	/^\s*(def|class|module|if|unless|while|until|case|begin|for|elsif|else|when|in|rescue|ensure)\b(?!.*\b(end\s*$|then\s+\S))/;

/** Whether the line below may well be deeper. */
export function opensBlock(line: string): boolean {
	return opensByWordOrSign.test(line) || openTag.test(line);
}

/** Whether the line below is deeper by one step. */
export function opensOneStep(line: string, languageId: string): boolean {
	if (isLabel(line, languageId) || /^\s*(switch|case|namespace)\b/.test(line)) {
		return false;
	}
	return (
		/\{\s*$/.test(line) ||
		(languageId !== 'python' && /\[\s*$/.test(line)) ||
		(/^(javascript|typescript)react$/.test(languageId) && /\(\s*$/.test(line)) ||
		(languageId === 'python' && (compoundOfPython.test(line) || endOfHeadOfPython.test(line))) ||
		(languageId === 'ruby' &&
			(definitionOfRuby.test(line.replace(beforeDefinitionOfRuby, '')) ||
				/\bdo(\s*\|[^|]*\|)?\s*$/.test(line))) ||
		(/^(lua|shellscript)$/.test(languageId) && /\b(do|then|else)\s*$/.test(line)) ||
		(/^(yaml|dockercompose)$/.test(languageId) && keyOfYaml.test(line)) ||
		(tagged.has(languageId) && openTag.test(line)) ||
		isStatementHead(line, languageId)
	);
}

/** Whether one statement follows, within braces or without. */
export function isStatementHead(line: string, languageId: string): boolean {
	return braceless.has(languageId) && statementHead.test(line);
}

/** The head of a branch, between braces. */
const branchHead = /^\s*(case\b.*|default\s*):\s*$/;

/** Whether a colon ends the line as the head of a block, and not a name whose value or type comes next. */
export function isHeadWithColon(line: string, languageId: string): boolean {
	return languageId === 'python'
		? compoundOfPython.test(line) || endOfHeadOfPython.test(line)
		: byBrackets.has(languageId) && branchHead.test(line);
}

export function isCompoundOfPython(line: string): boolean {
	return compoundOfPython.test(line);
}

/** Whether tags make a tree of the language's lines. */
export function isTagged(languageId: string): boolean {
	return tagged.has(languageId);
}

/** Whether a line ends with an element that is complete. */
export function endsElement(line: string): boolean {
	return endOfElement.test(line);
}

/** How far above the cursor the document's steps are looked for, and the line above. */
const mostCharacters = 8000;

/** How often the document takes a step of which columns, above the cursor. */
function countSteps({ prefix, languageId, tabSize }: Surroundings): ReadonlyMap<number, number> {
	const counts = new Map<number, number>();
	let above: string | undefined;
	const lines = prefix.slice(-mostCharacters).split('\n').slice(0, -1);
	for (const line of lines.filter(each => !isBlank(each))) {
		const deeper =
			above === undefined ? 0 : columnsOf(leadingSpace(line), tabSize) - columnsOf(leadingSpace(above), tabSize);
		if (above !== undefined && deeper > 0 && opensOneStep(above, languageId)) {
			counts.set(deeper, (counts.get(deeper) ?? 0) + 1);
		}
		above = line;
	}
	return counts;
}

/** The columns of the steps that the document takes above the cursor, or would take; the usual first. */
export function stepsOf(around: Surroundings): readonly [number, ...number[]] {
	const { tabSize } = around;
	const [usual, ...others] = [...countSteps(around)].sort(
		([a, often], [b, more]) => more - often || Number(b === tabSize) - Number(a === tabSize),
	);
	return [usual?.[0] ?? tabSize, ...others.map(([step]) => step)];
}

/** The columns of the usual step. */
export function stepOf(around: Surroundings): number {
	return stepsOf(around)[0];
}

/** @param word how the line begins */
export function closesBlock(word: string): boolean {
	return closing.test(word);
}

export function leavesBlock(word: string, languageId: string): boolean {
	return (
		leaving.test(word) ||
		(word.startsWith('#') && byColumns.has(languageId)) ||
		(languageId === 'sql' && sqlClause.test(word))
	);
}

/** Whether it is known by what a line of the language opens a block, so that one below any other is no deeper. */
export function hasKnownOpeners(languageId: string): boolean {
	return [byBrackets, byWords, tagged].some(known => known.has(languageId)) || languageId === 'python';
}

export function needsBracketToLeave(languageId: string): boolean {
	return byBrackets.has(languageId);
}

/** Whether the cursor stands in front of what closes the block above, at the beginning of its line: a place between two lines. */
export function isBeforeCloser({ prefix, lineBefore, lineAfter, prose, languageId, tabSize }: Surroundings): boolean {
	const isCloser =
		/^[)\]}]/.test(lineAfter) ||
		(isTagged(languageId) && lineAfter.startsWith('</')) ||
		(byWords.has(languageId) && /^(end|fi|done)\b/.test(lineAfter));
	if (prose || !isBlank(lineBefore) || !isCloser) {
		return false;
	}
	const above = prefix.slice(-mostCharacters).trimEnd();
	const line = above.slice(above.lastIndexOf('\n') + 1);
	const deeper = columnsOf(leadingSpace(line), tabSize) - columnsOf(lineBefore, tabSize);
	return deeper > 0 || (deeper === 0 && opensBlock(line));
}
