// What suggestions have cost today, counted apart from chat, and the soft limit on it.
import type { Usage } from '../../../shared/chat';
import { costOf, type TokenPrice } from '../../models/cost';

/** Where the count is kept for all windows; it is small and holds numbers only. */
export interface UsageStore {
	/** What was written last, here or in another window; from memory, as it is asked for at every key. */
	read(): unknown;
	write(value: DayCount): void;
}

export interface DayCount {
	/** The user's calendar day, `2026-01-31`. */
	readonly day: string;
	readonly promptTokens: number;
	readonly answerTokens: number;
	readonly requests: number;
	/** In the service's credits, where the model's price is known. */
	readonly cost: number;
	/** The user was told that the limit is reached. */
	readonly told: boolean;
}

export class DailyUsage {
	readonly #store: UsageStore;
	readonly #today: () => string;

	/** @param today names the current day in the user's time zone */
	constructor(store: UsageStore, today: () => string) {
		this.#store = store;
		this.#today = today;
	}

	/** Read anew each time: other windows add to it. */
	get count(): DayCount {
		const day = this.#today();
		const stored = parse(this.#store.read());
		return stored?.day === day
			? stored
			: { day, promptTokens: 0, answerTokens: 0, requests: 0, cost: 0, told: false };
	}

	/** Tokens of prompts and answers together. */
	get tokens(): number {
		return this.count.promptTokens + this.count.answerTokens;
	}

	add(usage: Pick<Usage, 'promptTokens' | 'completionTokens'>, price?: TokenPrice): void {
		const { count } = this;
		const { promptTokens, completionTokens } = usage;
		this.#store.write({
			...count,
			promptTokens: count.promptTokens + promptTokens,
			answerTokens: count.answerTokens + completionTokens,
			requests: count.requests + 1,
			cost: count.cost + (price ? costOf(usage, price) : 0),
		});
	}

	/** @param limit tokens a day; 0 for none */
	over(limit: number): boolean {
		return limit > 0 && this.tokens >= limit;
	}

	/** True once a day, when the limit is reached for the first time. */
	shouldTell(limit: number): boolean {
		if (!this.over(limit) || this.count.told) {
			return false;
		}
		this.#store.write({ ...this.count, told: true });
		return true;
	}
}

/** Nothing when what is stored is of another version, or damaged. */
function parse(value: unknown): DayCount | undefined {
	if (typeof value !== 'object' || value === null) {
		return undefined;
	}
	const stored = new Map<string, unknown>(Object.entries(value));
	const number = (name: string): number => {
		const found = stored.get(name);
		return typeof found === 'number' && Number.isFinite(found) && found >= 0 ? found : 0;
	};
	const day = stored.get('day');
	return typeof day === 'string'
		? {
				day,
				promptTokens: number('promptTokens'),
				answerTokens: number('answerTokens'),
				requests: number('requests'),
				cost: number('cost'),
				told: stored.get('told') === true,
			}
		: undefined;
}
