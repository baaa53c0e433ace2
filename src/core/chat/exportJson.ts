// A conversation as JSON that keeps all of it: edited messages, every answer, attachments. What was exported can be imported again.
import type { Clock, MakeId } from '../ports';
import { eventsOf } from './copies';
import { applyEvent, emptyConversation, type Conversation, type ConversationEvent } from './conversation';
import { isEvent } from './journal';

const format = 'openmind-chat';
const version = 1;

export function exportJson(conversation: Conversation): string {
	return `${JSON.stringify({ format, version, events: eventsOf(conversation) }, undefined, '\t')}\n`;
}

/**
 * The events of an exported conversation, as one that begins now in this workspace; undefined when the text is no export or holds no message.
 * All ids are new, so that the same file can be taken in twice.
 */
export function importJson(
	text: string,
	deps: { readonly clock: Clock; readonly makeId: MakeId; readonly workspace?: string },
): readonly ConversationEvent[] | undefined {
	const events = parse(text);
	if (!events?.some(event => event.type === 'turnAdded')) {
		return undefined;
	}
	const { workspace } = deps;
	const created = { type: 'created', at: deps.clock.now(), ...(workspace !== undefined && { workspace }) } as const;
	// Applied and written again, so that only what makes sense is taken: no turn twice, no answer without its turn.
	const imported = events
		.filter(event => !['created', 'pinned', 'deleted', 'queued'].includes(event.type))
		.reduce(applyEvent, emptyConversation(''));
	return [created, ...withNewIds(eventsOf(imported), deps.makeId)];
}

function parse(text: string): readonly ConversationEvent[] | undefined {
	try {
		const value: unknown = JSON.parse(text);
		const isExport =
			typeof value === 'object' &&
			value !== null &&
			'format' in value &&
			value.format === format &&
			'version' in value &&
			value.version === version &&
			'events' in value;
		const events: unknown = isExport ? value.events : undefined;
		return Array.isArray(events) && events.every(isEvent) ? events : undefined;
	} catch {
		return undefined;
	}
}

function withNewIds(events: readonly ConversationEvent[], makeId: MakeId): readonly ConversationEvent[] {
	const ids = new Map<string, string>();
	const renew = (id: string): string => {
		const known = ids.get(id) ?? makeId();
		ids.set(id, known);
		return known;
	};
	return events.map(event => ({
		...event,
		...('turn' in event && { turn: { ...event.turn, id: renew(event.turn.id) } }),
		...('turnId' in event && { turnId: renew(event.turnId) }),
		...('answerId' in event && { answerId: renew(event.answerId) }),
		...('parentId' in event && typeof event.parentId === 'string' && { parentId: renew(event.parentId) }),
	}));
}
