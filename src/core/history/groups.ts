// Under which heading a conversation is listed.
import type { HistoryGroup } from '../../shared/chat';

/** "Today" is the day of the computer's own calendar. */
export function groupOf({ at, pinned }: { readonly at: number; readonly pinned: boolean }, now: number): HistoryGroup {
	if (pinned) {
		return 'pinned';
	}
	return new Date(at).toDateString() === new Date(now).toDateString() ? 'today' : 'earlier';
}
