// The pipeline behind ghost text: gate, what is known already, a short wait, a request, its answer as it comes, and the item to show.
import type { Failure } from '../../../shared/failures';
import { describeModel, type ModelInfo } from '../../models/catalogue';
import { formatModelRef } from '../../models/modelRef';
import type { ChatModel, Clock, ModelRef } from '../../ports';
import { isBlank, surroundingsOf } from '../code/surroundings';
import type { CursorContext } from '../context';
import type { Excerpt } from '../prompt';
import { Answer } from './answer';
import { Asker } from './asker';
import type { DailyUsage } from './dailyUsage';
import { judgeSituation, type Situation } from './gate';
import { withoutClosers } from './closers';
import { ranked, type SuggestionItem } from './item';
import { compare, keyOf, SuggestionMemory, type Place } from './memory';
import { TriggerHistory, type NoSuggestion, type Source, type TriggerRecord } from './reasons';
import { Rest } from './rest';
import { Latency, TypingRhythm } from './rhythm';
import { settle, type Extent, type Settled } from './settle';
import { Trust } from './trust';
import { firstOf } from './wait';

export interface SuggesterDeps {
	readonly model: ChatModel;
	readonly clock: Clock;
	readonly settings: {
		completionModel(): ModelRef;
		models(): readonly ModelInfo[];
	};
	readonly usage: DailyUsage;
	/** Told when what the status bar shows may have changed. */
	readonly changed: () => void;
}

/** One trigger with all that is known about it. */
export interface SuggestionRequest {
	/** Names the document within this session. */
	readonly document: string;
	readonly context: CursorContext;
	readonly situation: Situation;
	/** Code from elsewhere; called only when a request is made. */
	readonly excerpts: () => readonly Excerpt[];
}

/** With the model that is to answer it. */
type PlacedRequest = SuggestionRequest & Place;

export type Suggestion =
	/** Best first. */
	| { readonly items: readonly SuggestionItem[]; readonly source: Source }
	| { readonly none: NoSuggestion; readonly failure?: Failure };

/** Characters that may be typed before an answer has begun: beyond, it is not expected to fit any more. */
const mostTypedAhead = 24;

/** How long a suggestion is in sight before the one after it is asked for ahead: whoever types another thing has done so by then. Milliseconds. */
const aheadAfter = 150;

/** How long each line is looked at before it is accepted: while a slow service has not begun its answer, so many lines are. Milliseconds. */
const lookAt = 450;

/** Suggestions to choose from at one place; each beyond the first answer is a request of its own, made by hand. */
const mostCandidates = 3;

export class Suggester {
	readonly history = new TriggerHistory();
	readonly #deps: SuggesterDeps;
	readonly #memory = new SuggestionMemory();
	readonly #rhythm = new TypingRhythm();
	readonly #latency = new Latency();
	readonly #rest = new Rest();
	readonly #asker: Asker;
	/** Requests that are under way, and those of them whose answer has not begun. */
	readonly #running = new Set<Answer>();
	readonly #waiting = new Set<Answer>();
	/** The place where was asked by hand last. */
	#chosenAt: string | undefined;
	readonly #trust = new Trust();
	/** The part that was shown last. */
	#shown: { readonly answer: Answer; readonly upTo: number } | undefined;
	/** The next trigger is for what follows an accepted suggestion: there is no key to wait for. */
	#accepted = false;
	#problem: Failure | undefined;

	constructor(deps: SuggesterDeps) {
		this.#deps = deps;
		this.#asker = new Asker(deps.model, deps.clock, this.#latency);
	}

	/** What the last request failed with, until one succeeds. */
	get problem(): Failure | undefined {
		return this.#problem;
	}

	/** Whether an answer is awaited. */
	get thinking(): boolean {
		return this.#running.size > 0;
	}

	/** A suggestion was accepted; what follows it is asked for at once. */
	accepted(): void {
		this.#accepted = true;
		this.#trust.accepted();
	}

	/** Settings or key have changed: a failure of before says nothing any more. */
	reset(): void {
		this.#rest.reset();
		this.#problem = undefined;
		this.#deps.changed();
	}

	/** @param signal aborted when a newer trigger takes over; the request goes on while its answer may still be of use */
	async suggest(request: SuggestionRequest, signal: AbortSignal): Promise<Suggestion> {
		const { clock, settings } = this.#deps;
		const { trigger, languageId } = request.situation;
		const at = clock.now();
		const model = settings.completionModel();
		const suggestion = await this.#decide({ ...request, model }, signal);
		if (trigger === 'manual' || !('none' in suggestion) || !isStanding(suggestion.none)) {
			const result: TriggerRecord['result'] =
				'none' in suggestion
					? suggestion
					: { shown: suggestion.source, characters: suggestion.items[0]?.text.length ?? 0 };
			this.history.add({ at, trigger, languageId, model: formatModelRef(model), ms: clock.now() - at, result });
		}
		return suggestion;
	}

	async #decide(request: PlacedRequest, signal: AbortSignal): Promise<Suggestion> {
		const { situation, context } = request;
		const now = this.#deps.clock.now();
		// Behind an accepted suggestion there is no key to wait for.
		const since = this.#accepted ? -Infinity : now;
		this.#accepted = false;
		if (situation.trigger === 'automatic') {
			this.#rhythm.key(now);
		}
		const { allow, reason = 'off' } = judgeSituation(situation);
		if (allow === 'nothing') {
			return { none: reason };
		}
		if (situation.trigger === 'manual') {
			return this.#choose(request, signal);
		}
		const known = await this.#known(request, signal);
		if (known !== undefined) {
			return known;
		}
		// The user has typed another thing than what was in sight.
		this.#shown = undefined;
		if (allow === 'reuse') {
			return { none: reason };
		}
		if (this.#memory.stands(request)) {
			return { none: 'nothingNew' };
		}
		if (this.#memory.wasEmpty(request)) {
			return { none: 'emptyBefore' };
		}
		const held = await this.#holdBack(context, since, signal);
		if (held === undefined) {
			return this.#ask(request, signal);
		}
		return { none: held, ...(held === 'resting' && this.#problem ? { failure: this.#problem } : {}) };
	}

	/** From what was answered already, or is being answered, to a place from which the user typed to here. */
	async #known(request: PlacedRequest, signal: AbortSignal): Promise<Suggestion | undefined> {
		const { context } = request;
		const [answer] = this.#memory.recall(request);
		if (answer === undefined) {
			return undefined;
		}
		const typed = context.prefix.length - answer.context.prefix.length;
		if (answer.state === 'waiting' && typed > mostTypedAhead) {
			return undefined;
		}
		const wasOver = answer.over;
		const settled = await this.#settle(request, { answer, signal, extent: 'next' });
		if ('item' in settled) {
			this.#lookAhead(request, answer, settled.item);
			return { items: [settled.item], source: wasOver ? 'remembered' : 'joined' };
		}
		// To ask for the same again would be as little news.
		const isNoNews = settled.none === 'nothingNew' && compare(answer, context) !== undefined;
		return settled.none === 'typedOn' || isNoNews ? settled : undefined;
	}

	/** Waits for the typist, and says why not to ask then, if so. @param since when the next key was first waited for */
	async #holdBack(context: CursorContext, since: number, signal: AbortSignal): Promise<NoSuggestion | undefined> {
		const { clock } = this.#deps;
		const until = since + this.#rhythm.wait(surroundingsOf(context), this.#latency.firstTokenMs);
		let pause = Math.max(until - clock.now(), this.#rest.gap(clock.now()));
		while (pause > 0 && !signal.aborted) {
			await firstOf(clock, pause, signal);
			// Another request may have gone meanwhile.
			pause = this.#rest.gap(clock.now());
		}
		if (signal.aborted) {
			return 'typedOn';
		}
		return this.#rest.isOn(clock.now()) ? 'resting' : undefined;
	}

	async #ask(request: PlacedRequest, signal: AbortSignal): Promise<Suggestion> {
		const answer = this.#start(request, { manual: false });
		this.#memory.set(request, [answer]);
		const settled = await this.#settle(request, { answer, signal, extent: 'next' });
		if ('item' in settled) {
			this.#lookAhead(request, answer, settled.item);
			return { items: [settled.item], source: 'asked' };
		}
		return withFailure(settled.none, answer);
	}

	/** Asks for what follows a suggestion in sight when hardly anything is known beyond it and it is likely to be accepted. */
	#lookAhead(request: PlacedRequest, answer: Answer, item: SuggestionItem): void {
		const upTo = answer.shownUpTo;
		if (this.#shown?.answer === answer && this.#shown.upTo === upTo) {
			return;
		}
		const likely = this.#trust.given;
		const shown = { answer, upTo };
		this.#shown = shown;
		this.#trust.shown();
		const unseen = answer.text.slice(upTo).trim();
		const early = isBlank(request.context.suffix) ? Math.floor(this.#latency.firstTokenMs / lookAt) : 0;
		const enough = unseen === '' || unseen.split('\n').length <= early;
		if (!likely || !answer.over || !enough || judgeSituation(request.situation).allow !== 'ask') {
			return;
		}
		this.#deps.clock.after(aheadAfter, () => {
			const after = unseen === '' ? accepting(request, item) : beyond(request, answer);
			const now = this.#deps.clock.now();
			const free = !this.#rest.isOn(now) && this.#rest.gap(now) === 0 && this.#running.size === 0;
			if (this.#shown === shown && free && this.#memory.recall(after).length === 0) {
				const ahead = this.#start(after, { manual: false });
				this.#memory.set(after, [ahead]);
			}
		});
	}

	/**
	 * By hand: the whole answer and its first part to choose from. Whoever asks again at the same place, or while it is in sight, wants another; an
	 * answer that is still under way is waited for. VS Code asks in the same way when the mouse rests on a suggestion, and for a toolbar that is
	 * always shown, at every key: so one in sight gets one other while it is typed, and what came unasked stays as cheap and within the daily limit.
	 */
	async #choose(request: PlacedRequest, signal: AbortSignal): Promise<Suggestion> {
		const { context, situation } = request;
		const place = keyOf(request);
		const isAgain = this.#chosenAt === place;
		this.#chosenAt = place;
		const answers = this.#memory
			.recall(request)
			.filter(answer => answer.over || answer.context.prefix === context.prefix);
		const joins = answers.some(answer => !answer.over);
		const [first] = answers;
		const inSight = first !== undefined && isInSight(first, context);
		const manual = !inSight || first.manual;
		const wantsMore = first === undefined || isAgain || (inSight && !first.hasOthers);
		const mayAsk = manual || !situation.overLimit;
		let asked: Answer | undefined;
		if (!joins && wantsMore && mayAsk && answers.length < mostCandidates) {
			asked = this.#start(request, { manual, another: first !== undefined });
			answers.push(asked);
			for (const answer of answers) {
				answer.hasOthers = answers.length > 1;
			}
			this.#memory.set(request, answers);
		}
		const items: SuggestionItem[] = [];
		let last: Settled = { none: 'emptyAnswer' };
		for (const answer of answers) {
			for (const extent of ['whole', 'line'] as const) {
				last = await this.#settle(request, { answer, signal, extent });
				items.push(...('item' in last ? [last.item] : []));
			}
		}
		if (signal.aborted) {
			return { none: 'typedOn' };
		}
		if (items.length > 0) {
			return { items: ranked(items), source: asked !== undefined ? 'asked' : joins ? 'joined' : 'remembered' };
		}
		return withFailure('none' in last ? last.none : 'emptyAnswer', answers.at(-1));
	}

	#settle(
		{ context }: SuggestionRequest,
		how: { readonly answer: Answer; readonly signal: AbortSignal; readonly extent: Extent },
	): Promise<Settled> {
		return settle({ clock: this.#deps.clock, stretch: this.#latency.stretch, context, ...how });
	}

	#start(
		{ context, model, excerpts }: PlacedRequest,
		{ manual, another = false }: { readonly manual: boolean; readonly another?: boolean },
	): Answer {
		for (const stale of this.#waiting) {
			// It is for another place, or typed past, and has cost nothing but its prompt yet.
			stale.cut();
		}
		const { clock } = this.#deps;
		const answer = new Answer({ context, startedAt: clock.now(), manual });
		this.#running.add(answer);
		this.#waiting.add(answer);
		this.#rest.asked(clock.now());
		const readsOn = this.#trust.given && isBlank(withoutClosers(context).suffix);
		const began = (): boolean => this.#waiting.delete(answer);
		void this.#asker.ask({ answer, model, readsOn, another, excerpts: excerpts(), began }).then(used => {
			this.#finished(answer);
			if (used !== undefined) {
				this.#deps.usage.add(used, describeModel(this.#deps.settings.models(), model).price);
			}
			this.#deps.changed();
		});
		this.#deps.changed();
		return answer;
	}

	#finished(answer: Answer): void {
		this.#running.delete(answer);
		this.#waiting.delete(answer);
		const { failure } = answer;
		if (failure !== undefined) {
			this.#rest.failed(failure, this.#deps.clock.now());
			this.#problem = failure;
		} else if (answer.state === 'over') {
			this.#rest.succeeded();
			this.#problem = undefined;
		}
	}
}

/** Whether the answer has a part that was shown and is not typed yet. */
function isInSight(answer: Answer, context: CursorContext): boolean {
	const fit = compare(answer, context)?.fit;
	return fit !== undefined && fit !== 'open' && fit.at < answer.shownUpTo;
}

/** The place after the item is accepted. */
function accepting(request: PlacedRequest, { text, replaceBefore, replaceAfter }: SuggestionItem): PlacedRequest {
	const { prefix, suffix } = request.context;
	const context = {
		...request.context,
		prefix: prefix.slice(0, prefix.length - replaceBefore) + text,
		suffix: suffix.slice(replaceAfter),
	};
	return { ...request, context };
}

/** The place after all of the answer is accepted. */
function beyond(request: PlacedRequest, { context, text }: Answer): PlacedRequest {
	return { ...request, context: { ...request.context, prefix: context.prefix + text.trimEnd() } };
}

/** Reasons that hold for every key alike, and that the status bar tells already. */
function isStanding(none: NoSuggestion): boolean {
	return none === 'off' || none === 'manualMode' || none === 'inlineSuggestOff';
}

function withFailure(none: NoSuggestion, answer: Answer | undefined): Suggestion {
	return { none, ...(none === 'failed' && answer?.failure ? { failure: answer.failure } : {}) };
}
