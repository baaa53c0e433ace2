// Which file a block of code is for: the one it names, else the one that was attached.
import type { Attachment, Conversation } from '../chat/conversation';
import { diffPath, isDiff } from './diffBlock';

/** Longest path that is believed to be one, in UTF-16 units. */
const maxPathLength = 260;

const path =
	/^(?:\.\/)?((?:[\w@.()[\]+ -]+\/)*[\w@.()[\]+-]*\.[A-Za-z]\w{0,9}|(?:[\w@.()[\]+-]+\/)*(?:Makefile|Dockerfile))$/;

/** The language of a fence: the first word of its info. */
export function fenceLanguage(info: string): string {
	return /^[{.\s]*([^\s:{},]+)/.exec(info)?.[1]?.toLowerCase() ?? '';
}

/**
 * The path that a block names: in its fence ("ts src/a.ts", "ts:src/a.ts", `title="src/a.ts"`), in a diff, or in a comment on its first line, with a
 * folder or as a file ("// file: a.ts").
 */
export function namedPath(info: string, code: string): string | undefined {
	const words = info.replace(/[{}]/g, ' ').trim();
	const attribute = /\b(?:title|file|filename|path|name)\s*[=:]\s*(?:"([^"]+)"|'([^']+)'|(\S+))/i.exec(words);
	const { label, path: commented } = firstComment(code);
	const candidates = [
		attribute?.[1] ?? attribute?.[2] ?? attribute?.[3],
		...words.split(/\s+/).flatMap(word => [word, word.slice(word.indexOf(':') + 1)]),
		isDiff(code, fenceLanguage(info)) ? diffPath(code) : undefined,
		label !== undefined || commented?.includes('/') ? commented : undefined,
	];
	return candidates.map(asPath).find(found => found !== undefined);
}

/** What may be the name of a file, alone in a comment on the first line of a block ("// a.ts"), or something else ("// Node.js"). */
export function commentedName(code: string): string | undefined {
	return asPath(firstComment(code).path);
}

/** Whether a line is a comment that only says the path of the file. */
export function saysPath(line: string, file: string): boolean {
	const name = commentedName(line);
	return name !== undefined && `/${file}`.endsWith(`/${name}`);
}

function firstComment(code: string): { readonly label?: string | undefined; readonly path?: string | undefined } {
	const [first = ''] = code.split('\n', 1);
	const pattern = /^\s*(?:\/\/|#|--|\/\*|<!--)\s*(?<label>file(?:name)?:)?\s*(?<path>\S+\.\w+)\s*(?:\*\/|-->)?\s*$/i;
	return pattern.exec(first)?.groups ?? {};
}

/** The path that the line above a block names and nothing else does: a line of its own ("src/a.ts"), or one that leads to the block ("In src/a.ts:"). */
export function pathAbove(line: string): string | undefined {
	const words = line.trim().split(/\s+/);
	const paths = new Set(words.map(word => asPath(word.replace(/^[("'`]+|(?::\d+(?:-\d+)?)?[)"'`:,;.]*$/g, ''))));
	paths.delete(undefined);
	const leadsOn = line.trimEnd().endsWith(':') || words.length === 1 || /^file(name)?:$/i.test(words[0] ?? '');
	return leadsOn && paths.size === 1 ? [...paths][0] : undefined;
}

function asPath(text: string | undefined): string | undefined {
	const clean = text?.replaceAll('\\', '/').trim() ?? '';
	const found = clean.length <= maxPathLength ? path.exec(clean)?.[1] : undefined;
	return found?.split('/').includes('..') ? undefined : found;
}

/** What was attached to a question, or to the nearest one before it: a follow-up speaks of the same files. Images do not count. */
export function attachedFor({ turns }: Pick<Conversation, 'turns'>, turnId: string): readonly Attachment[] {
	const asked = turns.slice(0, turns.findIndex(({ id }) => id === turnId) + 1);
	const isFile = ({ kind }: Attachment) => kind !== 'image';
	return asked.findLast(({ attachments }) => attachments.some(isFile))?.attachments ?? [];
}

/** The attached files that a path means: the same, or all that end in it. */
export function attachedAs(attachments: readonly Attachment[], named: string): readonly string[] {
	const same = attachments.filter(({ path: own }) => own === named);
	const ending = attachments.filter(({ path: own }) => own.endsWith(`/${named}`));
	return urisOf(same.length > 0 ? same : ending);
}

/** The file of all attachments, when there is only one. */
export function onlyFile(attachments: readonly Attachment[]): string | undefined {
	return urisOf(filesOf(attachments))[0];
}

/** The path of that file, where nothing says its place: one that was sent before it was saved, or in a chat that was imported. */
export function onlyPath(attachments: readonly Attachment[]): string | undefined {
	return asPath(filesOf(attachments)[0]?.path);
}

/** Nothing when there is more than one file. */
function filesOf(attachments: readonly Attachment[]): readonly Attachment[] {
	const files = attachments.filter(({ kind }) => kind !== 'image');
	return new Set(files.map(({ uri, path: own }) => uri || own)).size > 1 ? [] : files;
}

function urisOf(attachments: readonly Attachment[]): readonly string[] {
	return [...new Set(attachments.map(({ uri }) => uri))].filter(uri => uri !== '');
}

/** The texts of a file that were selected; where nothing says their file, they are found in it or not. */
export function selectedIn(attachments: readonly Attachment[], file: string): readonly string[] {
	return attachments
		.filter(({ kind, uri }) => kind === 'selection' && (uri === file || uri === ''))
		.map(({ text }) => text);
}
