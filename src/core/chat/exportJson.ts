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

/** Most messages of one conversation that are taken in: more than anybody wrote. */
const maxTurns = 5_000;

/**
 * The events of an exported conversation, as one that begins now in this workspace; undefined when the text is no export, or holds no message or
 * more than `maxTurns`. All ids are new, so that the same file can be taken in twice. Attachments stay as they were sent: where they came from is
 * another's word, and not read.
 */
export function importJson(
	text: string,
	deps: { readonly clock: Clock; readonly makeId: MakeId; readonly workspace?: string },
): readonly ConversationEvent[] | undefined {
	const events = parse(text);
	const turns = events?.filter(event => event.type === 'turnAdded').length ?? 0;
	if (events === undefined || turns === 0 || turns > maxTurns) {
		return undefined;
	}
	const { workspace } = deps;
	const created = { type: 'created', at: deps.clock.now(), ...(workspace !== undefined && { workspace }) } as const;
	// Applied and written again, so that only what makes sense is taken: no turn twice, no answer without its turn.
	const imported = events
		.filter(event => !['created', 'pinned', 'deleted', 'queued'].includes(event.type))
		.reduce(applyEvent, emptyConversation(''));
	return [created, ...asOurs(eventsOf(imported), deps.makeId)];
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

/** With new ids, and without the places of files. */
function asOurs(events: readonly ConversationEvent[], makeId: MakeId): readonly ConversationEvent[] {
	const ids = new Map<string, string>();
	const renew = (id: string): string => {
		const known = ids.get(id) ?? makeId();
		ids.set(id, known);
		return known;
	};
	return events.map(event => ({
		...event,
		...('turn' in event && {
			turn: {
				...event.turn,
				id: renew(event.turn.id),
				attachments: event.turn.attachments.map(one => ({ ...one, id: makeId(), uri: '' })),
			},
		}),
		...('turnId' in event && { turnId: renew(event.turnId) }),
		...('answerId' in event && { answerId: renew(event.answerId) }),
		...('parentId' in event && typeof event.parentId === 'string' && { parentId: renew(event.parentId) }),
	}));
}
