// A fenced code block that is still open: its new lines are taken as they come, without parsing the block again.
import type { CodeBlock } from './codeBlock';
import { infoOf } from './parser';

export class OpenFence {
	readonly #component: CodeBlock;
	readonly #info: string;
	/** Matches the line that ends the block. */
	readonly #closing: RegExp;
	/** Where in the whole text the code begins. */
	readonly #start: number;
	/** Where in the whole text the first line begins that may still end the block. */
	#line: number;

	constructor(component: CodeBlock, opening: Opening, at: number) {
		this.#component = component;
		this.#info = infoOf(opening.info);
		this.#closing = new RegExp(`^ {0,3}${opening.marker[0]}{${opening.marker.length},}[ \\t]*$`, 'm');
		this.#start = this.#line = at + opening.length;
	}

	/** The open code block that `text` consists of from `at` on, shown by `component`; undefined when there is more, or other, than that. */
	static in(text: string, at: number, component: CodeBlock): OpenFence | undefined {
		const opening = readOpening(text.slice(at));
		if (opening === undefined) return undefined;
		const fence = new OpenFence(component, opening, at);
		return fence.#grow(text) ? fence : undefined;
	}

	/** Shows the code of `text`; false when its new lines need the parser. */
	update(text: string): boolean {
		if (!this.#grow(text)) return false;
		this.#component.update(text.slice(this.#start), this.#info, false);
		return true;
	}

	#grow(text: string): boolean {
		const fresh = text.slice(this.#line);
		// The parser has its own view of this character.
		if (fresh.includes('\0') || this.#closing.test(fresh)) return false;
		this.#line = text.lastIndexOf('\n') + 1;
		return true;
	}
}

interface Opening {
	readonly marker: string;
	readonly info: string;
	/** Up to the first line of the code. */
	readonly length: number;
}

/** Only fences without indentation: that of others would have to come off every line. */
function readOpening(source: string): Opening | undefined {
	const match = /^(?:[ \t]*\n)*(?:(`{3,})([^`\n\0]*)|(~{3,})([^\n\0]*))\n/.exec(source);
	if (match === null) return undefined;
	return { marker: match[1] ?? match[3] ?? '', info: match[2] ?? match[4] ?? '', length: match[0].length };
}
