// Conversations on the disk as the extension leaves them, the same ones every time.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { applyEvent, emptyConversation, type ConversationEvent } from '../../../src/core/chat/conversation';
import { entryOf, wordsOf } from '../../../src/core/history/entries';

export const conversations = 10_000;
export const turns = 4;

/** What people type, letter by letter. */
export const queries = [
	'rounding error',
	'refund',
	'inventory sync',
	'w12',
	'discount tests',
	'how does',
	'typescript generics',
];

/** Only one answer says it, so that it shows when the text can be searched. */
export const rareWord = 'zeppelin';
const rare: Readonly<Record<string, string>> = { c0: `${rareWord} ` };

/** Words of plausible shape: a few hundred common ones, and many rare names, as code has them. */
const common = Array.from(
	{ length: 400 },
	(_, index) => `${['re', 'in', 'con', 'dis', 'pro', 'un'][index % 6] ?? ''}${syllables(index)}`,
);
common.push(
	'rounding',
	'error',
	'refund',
	'inventory',
	'sync',
	'discount',
	'tests',
	'how',
	'does',
	'typescript',
	'generics',
);

function syllables(seed: number): string {
	const parts = ['ma', 'to', 'li', 'ra', 'ven', 'sor', 'ti', 'cal', 'ped', 'nu', 'sha', 'gor'];
	return `${parts[seed % 12] ?? ''}${parts[Math.floor(seed / 12) % 12] ?? ''}${parts[Math.floor(seed / 144) % 12] ?? ''}`;
}

/** The same every time. */
function random(seed: number): () => number {
	let state = seed;
	return () => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return state / 2 ** 32;
	};
}

function sentence(next: () => number, words: number): string {
	const word = () =>
		next() < 0.1
			? `${syllables(Math.floor(next() * 1728))}${Math.floor(next() * 999)}`
			: common[Math.floor(next() ** 2 * common.length)];
	return Array.from({ length: words }, word).join(' ');
}

function eventsOf(id: string, workspace: string, next: () => number): ConversationEvent[] {
	const events: ConversationEvent[] = [{ type: 'created', at: Date.now(), workspace }];
	for (let turn = 0; turn < turns; turn++) {
		const [turnId, answerId] = [`${id}-t${turn}`, `${id}-a${turn}`];
		const parentId = turn === 0 ? null : `${id}-t${turn - 1}`;
		events.push(
			{ type: 'turnAdded', turn: { id: turnId, text: sentence(next, 25), attachments: [] }, parentId },
			{ type: 'answerStarted', turnId, answerId, model: 'openai/gpt-4o' },
			{
				type: 'answerGrew',
				answerId,
				text: `${rare[id] ?? ''}${sentence(next, 150)}`,
				reasoning: '',
				refusal: '',
			},
			{ type: 'answerEnded', answerId, status: 'done' },
		);
	}
	return events;
}

/**
 * Writes the files as the extension would, of conversations that began in one workspace.
 * @param storage the extension's storage folder
 * @returns the id of the oldest conversation
 */
export async function fill(storage: string, count: number, workspace: string): Promise<string> {
	const folder = path.join(storage, 'conversations');
	await mkdir(folder, { recursive: true });
	const next = random(7);
	const index = { list: '', words: '' };
	for (let at = 0; at < count; at++) {
		const id = `c${at}`;
		let conversation = emptyConversation(id);
		let lines = '';
		for (const event of eventsOf(id, workspace, next)) {
			conversation = applyEvent(conversation, event);
			lines += `${JSON.stringify(event)}\n`;
			const [entry, words] = [
				entryOf(id, event, Date.now() - at * 60_000, conversation),
				wordsOf(id, event, conversation),
			];
			index.list += entry ? `${JSON.stringify(entry)}\n` : '';
			index.words += words ? `${JSON.stringify(words)}\n` : '';
		}
		await writeFile(path.join(folder, `${id}.jsonl`), lines);
	}
	await writeFile(path.join(folder, 'list.index'), index.list);
	await writeFile(path.join(folder, 'words.index'), index.words);
	return `c${Math.max(0, count - 1)}`;
}
