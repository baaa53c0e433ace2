// Turns what a chat model answers into the text that belongs at the cursor, while it comes.
import type { CursorContext } from '../context';
import { chooseTags } from '../tags';
import { IndentStage, type Margin } from './indent';
import { LeadStage } from './lead';
import { RepeatedPrefixStage } from './repeatedPrefix';
import { RepeatedSignStage } from './repeatedSign';
import { RepeatedSuffixStage } from './repeatedSuffix';
import { Chain, type Stage } from './stage';
import { surroundingsOf } from '../code/surroundings';
import { TagStage, type UntaggedPolicy } from './tagged';
import { ThinkStage } from './think';
import { TrailStage } from './trail';

/**
 * The most characters that are taken of one raw answer, thinking included: several times the longest answer that a model of the catalogue gives
 * to such a request, and an end for one that repeats itself for ever.
 */
export const mostAnswerCharacters = 200_000;

/**
 * Takes an answer in pieces of any size and gives, piece by piece, text that is safe to insert. Whatever the pieces, the texts together are the same.
 * Once `done`, nothing more will be given and the request can be stopped. The document's line ends are used throughout.
 */
export class CompletionCleaner implements Stage {
	readonly #chain: Chain;
	readonly #eol: string;
	#taken = 0;
	#ended = false;

	constructor(context: CursorContext, untagged: UntaggedPolicy = 'accept') {
		const around = surroundingsOf(context);
		const margin: Margin = { missing: undefined };
		this.#eol = context.eol;
		this.#chain = new Chain([
			new ThinkStage(),
			new TagStage(chooseTags(context), around, untagged),
			new RepeatedPrefixStage(around),
			new RepeatedSignStage(around),
			new LeadStage(around, margin),
			new IndentStage(around, margin),
			new RepeatedSuffixStage(around),
			new TrailStage(around),
		]);
	}

	get done(): boolean {
		return this.#ended || this.#chain.done;
	}

	push(text: string): string {
		if (this.done) {
			return '';
		}
		const piece = text.slice(0, mostAnswerCharacters - this.#taken);
		this.#taken += text.length;
		const clean = this.#written(this.#chain.push(piece.replaceAll('\r', '')));
		return this.#taken < mostAnswerCharacters ? clean : clean + this.end();
	}

	end(): string {
		if (this.done) {
			return '';
		}
		this.#ended = true;
		return this.#written(this.#chain.end());
	}

	#written(text: string): string {
		return this.#eol === '\n' ? text : text.replaceAll('\n', this.#eol);
	}
}
