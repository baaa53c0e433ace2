// Places an answer in a comment or text: the next line of it, the next item, or code below it.
import type { Place, Question } from './place';
import { statementWord } from '../../code/statementWords';
import { isTextDocument } from '../../code/surroundings';

/** Lines of a comment begin with its mark, and code behind one begins a line. */
export function inComment(question: Question): Place | undefined {
	const { around, line, content, over } = question;
	if (isTextDocument(around.languageId)) {
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
