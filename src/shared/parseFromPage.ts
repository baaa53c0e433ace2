// Reads a message that claims to come from the page. Whatever is not exactly one is dropped: the page renders a model's output, so the host
// trusts it no further than its shape.
import { helpActions } from './failures';
import { maxPlaces } from './filePlace';
import { maxDropped, maxMessageLength } from './limits';
import type { FromPage } from './protocol';

/** Longest name of a conversation, search, address of a file or info of a code block, in UTF-16 units: longer than any path in use. */
const maxLineLength = 5_000;

/** Most conversations that the page may ask for: more than anybody scrolls through. */
const maxHistoryRows = 20_000;

type Fields = Readonly<Record<string, unknown>>;
type Check = (value: unknown) => boolean;

const text: Check = value => typeof value === 'string' && value.length <= maxMessageLength;
const line: Check = value => typeof value === 'string' && value.length <= maxLineLength;
const listOf =
	(check: Check, most: number): Check =>
	value =>
		Array.isArray(value) && value.length <= most && value.every(check);
const yesOrNo: Check = value => typeof value === 'boolean';
const count: Check = value =>
	typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= maxHistoryRows;
const id: Check = value => typeof value === 'string' && /^[\w-]{1,64}$/.test(value);
const oneOf =
	(...values: readonly string[]): Check =>
	value =>
		values.some(one => one === value);
const optional =
	(check: Check): Check =>
	value =>
		value === undefined || check(value);

/** Each message's fields; the compiler holds the list against the union. */
const shapes: {
	readonly [Type in FromPage['type']]: {
		readonly [Field in Exclude<keyof Extract<FromPage, { type: Type }>, 'type'>]-?: Check;
	};
} = {
	ready: {},
	submit: { turnId: id, text },
	stop: { turnId: id },
	tryAgain: { turnId: id },
	skipWait: { turnId: id },
	edit: { turnId: id, newTurnId: id, text, without: listOf(id, maxDropped) },
	showTurn: { turnId: id },
	showAnswer: { turnId: id, answerId: id },
	fork: { turnId: id, answerId: id },
	sendQueued: { turnId: id },
	unqueue: { turnId: id },
	editQueued: { turnId: id },
	newChat: {},
	showHistory: {},
	searchHistory: { query: line, scope: oneOf('workspace', 'all'), limit: count },
	openConversation: { conversationId: id },
	renameConversation: { conversationId: id, name: line },
	pinConversation: { conversationId: id, pinned: yesOrNo },
	deleteConversation: { conversationId: id },
	restoreConversation: { conversationId: id },
	pickFile: {},
	dropFiles: { uris: listOf(line, maxDropped) },
	attachImage: { data: text },
	showRequest: { text },
	apply: { turnId: id, text, info: line, above: optional(line) },
	attach: { kind: oneOf('selection', 'file') },
	detach: { attachmentId: id },
	selectModel: {},
	help: { action: oneOf(...helpActions), turnId: optional(id) },
	copy: { text },
	insertAtCursor: { text },
	newFile: { text, language: text },
	openLink: { href: text },
	findFiles: { requestId: id, places: listOf(line, maxPlaces) },
	openFile: { place: line },
};

/** @returns undefined for anything that is not a message of the page. */
export function parseFromPage(value: unknown): FromPage | undefined {
	return isFromPage(value) ? value : undefined;
}

function isFromPage(value: unknown): value is FromPage {
	if (!isFields(value)) {
		return false;
	}
	const { type, ...fields } = value;
	const shape: Readonly<Record<string, Check>> | undefined =
		typeof type === 'string' && Object.hasOwn(shapes, type) ? shapes[type as FromPage['type']] : undefined; // hasOwn has just shown that it is a key
	if (!shape) {
		return false;
	}
	return (
		Object.keys(fields).every(name => Object.hasOwn(shape, name)) &&
		Object.entries(shape).every(([name, check]) => check(fields[name]))
	);
}

function isFields(value: unknown): value is Fields {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
