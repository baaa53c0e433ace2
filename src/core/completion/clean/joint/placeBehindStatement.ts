// Places an answer behind a statement, an entry or a block that may be complete.
import { isStatementHead } from '../../code/blocks';
import type { Place, Question } from './place';
import { isKnown } from './spacing';
import { declares, header, statementWord } from '../../code/statementWords';
import { isLabel, type Surroundings } from '../../code/surroundings';

/** What is said of the declaration below. */
const annotation = /^\s*(@[\w.]+\(.*\)|#\[.*\]|\[[A-Z]\w*(\(.*\))?\])$/;

/** Words that go on with the line above. */
const goesOnWith =
	/^(else|catch|finally|while|until|as|from|satisfies|in|is|if|unless|rescue|ensure|and|or|not|where|of|for|instanceof|throws|extends|implements|then|do|with|AND|OR|AS|IN|ON|FROM|WHERE|ORDER|GROUP|LIMIT|JOIN|LEFT|INNER|VALUES|DESC|ASC|to|by|using|async|const|override|noexcept|mut|end|ne|fi)\b/;

/** First lines that stand one step further left than the block that they end. */
const outerWords: Readonly<Record<string, RegExp>> = {
	python: /^(else|finally|(elif|except)\b.*)\s*:\s*(#.*)?$/,
	ruby: /^(end|else|ensure|(elsif|rescue|when)\b.*)\s*$/,
	lua: /^(end|else|elseif\b.*)\s*$/,
	shellscript: /^(fi|done|esac|else|elif\b.*)\s*$/,
};

/** The words that such lines begin with. */
const outerBegins = 'else elif elsif elseif except finally end ensure rescue when fi done esac'.split(' ');

const assigns = /^[\w.$@[\]'"]+(\s*:\s*[\w.[\]]+)?\s*(:=|[-+*/|&]?=)(?![=>])/;

const mayAssign = /^[\w.$@[\]'"]*(\s*:\s*[\w.[\]]*)?\s*[:\-+*/|&]?=?$/;

const hasAssigned = /[^=!<>+]=(?![=>]).*\S$/;

const calls = /^[\w.$]+\(/;

/** What closes or goes on with the block around the cursor's line, in which nothing is open. */
export function inOuterBlock({ around, line, content, over }: Question): Place | undefined {
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
		const begun = /^\w+/.exec(content)?.[0] ?? '';
		const mayBe =
			begun === content ? outerBegins.some(word => word.startsWith(begun)) : outerBegins.includes(begun);
		return mayBe ? undefined : 'here';
	}
	return words.test(content.split('\n')[0] ?? '') ? 'outer' : 'here';
}

/** Behind a sign that ends a statement, an entry or a block. */
export function behindEnd({ around, line, content, over }: Question): Place | undefined {
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

/** Whether the answer ends the word before the cursor: one with a mark at its end, or that stands elsewhere. */
function endsWordOf(around: Surroundings, content: string): boolean {
	const begun = /\w+$/.exec(around.lineBefore)?.[0] ?? '';
	const rest = /^\w+/.exec(content)?.[0] ?? '';
	return begun !== '' && rest !== '' && (begun.endsWith('_') || isKnown(begun + rest, around));
}

/** Behind a line that may be complete although no sign says so. */
export function behindStatement({ around, line, content, over }: Question): Place | undefined {
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
	if (endsWordOf(around, content)) {
		return 'here';
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
