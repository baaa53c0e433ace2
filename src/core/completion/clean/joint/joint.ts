// What is missing between the cursor's line and an answer that begins without a line break: a blank, or a line break and its indentation.
import { opensOneStep, stepOf } from '../../code/blocks';
import { nestingOf } from '../../code/brackets';
import { placeOf } from './ownLine';
import type { Place } from './place';
import { spacingOf } from './spacing';
import { columnsOf, isBlank, leadingSpace, spaceOf, type Surroundings } from '../../code/surroundings';

export interface Joint {
	/** What goes before the answer; undefined when it had better not be used. */
	readonly text: string | undefined;
	/** The columns of the line that this begins. */
	readonly column?: number;
}

/**
 * What belongs before the answer; undefined while too little of it is known.
 * @param space the blanks that the answer begins with
 * @param over no more of it will come
 */
export function jointOf(around: Surroundings, space: string, content: string, over: boolean): Joint | undefined {
	const { lineBefore, tabSize } = around;
	const given: Joint = { text: /\s$/.test(lineBefore) ? '' : space };
	if (isBlank(lineBefore)) {
		return given;
	}
	// One blank is meant, but before the star of a comment's line.
	const inLine = space === ' ' && !content.startsWith('*');
	const place = inLine ? 'here' : (asIndented(around, space, content) ?? placeOf(around, content, over));
	if (place === 'here') {
		const spacing = space === '' && !/\s$/.test(lineBefore) ? spacingOf(around, content, over) : 'none';
		return spacing === 'none' ? given : spacing && { text: spacing === 'blank' ? ' ' : undefined };
	}
	if (place === undefined) {
		return undefined;
	}
	const outer = place === 'outer' ? stepOf(around) : 0;
	const deeper = place === 'block' ? stepOf(around) : place === 'comment' ? 1 : place === 'behindComment' ? -1 : 0;
	const column = columnsOf(leadingSpace(lineBefore), tabSize) + markBefore(around, content) + deeper - outer;
	return { text: `\n${spaceOf(Math.max(0, column), around)}`, column };
}

/** Columns of the mark of an item of YAML, when the answer goes on within the item. */
function markBefore({ languageId, lineBefore }: Surroundings, content: string): number {
	const isItem = languageId === 'yaml' || languageId === 'dockercompose';
	return isItem && !content.startsWith('-') ? (/^\s*((?:- +)+)/.exec(lineBefore)?.[1]?.length ?? 0) : 0;
}

/** The place that an answer shows by an indentation written out in full. */
function asIndented(around: Surroundings, space: string, content: string): Place | undefined {
	const { languageId, lineBefore, lineAfter, prose, tabSize } = around;
	const given = columnsOf(space, tabSize);
	const isInside = prose || nestingOf(around).quote !== undefined || !/^[)\]}]|^<\/|^$/.test(lineAfter.trim());
	if (isInside || /\s$/.test(lineBefore) || !/^[\p{L}_$@<.]/u.test(content) || given < 2) {
		return undefined;
	}
	const here = columnsOf(leadingSpace(lineBefore), tabSize);
	// One tab may stand between two columns of a table.
	if (space.length < 2 && /\w$/.test(lineBefore)) {
		return undefined;
	}
	const mayOpen = !/\w$/.test(lineBefore) || opensOneStep(lineBefore, languageId);
	return given === here ? 'line' : given === here + tabSize && here > 0 && mayOpen ? 'block' : undefined;
}
