// Whether what was typed since a request still goes along with its answer, and what of the answer is left then.

export type Followed =
	/** `at`: how much of the answer is typed. `outdent`: characters of indentation before the cursor that the rest of the answer does without. */
	| { readonly kind: 'fits'; readonly at: number; readonly outdent: number }
	/** All that came so far is typed, and more may come. */
	| { readonly kind: 'open' }
	| { readonly kind: 'off' };

const off: Followed = { kind: 'off' };

/**
 * Compares character by character; only the indentation of a line may differ, because editors indent new lines on their own.
 * @param over no more of the answer will come
 */
export function follow(answer: string, typed: string, over: boolean): Followed {
	let at = 0;
	/** Where the answer's line begins, once a line end was typed. */
	let lineStart: number | undefined;
	for (let index = 0; index < typed.length;) {
		const character = typed[index];
		if (at >= answer.length) {
			return over ? off : { kind: 'open' };
		}
		if (character === answer[at]) {
			at++;
			index++;
			lineStart = character === '\n' ? at : lineStart;
			continue;
		}
		// The indentation of this line, typed and answered.
		const typedIndent = indentAt(typed, typed.lastIndexOf('\n', index - 1) + 1);
		if (lineStart === undefined || index > typedIndent.end) {
			return off;
		}
		const answered = indentAt(answer, lineStart);
		if (index === typedIndent.end && at >= answered.end) {
			// Both indentations are behind: the lines themselves differ.
			return off;
		}
		if (answered.end === answer.length && !over) {
			return { kind: 'open' };
		}
		if (typedIndent.end === typed.length) {
			return outdented(typedIndent.text, answered);
		}
		at = answered.end;
		index = typedIndent.end;
	}
	if (at < answer.length) {
		return { kind: 'fits', at, outdent: 0 };
	}
	return over ? off : { kind: 'open' };
}

interface Indent {
	readonly text: string;
	readonly end: number;
}

function indentAt(text: string, start: number): Indent {
	const indent = /[^\S\r\n]*/y;
	indent.lastIndex = start;
	const found = indent.exec(text)?.[0] ?? '';
	return { text: found, end: start + found.length };
}

/** The cursor stands after the indentation of a blank line. */
function outdented(typed: string, answered: Indent): Followed {
	if (answered.text.startsWith(typed)) {
		return { kind: 'fits', at: answered.end - (answered.text.length - typed.length), outdent: 0 };
	}
	return typed.startsWith(answered.text)
		? { kind: 'fits', at: answered.end, outdent: typed.length - answered.text.length }
		: off;
}
