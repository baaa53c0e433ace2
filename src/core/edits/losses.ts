// What is lost and what is new when a block stands for other code. One that drops more than it adds has left things out.
import { balanceOf } from './codeScan';
import { isCertain, outermost, type Definition, type Opening } from './definitions';
import { isBlank } from './lines';

interface Changes {
	readonly lost: readonly string[];
	readonly fresh: readonly string[];
}

/** The definitions of the block and of the code that it stands for. */
export interface Openings {
	readonly ours: readonly Opening[];
	readonly theirs: readonly Opening[];
}

/** As many may have been changed or renamed; of more, some were left out. */
export function dropsMore({ lost, fresh }: Changes): boolean {
	return lost.length > fresh.length;
}

/** Each counts as often as it is there; the order does not count. */
function changesOf(ours: readonly string[], theirs: readonly string[]): Changes {
	return { lost: without(theirs, ours), fresh: without(ours, theirs) };
}

function without(all: readonly string[], others: readonly string[]): readonly string[] {
	const counts = new Map<string, number>();
	others.forEach(one => counts.set(one, (counts.get(one) ?? 0) + 1));
	return all.filter(one => {
		const count = counts.get(one) ?? 0;
		counts.set(one, count - 1);
		return count <= 0;
	});
}

/** By their names. */
export function changedDefinitions({ ours, theirs }: Openings): Changes {
	const names = (openings: readonly Opening[]) => openings.map(({ name }) => name);
	return changesOf(names(ours), names(theirs));
}

/** Spaces around a line, and lines of closing brackets alone, do not count. */
function changedLines(ours: readonly string[], theirs: readonly string[]): Changes {
	const texts = (lines: readonly string[]) => lines.filter(isTelling).map(line => line.trim());
	return changesOf(texts(ours), texts(theirs));
}

export const isTelling = (line: string): boolean => !/^[\s)\]};,]*$/.test(line);

/** Lines in common, from 0 to 1; order does not count. */
export function likeness(a: readonly string[], b: readonly string[]): number {
	const words = (lines: readonly string[]) =>
		lines.map(line => line.trim()).filter(line => /[\p{L}\p{N}]/u.test(line));
	const [ours, theirs] = [words(a), words(b)];
	const all = ours.length + theirs.length;
	return all === 0 ? 0 : (2 * (ours.length - without(ours, theirs).length)) / all;
}

/** Whether a class would lose more members than it gets. */
export function losesMembers(all: Openings): boolean {
	const [ours = [], theirs = []] = [all.ours, all.theirs].map(openings =>
		outermost(openings)
			.filter(isCertain)
			.filter(({ kind }) => kind === 'type'),
	);
	return theirs.some(other =>
		ours.some(own => {
			if (own.name !== other.name) {
				return false;
			}
			const members = { ours: insideOf(all.ours, own), theirs: insideOf(all.theirs, other) };
			const outer = { ours: outermost(members.ours), theirs: outermost(members.theirs) };
			return dropsMore(changedDefinitions(outer)) || losesMembers(members);
		}),
	);
}

/** All that is inside, at any depth. */
export function insideOf(openings: readonly Opening[], { header, last }: Definition): readonly Opening[] {
	return openings.filter(inner => header < inner.header && (inner.last ?? inner.header) <= last);
}

/** A rewrite may drop one line in so many on purpose: an import that nothing uses any more, a line that was only there to look at something. */
const fewOf = 5;
/** The same for one that changes others, too: of a few lines, those are as likely to have been left out. */
const fewOfChanged = 20;

function isTidied({ lost, fresh }: Changes, all: readonly string[]): boolean {
	return lost.length - fresh.length <= all.length / (fresh.length === 0 ? fewOf : fewOfChanged);
}

/** Whether a rewrite of a file drops more of what stands outside its definitions than it may, at the end more than it adds, or is cut before a bracket. */
export function leavesOut(block: readonly string[], file: readonly string[], all: Openings): boolean {
	const [ours = [], theirs = []] = outlines(block, file, all).map(parts => parts.filter(isTelling));
	const isOpen = (balanceOf(block)?.open ?? 0) > 0 && balanceOf(file)?.open === 0;
	const changes = changesOf(ours, theirs);
	return isOpen || !isTidied(changes, theirs) || dropsMore(changesAtEnd(ours, theirs));
}

/** Whether a block has only some of a selection: not all of its definitions, or nothing of how it begins or ends. */
export function leavesOff(block: readonly string[], selection: readonly string[], all: Openings): boolean {
	// Constants are only known at the left edge, where a selection need not begin.
	const withBody = (openings: readonly Opening[]) => outermost(openings).filter(({ kind }) => kind !== 'value');
	const ours = withBody(all.ours);
	const isInside = ({ name }: Opening) =>
		!ours.some(own => own.name === name) && all.ours.some(own => own.name === name);
	// A first line that lost its indentation seems to hold all that follows.
	const definitions = { ours, theirs: withBody(all.theirs).filter(one => !isInside(one)) };
	const [own, other] = outlines(block, selection, definitions);
	const isCut = (changes: Changes) =>
		changes.lost.some(isTelling) && changes.fresh.length === 0 && !isTidied(changes, other);
	return (
		dropsMore(changedDefinitions(definitions)) ||
		isCut(changesAtEnd(own, other)) ||
		isCut(changesAtEnd(own.toReversed(), other.toReversed()))
	);
}

/** The changes behind what both have last in common. */
function changesAtEnd(ours: readonly string[], theirs: readonly string[]): Changes {
	const endOf = (all: readonly string[], others: readonly string[]) => {
		const known = new Set(others);
		return all.slice(all.findLastIndex(one => known.has(one)) + 1);
	};
	return { lost: endOf(theirs, ours), fresh: endOf(ours, theirs) };
}

/** Of the block and of the code that it stands for, with the same definitions left out. */
function outlines(
	block: readonly string[],
	code: readonly string[],
	all: Openings,
): readonly [readonly string[], readonly string[]] {
	const [ours = [], theirs = []] = [all.ours, all.theirs].map(openings => outermost(openings).filter(isCertain));
	const names = new Set(theirs.map(({ name }) => name));
	const own = outlineOf(
		block,
		ours.filter(({ name }) => names.has(name)),
	);
	const other = outlineOf(code, theirs);
	// What the block moved into a definition is not lost.
	const moved = new Set(changedLines(own.inside, other.inside).fresh);
	return [own.parts, other.parts.filter(part => !moved.has(part))];
}

/** What stands outside the definitions, with one line in the place of each of these, and what is inside them. */
function outlineOf(lines: readonly string[], definitions: readonly Definition[]) {
	const parts: string[] = [];
	const inside: string[] = [];
	for (const [index, line] of lines.entries()) {
		const definition = definitions.find(({ lead, last }) => lead <= index && index <= last);
		if (definition) {
			inside.push(line);
		}
		if (definition?.header === index) {
			// No line of a text is like this one.
			parts.push(`\n${definition.name}`);
		} else if (!definition && !isBlank(line)) {
			// The last of a list mostly has no comma, whichever it is.
			parts.push(line.trim().replace(/,$/, ''));
		}
	}
	return { parts, inside };
}
