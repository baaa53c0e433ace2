// What can come of a trigger, as a closed list; the words are in host/completion/reasonText.ts.
import type { Failure } from '../../../shared/failures';

/** Why a trigger is not to cause a request. */
export type GateReason =
	| 'off'
	| 'manualMode'
	| 'dailyLimit'
	| 'inlineSuggestOff'
	| 'language'
	| 'untrusted'
	| 'excluded'
	| 'readOnly'
	| 'severalCursors'
	| 'selection'
	| 'composing'
	| 'midWord'
	| 'midLine'
	| 'suggestWidget';

export type NoSuggestion =
	| GateReason
	/** The editor wanted it no more before anything was there: the user typed on, and the newer trigger goes on from here, or its own list was opened. */
	| 'typedOn'
	/** The model had nothing to say here, or nothing between the tags. */
	| 'emptyAnswer'
	/** It had nothing to say here a moment ago, and was not asked again. */
	| 'emptyBefore'
	/** What it said stands there already, or is blank. */
	| 'nothingNew'
	/** Nothing came within the limit. */
	| 'tooSlow'
	/** After failures, a pause before the next automatic request. */
	| 'resting'
	| 'failed';

export type Trigger = 'automatic' | 'manual';

/** Where a suggestion came from: a request, a request that was under way, or what was remembered. */
export type Source = 'asked' | 'joined' | 'remembered';

/** One trigger and what came of it. Holds no content: it is shown to the user and may be copied into a report. */
export interface TriggerRecord {
	/** Milliseconds since 1970. */
	readonly at: number;
	readonly trigger: Trigger;
	readonly languageId: string;
	/** `provider/model`. */
	readonly model: string;
	readonly ms: number;
	readonly result:
		| { readonly shown: Source; readonly characters: number }
		| { readonly none: NoSuggestion; readonly failure?: Failure };
}

/** Triggers in a row of which came the same: the last of them, and how many they were. */
export interface CountedTrigger extends TriggerRecord {
	readonly times: number;
}

/** Enough to see what happened just now. */
const keptTriggers = 5;

/** The last triggers, oldest first. */
export class TriggerHistory {
	#records: CountedTrigger[] = [];

	get records(): readonly CountedTrigger[] {
		return this.#records;
	}

	add(record: TriggerRecord): void {
		const last = this.#records.at(-1);
		const again = last !== undefined && kindOf(last) === kindOf(record);
		const kept = again ? this.#records.slice(0, -1) : this.#records;
		this.#records = [...kept, { ...record, times: again ? last.times + 1 : 1 }].slice(-keptTriggers);
	}
}

/** What makes two triggers in a row one event to the user: a suggestion typed through, keys that came too fast, a failure that lasts. */
function kindOf({ result, trigger }: TriggerRecord): string {
	const what = 'none' in result ? [result.none, result.failure?.kind] : [result.shown];
	return [trigger, ...what].join(' ');
}
