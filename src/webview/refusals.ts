// What the page refuses by itself, because the host would not take it: the reader keeps what was written, and hears why.
import { maxMessageLength, maxQueued } from '../shared/limits';
import { fill } from '../shared/strings';
import { streamingTurn, type PageState } from './state';
import { strings } from './strings';

/** Why a message cannot be sent now. While nothing streams, it goes out beside those that wait. */
export function queueRefusal(state: PageState): string | undefined {
	const isFull = state.queue.length >= maxQueued && streamingTurn(state) !== undefined;
	return isFull ? fill(strings.queueFull, String(maxQueued)) : undefined;
}

/** Why these words cannot be sent at all. */
export function lengthRefusal(text: string): string | undefined {
	return text.length > maxMessageLength ? fill(strings.messageTooLong, String(maxMessageLength / 1e6)) : undefined;
}
