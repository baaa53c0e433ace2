// The list of conversations as lines of a file that several windows append to. A line says what changed of one conversation; folding all
// lines gives the list, in whatever order windows wrote them. A damaged line loses only itself.
import { attachmentLabel } from '../../shared/attachmentLabel';
import type { Conversation, ConversationEvent, Question } from '../chat/conversation';
import { differentWords } from './words';

/** A conversation in the list. Times are milliseconds since 1970. */
export interface Entry {
	readonly id: string;
	/** When its newest line was written. */
	readonly t: number;
	/** The last message or answer. */
	readonly at?: number;
	/** The first words of the first message. See `titleOf`. */
	readonly title?: string;
	/** The name that the reader gave. */
	readonly name?: string;
	readonly workspace?: string;
	readonly forkedFrom?: string;
	readonly pinned?: boolean;
	/** When it was deleted; 0 when it was brought back. See `isDeleted`. */
	readonly deletedAt?: number;
	/** Its file is gone for good. */
	readonly erased?: boolean;
}

/** Text of a conversation that search finds it by. */
export interface Words {
	readonly id: string;
	readonly text: string;
}

/** Longest title made of a message, in UTF-16 units: what a panel of usual width shows in one line. */
export const maxTitleLength = 60;

/** Most text of one message and of one answer that search knows, in UTF-16 units: a question with an error that was pasted, and the different words of an answer of a page or two. */
const maxQuestionLength = 2_000;
const maxAnswerLength = 1_000;

/** The first words of a message, in one line; of a short one also what is attached, so that not all explanations are called alike. */
export function titleOf({ text, attachments }: Pick<Question, 'text' | 'attachments'>): string {
	const line = text.trim().replace(/\s+/g, ' ');
	if (line.length <= maxTitleLength) {
		const attached = attachments.map(attachment => attachmentLabel(attachment, attachments)).join(', ');
		const full = attached === '' ? line : `${line} (${attached})`;
		return full.length <= maxTitleLength ? full : line;
	}
	const cut = line.slice(0, maxTitleLength);
	const space = cut.lastIndexOf(' ');
	// A single long word is cut anywhere but inside a character.
	const end = space > maxTitleLength / 2 ? space : /[\uD800-\uDBFF]$/.test(cut) ? cut.length - 1 : cut.length;
	return `${cut.slice(0, end)}…`;
}

/** What an event changes in the list, if anything. @param conversation after the event, where it is known. */
export function entryOf(
	id: string,
	event: ConversationEvent,
	now: number,
	conversation?: Conversation,
): Entry | undefined {
	const entry = { id, t: now };
	switch (event.type) {
		case 'turnAdded':
			// With what names it: a killed host leaves no nameless line, and what another window has erased meanwhile is listed again.
			return { ...entry, at: now, ...(conversation && originOf(conversation)) };
		case 'renamed':
			return { ...entry, name: event.name };
		case 'pinned':
			return { ...entry, pinned: event.pinned };
		case 'deleted':
			return { ...entry, deletedAt: event.at ?? 0 };
		default:
			return undefined;
	}
}

/** What an event adds to the text that search knows, if anything. */
export function wordsOf(id: string, event: ConversationEvent, conversation: Conversation): Words | undefined {
	if (event.type === 'turnAdded') {
		return { id, text: questionWords(event.turn) };
	}
	if (event.type === 'answerEnded') {
		const answers = conversation.all.flatMap(turn => turn.answers);
		const text = answerWords(answers.find(answer => answer.id === event.answerId)?.text ?? '');
		return text === '' ? undefined : { id, text };
	}
	return undefined;
}

/** Each once, so that much of the answer fits. */
function answerWords(text: string): string {
	return differentWords(text).join(' ').slice(0, maxAnswerLength);
}

function questionWords({ text, attachments }: Question): string {
	return [text.slice(0, maxQuestionLength), ...attachments.map(({ path }) => path)].join('\n');
}

function originOf({ turns, workspace, forkedFrom }: Conversation): Pick<Entry, 'title' | 'workspace' | 'forkedFrom'> {
	const [first] = turns;
	return {
		...(first && { title: titleOf(first) }),
		...(workspace !== undefined && { workspace }),
		...(forkedFrom !== undefined && { forkedFrom }),
	};
}

/** The list's and the search's lines for a conversation whose own were lost, from its journal. */
export function indexOf(conversation: Conversation, now: number): { readonly entry: Entry; readonly words: Words } {
	const { id, name, pinned, deletedAt, createdAt } = conversation;
	return {
		entry: {
			id,
			// Whatever is known otherwise is newer.
			t: 0,
			at: createdAt ?? deletedAt ?? now,
			...originOf(conversation),
			...(name !== undefined && { name }),
			...(pinned !== undefined && { pinned }),
			...(deletedAt !== undefined && { deletedAt }),
		},
		words: {
			id,
			text: conversation.all
				.flatMap(turn => [questionWords(turn), ...turn.answers.map(({ text }) => answerWords(text))])
				.join('\n'),
		},
	};
}

/** Takes a line in: of two that say different things, the one written later counts. */
export function foldEntry(entries: Map<string, Entry>, line: Entry): void {
	const known = entries.get(line.id);
	if (known === undefined) {
		entries.set(line.id, line);
	} else {
		// Tens of thousands of lines: the entry is changed in place, not copied for each.
		const [older, newer] = line.t >= known.t ? [known, line] : [line, known];
		entries.set(line.id, Object.assign(older, newer));
	}
}

/** A message that was sent later, from another window that still shows the conversation, brings it back. */
export function isDeleted({ deletedAt = 0, at = 0 }: Entry): boolean {
	return deletedAt > 0 && deletedAt >= at;
}

const isString = (value: unknown) => value === undefined || typeof value === 'string';
const isNumber = (value: unknown) => value === undefined || typeof value === 'number';
const isBoolean = (value: unknown) => value === undefined || typeof value === 'boolean';

const entryFields: { readonly [Field in keyof Entry]-?: (value: unknown) => boolean } = {
	id: isId,
	t: value => typeof value === 'number',
	at: isNumber,
	title: isString,
	name: isString,
	workspace: isString,
	forkedFrom: isString,
	pinned: isBoolean,
	deletedAt: isNumber,
	erased: isBoolean,
};

const entryChecks = Object.entries(entryFields);

/** The entry on a line, or undefined when it is damaged. */
export function parseEntry(line: string): Entry | undefined {
	const value = parse(line);
	const fits = value && entryChecks.every(([name, check]) => check(value[name]));
	return fits ? (value as unknown as Entry) : undefined; // every field has just been checked
}

export function parseWords(line: string): Words | undefined {
	const value = parse(line);
	const [id, text] = [value?.['id'], value?.['text']];
	return isId(id) && typeof text === 'string' ? { id, text } : undefined;
}

/** An id becomes the name of a file, so it is nothing else. */
function isId(value: unknown): value is string {
	return typeof value === 'string' && /^[\w-]{1,64}$/.test(value);
}

function parse(line: string): Record<string, unknown> | undefined {
	try {
		const value: unknown = JSON.parse(line);
		return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined; // an object has string keys
	} catch {
		return undefined;
	}
}
