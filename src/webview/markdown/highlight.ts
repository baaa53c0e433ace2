// Colours code as it grows: finished stretches are coloured once and stay; the line that is being written is plain until it is complete. Where a stretch ends depends on the code alone, never on how it
// arrived, so that a streamed block ends up exactly like one that was there at once.
import hljs from 'highlight.js/lib/core';
import bash from 'highlight.js/lib/languages/bash';
import c from 'highlight.js/lib/languages/c';
import cpp from 'highlight.js/lib/languages/cpp';
import csharp from 'highlight.js/lib/languages/csharp';
import css from 'highlight.js/lib/languages/css';
import diff from 'highlight.js/lib/languages/diff';
import go from 'highlight.js/lib/languages/go';
import ini from 'highlight.js/lib/languages/ini';
import java from 'highlight.js/lib/languages/java';
import javascript from 'highlight.js/lib/languages/javascript';
import json from 'highlight.js/lib/languages/json';
import markdown from 'highlight.js/lib/languages/markdown';
import php from 'highlight.js/lib/languages/php';
import python from 'highlight.js/lib/languages/python';
import ruby from 'highlight.js/lib/languages/ruby';
import rust from 'highlight.js/lib/languages/rust';
import shell from 'highlight.js/lib/languages/shell';
import sql from 'highlight.js/lib/languages/sql';
import typescript from 'highlight.js/lib/languages/typescript';
import xml from 'highlight.js/lib/languages/xml';
import yaml from 'highlight.js/lib/languages/yaml';

const languages = {
	// Those that are asked about most come first.
	...{ typescript, javascript, python, bash, json, go, java, xml, css, rust, cpp, csharp, sql, yaml },
	...{ c, diff, ini, markdown, php, ruby, shell },
};
for (const [name, language] of Object.entries(languages)) hljs.registerLanguage(name, language);

/** Has something of what most grammars look for. */
const sample = 'word = "text" // 1\n';

/** What the largest grammar takes on a slow machine. */
const grammarMs = 10;

/** Makes the grammars ready one by one while nothing else is to do: the first code in each would otherwise wait for its own. */
export function warmUp(names = Object.keys(languages)): void {
	requestIdleCallback(idle => {
		const rest = [...names];
		while (rest.length > 0 && idle.timeRemaining() > grammarMs)
			hljs.highlight(sample, { language: rest.shift() ?? '', ignoreIllegals: true });
		if (rest.length > 0) warmUp(rest);
	});
}

/** A stretch is tried first at this many lines, then at twice as many each time: trying costs in proportion to what is coloured. */
const firstTry = 1;
/** Lines of one box: finished boxes cost no layout when code grows. */
const boxLines = 8;
const growth = 2;
/** A stretch ends here even inside a comment or string: code that long in one is not written, or not read for its colours. */
const maxStretchLines = 1000;
/** Longer stretches (minified files) stay plain: colouring them would hold up the page. */
const maxColouredLength = 50_000;
/** The lines of an unfinished stretch up to this size are coloured anew at every line; those of a longer one wait for its next try. */
const maxLiveLength = 2_000;

/** What has no colour of its own (markdown.css) needs no element: in JSON it would be most of them. */
const uncoloured = /<span class="hljs-(?:punctuation|operator)">([^<]*)<\/span>/g;

export class GrowingCode {
	readonly #target: HTMLElement;
	#language: string | undefined;
	#code = '';
	/** Characters of the code whose elements are final. */
	#final = 0;
	/** Shows what is not final: lines in colour, then the line that is still being written. */
	readonly #live = makeBox();
	/** Holds the last finished stretches, so many lines of them. */
	#box: HTMLElement | undefined;
	#boxed = 0;
	/** Characters of the code up to the line that is still being written, as last shown; -1 for not yet. */
	#lines = -1;
	#ended = false;
	readonly #writing = document.createTextNode('');
	#nextTry = firstTry;
	/** What the last try of the unfinished stretch gave. */
	#tried = { length: 0, html: '' };

	/** @param target is filled by this object alone. */
	constructor(target: HTMLElement) {
		this.#target = target;
		this.#live.append(this.#writing);
		target.append(this.#live);
	}

	/** Shows `code`; `ended` says that it is complete. */
	update(code: string, language: string, ended: boolean): void {
		const known = hljs.getLanguage(language) === undefined ? undefined : language;
		if (known !== this.#language || !code.startsWith(this.#code)) this.#restart(known);
		this.#code = code;
		const lines = ended ? code.length : code.lastIndexOf('\n') + 1;
		// Long code that was not closed is coloured to its end once it is known to end there.
		if (lines !== this.#lines || ended !== this.#ended) {
			this.#lines = lines;
			this.#ended = ended;
			while (this.#finishStretch());
			this.#showLines(code.slice(this.#final, lines), ended);
		}
		this.#showWriting(code.slice(lines));
	}

	#restart(language: string | undefined): void {
		this.#language = language;
		this.#final = 0;
		this.#box = undefined;
		this.#target.replaceChildren(this.#live);
		this.#beginStretch();
	}

	#beginStretch(): void {
		this.#lines = -1;
		this.#nextTry = firstTry;
		this.#tried = { length: 0, html: '' };
	}

	/** Tries to end the unfinished stretch; true when it did, and the next may end as well. */
	#finishStretch(): boolean {
		const end = endOfLines(this.#code, this.#final, this.#nextTry);
		if (end === undefined) return false;
		const { html, outermost } = this.#colour(this.#code.slice(this.#final, end));
		if (outermost || this.#nextTry >= maxStretchLines) {
			this.#keep(html, this.#nextTry);
			this.#final = end;
			this.#beginStretch();
		} else {
			this.#tried = { length: end - this.#final, html };
			this.#nextTry = Math.min(this.#nextTry * growth, maxStretchLines);
		}
		return true;
	}

	/** Adds a finished stretch to the last box, or to a new one when that is full. */
	#keep(html: string, lines: number): void {
		if (this.#box === undefined || this.#boxed >= boxLines) {
			this.#box = makeBox();
			this.#boxed = 0;
			this.#live.before(this.#box);
		}
		// Safe: highlight.js escapes the code and adds nothing but spans with classes of its own.
		this.#box.insertAdjacentHTML('beforeend', html);
		this.#boxed += lines;
	}

	#showLines(lines: string, ended: boolean): void {
		const html = this.#colourLive(lines, ended);
		// Only what differs is touched: the text after it stays where it is, empty for now.
		while (this.#writing.previousSibling !== null) this.#writing.previousSibling.remove();
		this.#writing.data = '';
		// Safe, as above.
		if (html !== '') this.#live.insertAdjacentHTML('afterbegin', html);
	}

	#colourLive(lines: string, ended: boolean): string {
		const { length, html } = this.#tried;
		if (lines.length === length) return html;
		const whole = ended || lines.length <= maxLiveLength;
		return whole ? this.#colour(lines).html : html + escape(lines.slice(length));
	}

	#showWriting(line: string): void {
		const shown = this.#writing.data;
		if (line === shown) return;
		if (line.startsWith(shown)) this.#writing.appendData(line.slice(shown.length));
		else this.#writing.data = line;
	}

	#colour(code: string): { readonly html: string; readonly outermost: boolean } {
		if (this.#language === undefined || code.length > maxColouredLength)
			return { html: escape(code), outermost: true };
		const result = hljs.highlight(code, { language: this.#language, ignoreIllegals: true });
		// Outside every string, comment and the like, what follows is coloured the same with or without what came before.
		return {
			html: result.value.replace(uncoloured, '$1'),
			outermost: result._top !== undefined && !('parent' in result._top),
		};
	}
}

/** Lines that are laid out by themselves. */
function makeBox(): HTMLElement {
	const box = document.createElement('span');
	box.className = 'lines';
	return box;
}

/** Where the `count`th line from `start` ends, its line break included; undefined when fewer are complete. */
function endOfLines(code: string, start: number, count: number): number | undefined {
	let end = start;
	for (let line = 0; line < count; line++) {
		const newline = code.indexOf('\n', end);
		if (newline < 0) return undefined;
		end = newline + 1;
	}
	return end;
}

function escape(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
