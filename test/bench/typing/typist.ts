// A seeded typist: types a file as a person does, makes mistakes, pauses at line ends, and takes suggestions that were in sight long enough.
import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { ghostNow } from './ghostWatch';

/** Milliseconds. */
const betweenKeys = [60, 180] as const;
const atLineEnd = [500, 900] as const;
const seenBeforeTab = 400;
const pollMs = 20;

const mistakes = 0.05;

export interface Tally {
	/** Keys that put a character in, mistakes included. */
	typed: number;
	accepted: number;
	/** Characters of accepted suggestions that the file does not have there. */
	wrong: number;
	pauses: number;
	/** From the last key to the ghost text, for each pause that had one. Milliseconds. */
	readonly served: number[];
	ms: number;
}

export class Typist {
	readonly #page: Page;
	readonly #random: () => number;
	readonly tally: Tally = { typed: 0, accepted: 0, wrong: 0, pauses: 0, served: [], ms: 0 };

	constructor(page: Page, seed: number) {
		this.#page = page;
		this.#random = randomFrom(seed);
	}

	/** Types `text` into the empty document that has the focus. The editor does not indent: the typist's new lines bring their indentation along. */
	async write(text: string): Promise<void> {
		const started = performance.now();
		for (let at = 0; at < text.length;) {
			const taken = await this.#take(text, at);
			at = taken ?? (await this.#key(text, at));
			const endOfLine = text[at] === '\n' && taken === undefined && text[at - 1] !== '\n';
			const startOfLine = taken === undefined && text[at - 1] === '\n';
			// Half of the pauses come before Enter and half after; the two draws make the same script of keys for every provider.
			if ((endOfLine && isHeads(at)) || (startOfLine && !isHeads(text.lastIndexOf('\n', at - 1)))) {
				at = await this.#pause(text, at);
			} else {
				await delay(this.#between(betweenKeys));
			}
		}
		this.tally.ms += performance.now() - started;
	}

	/** Types what comes next: a character, or a line break with the indentation after it. */
	async #key(text: string, at: number): Promise<number> {
		const character = text.charAt(at);
		const { keyboard } = this.#page;
		this.tally.typed++;
		if (character === '\n') {
			const indent = /^[ \t]*/.exec(text.slice(at + 1))?.[0] ?? '';
			await keyboard.press('Enter');
			if (indent !== '') {
				await keyboard.insertText(indent);
			}
			return at + 1 + indent.length;
		}
		if (/[a-z]/.test(character) && this.#random() < mistakes) {
			this.tally.typed++;
			await keyboard.type(character === 'x' ? 'z' : 'x');
			await delay(this.#between(betweenKeys));
			await keyboard.press('Backspace');
			await delay(this.#between(betweenKeys));
		}
		await (character === '\t' ? keyboard.insertText(character) : keyboard.type(character));
		return at + 1;
	}

	async #pause(text: string, at: number): Promise<number> {
		this.tally.pauses++;
		const until = performance.now() + this.#between(atLineEnd);
		let served: number | undefined;
		let taken: number | undefined;
		while (performance.now() < until && taken === undefined) {
			served ??= (await ghostNow(this.#page))?.afterKeyMs;
			taken = await this.#take(text, at);
			await delay(pollMs);
		}
		if (served !== undefined) {
			this.tally.served.push(served);
		}
		return taken ?? at;
	}

	/** Takes a suggestion that was in sight long enough; gives the place after it. One that is wrong is counted and sent away. */
	async #take(text: string, at: number): Promise<number | undefined> {
		const ghost = await ghostNow(this.#page);
		if (ghost === undefined || ghost.seenMs < seenBeforeTab) {
			return undefined;
		}
		let end = at;
		let matched = 0;
		while (matched < ghost.text.length && end < text.length) {
			const character = text.charAt(end);
			if (/\s/.test(character)) {
				end++;
			} else if (character === ghost.text[matched]) {
				end++;
				matched++;
			} else {
				break;
			}
		}
		if (matched < ghost.text.length) {
			this.tally.wrong += ghost.text.length - matched;
			await this.#page.keyboard.press('Escape');
			return undefined;
		}
		this.tally.accepted += end - at;
		await this.#page.keyboard.press('Tab');
		await delay(this.#between(betweenKeys));
		return end;
	}

	#between([least, most]: readonly [number, number]): number {
		return least + this.#random() * (most - least);
	}
}

function isHeads(at: number): boolean {
	return ((at * 2654435761) >>> 7) % 2 === 0;
}

/** Mulberry32: small, fast, and good enough to look human. */
function randomFrom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
}
