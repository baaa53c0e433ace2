// The extension host that the kill test kills: the real journal, list and files, and an answer that streams as fast as the machine allows.
// It says on its standard output, at once and in order, what it recorded (`r`), gave to the disk (`b`) and what the disk took (`w`): characters so
// far, and between which two moments of the machine's clock.
import { writeSync } from 'node:fs';
import { Journal } from '../../../../src/core/chat/journal';
import { applyEvent, emptyConversation, type ConversationEvent } from '../../../../src/core/chat/conversation';
import { History } from '../../../../src/core/history/history';
import { systemClock } from '../../../../src/host/clock';
import { ConversationFiles } from '../../../../src/host/storage/conversationFiles';
import { HistoryFiles } from '../../../../src/host/storage/historyFiles';
import { wordAt } from './script';

/** As words come from a quick model: every few milliseconds. */
const wordMs = 2;

const [folder = '', id = ''] = process.argv.slice(2);
const say = (what: string, characters: number, from = systemClock.now()) =>
	writeSync(1, `${what} ${characters} ${from} ${systemClock.now()}\n`);

let recorded = 0;
let onDisk = 0;
const files = new ConversationFiles(folder);
const store = {
	read: (conversationId: string) => files.read(conversationId),
	async append(conversationId: string, text: string, whole: () => string) {
		const written = [...text.matchAll(/"answerGrew".*?"text":"([^"]*)"/g)].reduce(
			(sum, [, words = '']) => sum + words.length,
			0,
		);
		say('b', onDisk + written);
		await files.append(conversationId, text, whole);
		onDisk += written;
		say('w', onDisk);
	},
};
const logger = { info: () => {}, warn: () => {}, error: () => {} };
const journal = new Journal({ store, clock: systemClock, logger });
const search = () => Promise.reject(new Error('nobody searches here'));
const history = new History({ store: new HistoryFiles(folder), journal, clock: systemClock, logger, search });
let conversation = emptyConversation(id);
const record = (event: ConversationEvent) => {
	conversation = applyEvent(conversation, event);
	journal.record(id, event, conversation);
	history.record(id, event, conversation);
};

record({ type: 'created', at: Date.now() });
for (let turn = 0; ; turn++) {
	const [turnId, answerId] = [`t${turn}`, `a${turn}`];
	record({
		type: 'turnAdded',
		turn: { id: turnId, text: `Question ${turn} of ${id}`, attachments: [] },
		parentId: conversation.turns.at(-1)?.id ?? null,
	});
	record({ type: 'answerStarted', turnId, answerId, model: 'p/m' });
	for (let word = 0; word < 200; word++) {
		const text = wordAt(recorded);
		const from = systemClock.now();
		record({ type: 'answerGrew', answerId, text, reasoning: '', refusal: '' });
		recorded += text.length;
		say('r', recorded, from);
		await new Promise<void>(resolve => void systemClock.after(wordMs, resolve));
	}
	record({ type: 'answerEnded', answerId, status: 'done' });
}
