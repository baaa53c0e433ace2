// Which messages of the reader became nothing: they go back to where they were written.
import type { ToPage } from '../shared/protocol';
import type { SentMessage } from './bridge';

/**
 * What the host refused, or never saw before the page was made anew.
 * @param sent not yet seen in the conversation
 * @param isFirst the message is the first that this page hears
 */
export function lostMessages(sent: readonly SentMessage[], message: ToPage, isFirst: boolean): readonly SentMessage[] {
	if (message.type === 'rejected') return sent.filter(({ turnId }) => turnId === message.turnId);
	if (message.type !== 'state' || !isFirst) return [];
	const { sending = [] } = message;
	return sent.filter(({ turnId }) => !sending.includes(turnId));
}
