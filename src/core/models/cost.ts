// What tokens cost in the service's credits.
import type { Usage } from '../../shared/chat';

/** Credits per million tokens. */
export interface TokenPrice {
	readonly input: number;
	readonly output: number;
}

const perMillion = 1_000_000;

/** In credits. Too much where the provider takes less for what it has cached. */
export function costOf(
	{ promptTokens, completionTokens }: Pick<Usage, 'promptTokens' | 'completionTokens'>,
	{ input, output }: TokenPrice,
): number {
	return (promptTokens * input + completionTokens * output) / perMillion;
}
