// Which link definitions the words of an answer may ask for: `[label]`, `[words][label]`.
import { normalLabel, type Block, type References } from './parser';

const bracketed = /\[((?:\\[^]|[^[\]\\])+)\]/g;

/** The labels in `blocks` that `references` does not define; blocks of code have none. */
export function undefinedLabels(blocks: readonly Block[], references: References): string[] {
	const inline = blocks.flatMap(({ tokens }) => tokens).filter(({ type }) => type === 'inline');
	const labels = inline.flatMap(({ content }) =>
		Array.from(content.matchAll(bracketed), ([, label = '']) => normalLabel(label)),
	);
	return labels.filter(label => !isDefined(label, references));
}

export function isDefined(label: string, { references = {} }: References): boolean {
	return Object.hasOwn(references, label);
}
