// From a block of code in an answer to an edit of a file, or to a reason why not. What is not certain is refused: a person can still insert the code
// by hand, but cannot see what was silently lost.
import { applyDiff, isDiff } from './diffBlock';
import { isCertain, isComment, isDecorator, openingsOf, outermost, type Definition, type Opening } from './definitions';
import { isElision, mergeElided } from './elisions';
import {
	changedDefinitions,
	dropsMore,
	insideOf,
	isTelling,
	leavesOff,
	leavesOut,
	likeness,
	losesMembers,
} from './losses';
import {
	applyEdits,
	isBlank,
	lineBreakOf,
	linesOf,
	reindent,
	replaceLines,
	trimBlank,
	type Line,
	type TextEdit,
} from './lines';
import { placeSelection } from './placeSelection';
import { saysPath } from './target';

export interface EditRequest {
	/** The file as it is now. */
	readonly file: string;
	/** Of the file, with forward slashes. */
	readonly path?: string;
	readonly block: string;
	/** As the block's fence names it. */
	readonly language: string;
	/** The texts of this file that were attached to the question. */
	readonly selections?: readonly string[];
}

/** Largest file and block that are looked at, in UTF-16 units: the search is quadratic at worst, and nobody reviews more in a diff. */
export const maxEditLength = 2_000_000;

export type EditRefusal = 'empty' | 'tooLarge' | 'unchanged' | 'diffMismatch' | 'leftOut' | 'noPlace' | 'ambiguous';

export type EditPlan =
	| {
			readonly kind: 'edit';
			/** They do not overlap; every character outside them stays. */
			readonly edits: readonly TextEdit[];
			/** The file after the edit. */
			readonly text: string;
	  }
	| { readonly kind: 'refused'; readonly reason: EditRefusal };

interface Work {
	readonly text: string;
	readonly file: readonly Line[];
	readonly fileLines: readonly string[];
	readonly block: readonly string[];
	readonly lineBreak: string;
	/** Of the block and of the file. */
	readonly ours: readonly Opening[];
	readonly theirs: readonly Opening[];
}

type Found = readonly TextEdit[] | EditRefusal | undefined;

export function proposeEdit({ file: text, path = '', block, language, selections = [] }: EditRequest): EditPlan {
	if (text.length > maxEditLength || block.length > maxEditLength) {
		return { kind: 'refused', reason: 'tooLarge' };
	}
	const source = block.replaceAll('\r\n', '\n');
	const lines = withoutPath(trimBlank(source.split('\n')), { text, path });
	const found = lines.length === 0 ? 'empty' : find(text, { source, lines, language, selections });
	if (typeof found === 'string' || found === undefined) {
		return { kind: 'refused', reason: found ?? 'noPlace' };
	}
	const after = applyEdits(text, found);
	return after === text
		? { kind: 'refused', reason: 'unchanged' }
		: { kind: 'edit', edits: changing(text, found), text: after };
}

/** Without a first line that only tells a reader which file it is; in a new file it may stay. */
function withoutPath(block: readonly string[], { text, path }: { text: string; path: string }): readonly string[] {
	const [first = ''] = block;
	const isHeader = saysPath(first, path) && !isBlank(text) && !linesOf(text).some(line => line.text === first);
	return isHeader ? trimBlank(block.slice(1)) : block;
}

/** Without edits that write what is there already. */
const changing = (text: string, edits: readonly TextEdit[]): readonly TextEdit[] =>
	edits.filter(edit => edit.text !== text.slice(edit.start, edit.end));

function find(
	text: string,
	block: { source: string; lines: readonly string[]; language: string; selections: readonly string[] },
): Found {
	if (isDiff(block.source, block.language)) {
		return applyDiff(text, block.source);
	}
	const file = linesOf(text);
	const fileLines = file.map(line => line.text);
	// What the file says itself ("loading ...") is not left out.
	const own = new Set(fileLines.map(line => line.trim()));
	if (block.lines.some(line => isElision(line) && !own.has(line.trim()))) {
		return mergeElided(text, block.lines) ?? 'leftOut';
	}
	const work: Work = {
		text,
		file,
		fileLines,
		block: block.lines,
		lineBreak: lineBreakOf(text),
		ours: openingsOf(block.lines),
		theirs: openingsOf(fileLines),
	};
	if (isBlank(text)) {
		return [wholeFile(work)];
	}
	const selected = replaceSelection(work, block.selections);
	return selected ?? (isCutOff(work) ? 'leftOut' : (replaceDefinitions(work) ?? rewriteFile(work)));
}

/** Whether the answer ended within a definition, where a deeper line should follow. */
function isCutOff({ block, ours }: Work): boolean {
	const end = block.length - 1;
	const isLast = ({ header, last }: Opening) => (last ?? header) === end;
	return ours.some(isLast) && endsOpen(block);
}

const endsOpen = (lines: readonly string[]): boolean => trimBlank(lines).at(-1)?.trimEnd().endsWith(':') === true;

/** The block stands for a selection when it is more like it than like the whole file, or defines the same names. */
function replaceSelection(work: Work, selections: readonly string[]): Found {
	const fits = selections.flatMap(selection => {
		const text = selection.replaceAll('\r\n', '\n').replaceAll('\n', work.lineBreak);
		const start = work.text.indexOf(text);
		const isOnce = start >= 0 && work.text.indexOf(text, start + 1) < 0;
		if (isBlank(text) || !isOnce) {
			return [];
		}
		const lines = selection.split(/\r?\n/);
		const score = likeness(work.block, lines);
		const isLike = score >= 0.5 && score >= likeness(work.block, work.fileLines);
		const isMeant = isLike || definesTheSame(work.block, lines);
		const openings = { ours: work.ours, theirs: openingsOf(lines) };
		const isAll = text.trim() === work.text.trim();
		const loses =
			(isCutOff(work) && !endsOpen(lines)) ||
			losesMembers(openings) ||
			leavesOff(work.block, lines, openings) ||
			(isAll && leavesOut(work.block, lines, openings));
		return isMeant && !loses ? [{ start, text }] : [];
	});
	const [fit, ...others] = fits;
	if (!fit || others.length > 0) {
		return undefined;
	}
	return [placeSelection(work.text, work.block, fit)];
}

function definesTheSame(block: readonly string[], selection: readonly string[]): boolean {
	const names = (lines: readonly string[]) => outermost(openingsOf(lines)).map(({ name }) => name);
	const [ours, theirs] = [names(block), names(selection)];
	return theirs.length > 0 && ours.join() === theirs.join() && opensAlike(block, selection);
}

/** A selection with code besides its definitions is only replaced by a block that has some, too. */
function opensAlike(block: readonly string[], selection: readonly string[]): boolean {
	return loose(selection).length === 0 || loose(block).length > 0;
}

/** Lines outside all definitions that are no comments. */
function loose(lines: readonly string[]): readonly string[] {
	const definitions = outermost(openingsOf(lines)).filter(isCertain);
	return lines.filter(
		(line, index) =>
			!isBlank(line) && !isComment(line) && !definitions.some(({ lead, last }) => lead <= index && index <= last),
	);
}

/** Each definition of the block replaces the one of its name. What else the block holds must be in the file already. */
function replaceDefinitions(work: Work): Found {
	const ours = outermost(work.ours);
	const isWhole = isWholeFile(work);
	if (ours.length === 0 || !ours.every(isCertain) || (isWhole && !leavesSomeOut(work))) {
		return undefined;
	}
	const known = new Set(work.fileLines.map(line => line.trim()));
	if (loose(work.block).some(line => !known.has(line.trim()))) {
		return undefined;
	}
	const edits: TextEdit[] = [];
	for (const definition of ours) {
		const places = placesOf(definition, work.theirs);
		const [place, ...others] = places;
		if (!place || !isCertain(place) || others.length > 0) {
			return places.length > 1 ? 'ambiguous' : undefined;
		}
		const found = replaceOne(work, definition, place);
		if (typeof found === 'string') {
			return found;
		}
		edits.push(...found);
	}
	if (overlap(edits)) {
		return 'ambiguous';
	}
	// With all its definitions as they are, the block was about what it dropped.
	return isWhole && changing(work.text, edits).length === 0 ? undefined : edits;
}

function replaceOne(work: Work, ours: Definition, theirs: Definition): readonly TextEdit[] | EditRefusal {
	return replaceMembers(work, ours, theirs) ?? [replaceDefinition(work, ours, theirs)];
}

/**
 * A class of which the block has only some members, and none that is new, is that class with the others left out: they stay.
 * @returns undefined where the block stands for all of it
 */
function replaceMembers(work: Work, ours: Definition, theirs: Definition): Found {
	const members = { ours: insideOf(work.ours, ours), theirs: insideOf(work.theirs, theirs) };
	const [own, others] = [outermost(members.ours), outermost(members.theirs)];
	const changes = changedDefinitions({ ours: own, theirs: others });
	const loses = dropsMore(changes) || losesMembers(members);
	if (ours.kind !== 'type' || !loses) {
		return undefined;
	}
	const known = new Set(work.fileLines.slice(theirs.header, theirs.last + 1).map(line => line.trim()));
	const isMember = (index: number) => own.filter(isCertain).some(({ lead, last }) => lead <= index && index <= last);
	const besides = work.block.filter(
		(line, index) =>
			ours.header <= index && index <= ours.last && !isMember(index) && !isBlank(line) && !isComment(line),
	);
	if (own.length === 0 || changes.fresh.length > 0 || besides.some(line => !known.has(line.trim()))) {
		return 'leftOut';
	}
	const edits: TextEdit[] = [];
	for (const member of own) {
		const [place, ...more] = placesOf(member, others);
		if (!place || !isCertain(place) || !isCertain(member) || more.length > 0) {
			return 'ambiguous';
		}
		const found = replaceOne(work, member, place);
		if (typeof found === 'string') {
			return found;
		}
		edits.push(...found);
	}
	return edits;
}

/** A function may become a constant; where both are there, the one that is written alike is meant. */
function placesOf({ kind, form, name }: Opening, theirs: readonly Opening[]): readonly Opening[] {
	let places = theirs.filter(other => other.name === name);
	for (const alike of [(other: Opening) => other.kind === kind, (other: Opening) => other.form === form]) {
		const narrower = places.filter(alike);
		places = narrower.length > 0 ? narrower : places;
	}
	return places;
}

function replaceDefinition(work: Work, ours: Definition, theirs: Definition): TextEdit {
	const decorated = (lines: readonly string[], { lead, header }: Definition) =>
		lines.slice(lead, header).some(isDecorator);
	// The file's comments and decorators stay, unless the block brings its own.
	const keepsLead = ours.lead === ours.header || (decorated(work.fileLines, theirs) && !decorated(work.block, ours));
	const lines = reindent(work.block.slice(ours.lead, ours.last + 1), ours.indent, theirs.indent);
	const first = keepsLead ? theirs.header : theirs.lead;
	return replaceLines(work.file, { first, last: theirs.last }, { lines, lineBreak: work.lineBreak });
}

function overlap(edits: readonly TextEdit[]): boolean {
	const sorted = [...edits].sort((a, b) => a.start - b.start);
	return sorted.some((edit, index) => edit.start < (sorted[index - 1]?.end ?? 0));
}

function rewriteFile(work: Work): Found {
	if (!isWholeFile(work)) {
		return undefined;
	}
	return leavesSomeOut(work) ? 'leftOut' : [wholeFile(work)];
}

const leavesSomeOut = (work: Work): boolean => leavesOut(work.block, work.fileLines, work);

/** A block for the whole file has all its definitions and most of what stands outside them, from its first lines on. */
function isWholeFile(work: Work): boolean {
	const theirs = outermost(work.theirs);
	const names = new Set(outermost(work.ours).map(({ name }) => name));
	if (theirs.some(({ name }) => !names.has(name)) || losesMembers(work)) {
		return false;
	}
	const outside = outsideDefinitions(work.fileLines, theirs.filter(isCertain));
	if (outside.length === 0) {
		return theirs.length > 1;
	}
	const block = new Set(work.block.map(line => line.trim()));
	const kept = outside.filter(line => block.has(line.trim())).length;
	const first = work.fileLines.find(line => !isBlank(line)) ?? '';
	const mayMiss = theirs.length > 0 ? 1 : 0;
	return kept / outside.length >= 0.5 && (block.has(first.trim()) || outside.length - kept <= mayMiss);
}

/** Everything outside definitions, comments too: a rewrite that drops them all is none. */
function outsideDefinitions(lines: readonly string[], definitions: readonly Definition[]): readonly string[] {
	return lines.filter(
		(line, index) => isTelling(line) && !definitions.some(({ lead, last }) => lead <= index && index <= last),
	);
}

function wholeFile({ text, block, lineBreak }: Work): TextEdit {
	const ending = isBlank(text) || /\n$/.test(text) ? lineBreak : '';
	return { start: 0, end: text.length, text: block.join(lineBreak) + ending };
}
