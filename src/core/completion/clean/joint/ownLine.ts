// Tells whether an answer that begins without a line break begins a line of its own: in a block that the cursor's line opens, or below a line
// that is complete.
import { isTagged } from '../../code/blocks';
import { nestingOf } from '../../code/brackets';
import type { Place } from './place';
import { behindEnd, behindStatement, inOuterBlock } from './placeBehindStatement';
import { behindOpener, behindTag, inYaml, behindOpeningEnd, opensByItsEnd } from './placeInBlock';
import { inComment } from './placeInText';
import type { Surroundings } from '../../code/surroundings';

const startsComment = /^(\/\/|\/\*|#|--|\*)/;

/** Beginnings of such a mark, or of what is none. */
const mayStartComment = /^(\/\*?|-)$/;

/** Where an answer belongs that begins with no line break; undefined while too little of it is known. */
export function placeOf(around: Surroundings, content: string, over: boolean): Place | undefined {
	const line = around.lineBefore.trimEnd();
	const question = { around, line, rest: around.lineAfter.trim(), content, over };
	const { languageId } = around;
	if (/\/\*\*?$/.test(around.lineBefore) && content.startsWith('*')) {
		return content === '*' && !over ? undefined : /^\*\s/.test(content) ? 'comment' : 'here';
	}
	if (mayStartComment.test(content) && !over) {
		return undefined;
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
		return nestingOf(around).depth > 0 || line !== around.lineBefore ? 'here' : inYaml(question);
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
	if (opensByItsEnd(question)) {
		return behindOpeningEnd(question);
	}
	return /[;,}]$/.test(line) ? behindEnd(question) : behindStatement(question);
}
