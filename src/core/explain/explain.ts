// What "Explain Selection" explains when nothing is selected, and the turn it makes.

/** 0-based and inclusive, as editors count inside. */
export interface LineSpan {
	readonly first: number;
	readonly last: number;
}

/** A named piece of code, as a language service outlines it. */
export interface OutlineSymbol {
	readonly span: LineSpan;
	/** Whether a person would want it explained: functions, classes and the like, but no single variables. */
	readonly isExplainable: boolean;
	readonly children: readonly OutlineSymbol[];
}

/** The innermost explainable symbol around a line, or undefined. */
export function symbolAround(symbols: readonly OutlineSymbol[], line: number): LineSpan | undefined {
	const around = symbols.find(({ span }) => span.first <= line && line <= span.last);
	return around && (symbolAround(around.children, line) ?? (around.isExplainable ? around.span : undefined));
}

/**
 * Where no language service knows better: the block around a line. From the line (or the next one with text) up to the line that opens its
 * indentation, and down to its end; at the outermost level, the paragraph between blank lines.
 * @returns undefined when there is no text at all.
 */
export function blockAround(lines: readonly string[], line: number): LineSpan | undefined {
	const isBlank = (index: number) => (lines[index] ?? '').trim() === '';
	const indent = (index: number) => /^\s*/.exec(lines[index] ?? '')?.[0].length ?? 0;
	const start = nearestText(lines, line);
	if (start === undefined) {
		return undefined;
	}
	const depth = indent(start);
	const belongs = (index: number) => (depth === 0 ? !isBlank(index) : isBlank(index) || indent(index) >= depth);
	let first = start;
	while (first > 0 && belongs(first - 1)) {
		first--;
	}
	let last = start;
	while (last < lines.length - 1 && belongs(last + 1)) {
		last++;
	}
	if (depth === 0) {
		return withBody(lines, { first, last });
	}
	// The lines that open and close the block belong to it: `if (x) {` above and `}` below.
	first = Math.max(0, first - 1);
	while (last > start && isBlank(last)) {
		last--;
	}
	const closes = /^\s*([)\]}]|end\b)/.test(lines[last + 1] ?? '');
	return { first, last: closes ? last + 1 : last };
}

/** A paragraph at the outermost level goes on over blank lines as long as indented text follows: the body of a function. */
function withBody(lines: readonly string[], { first, last }: LineSpan): LineSpan {
	let end = last;
	for (let index = last + 1; index < lines.length; index++) {
		const text = lines[index] ?? '';
		if (text.trim() === '') {
			continue;
		}
		const closes = /^[)\]}]/.test(text);
		if (!/^\s/.test(text) && !closes) {
			break;
		}
		end = index;
		if (closes) {
			break;
		}
	}
	return { first, last: end };
}

function nearestText(lines: readonly string[], line: number): number | undefined {
	for (let distance = 0; distance < lines.length; distance++) {
		for (const index of [line + distance, line - distance]) {
			if ((lines[index] ?? '').trim() !== '') {
				return index;
			}
		}
	}
	return undefined;
}
