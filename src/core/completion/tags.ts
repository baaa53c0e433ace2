// The marks of the prompt: where the cursor is, and what the answer stands between. A document that holds them literally gets others.
import type { CursorContext } from './context';

export interface CompletionTags {
	readonly cursor: string;
	readonly open: string;
	readonly close: string;
}

/** The plain marks, or numbered ones when the document or its path holds the plain ones. The same context always gets the same marks. */
export function chooseTags(context: CursorContext): CompletionTags {
	// The two halves are looked at apart: a mark cannot span the cursor, since the cursor's own mark stands there.
	const texts = [context.prefix, context.suffix, context.path].map(text => text.toUpperCase());
	const taken = (mark: string): boolean => texts.some(text => text.includes(mark));
	for (let number = 0; ; number++) {
		const ending = number === 0 ? '' : `_${number}`;
		if (!taken(`CURSOR${ending}/>`) && !taken(`COMPLETION${ending}>`)) {
			return { cursor: `<CURSOR${ending}/>`, open: `<COMPLETION${ending}>`, close: `</COMPLETION${ending}>` };
		}
	}
}
