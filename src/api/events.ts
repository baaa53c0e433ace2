// Text to server-sent events, as the standard says: any chunking, any line ending, comments, several data lines.
import { createParser } from 'eventsource-parser';
import { OpenMindError } from '../core/errors';
import { eventCap } from './limits';

export interface SseEvent {
	/** The type, where the stream names one. */
	readonly event?: string | undefined;
	readonly data: string;
}

/**
 * Yields the events that each piece of text completes, in one list: a step per event would cost more than the event. An event without its
 * last blank line counts too, for servers that close too early.
 * @throws OpenMindError `tooLarge` when one event exceeds its cap
 */
export async function* readEvents(texts: AsyncIterable<string>): AsyncGenerator<readonly SseEvent[]> {
	let events: SseEvent[] = [];
	let overflow = false;
	const parser = createParser({
		maxBufferSize: eventCap,
		onEvent: event => events.push(event),
		onError: error => {
			// Unknown fields are ignored, as the standard says.
			overflow ||= error.type === 'max-buffer-size-exceeded';
		},
	});
	const feed = (text: string): readonly SseEvent[] => {
		events = [];
		parser.feed(text);
		return events;
	};
	for await (const text of texts) {
		const complete = feed(text);
		if (complete.length > 0) yield complete;
		if (overflow) throw new OpenMindError('tooLarge', { limit: eventCap });
	}
	const last = feed('\n\n');
	if (last.length > 0) yield last;
}
