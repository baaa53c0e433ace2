// The extension host that the kill test kills: the real journal, list and files, and an answer that streams as fast as the machine allows.
// It says on its standard output, at once and in order, what it recorded (`r`) and what the disk took (`w`): characters so far, and when.
// The journal lives by the time of the stream, which words move on and which stands still while the disk has not taken what it was given: words
// come then too, but what the journal has promised does not hang on how busy the machine is.
import { writeSync } from 'node:fs';
import { Journal } from '../../../../src/core/chat/journal';
import { applyEvent, emptyConversation, type ConversationEvent } from '../../../../src/core/chat/conversation';
import { History } from '../../../../src/core/history/history';
import { systemClock } from '../../../../src/host/clock';
import { ConversationFiles } from '../../../../src/host/storage/conversationFiles';
import { HistoryFiles } from '../../../../src/host/storage/historyFiles';
import { FakeClock } from '../../fakes';
import { wordAt } from './script';

/** As words come from a quick model: every few milliseconds. */
const wordMs = 2;

const [folder = '', id = ''] = process.argv.slice(2);
const streamClock = new FakeClock(0);
const say = (what: string, characters: number) => writeSync(1, `${what} ${characters} ${streamClock.now()}\n`);

let recorded = 0;
let onDisk = 0;
/** Writes that the disk has not acknowledged. */
let underWay = 0;
const files = new ConversationFiles(folder);
const store = {
	read: (conversationId: string) => files.read(conversationId),
	async append(conversationId: string, text: string) {
		const written = [...text.matchAll(/"answerGrew".*?"text":"([^"]*)"/g)].reduce(
			(sum, [, words = '']) => sum + words.length,
			0,
		);
		underWay++;
		await files.append(conversationId, text);
		underWay--;
		onDisk += written;
		say('w', onDisk);
	},
};
const logger = { info: () => {}, warn: () => {}, error: () => {} };
const journal = new Journal({ store, clock: streamClock, logger });
const search = () => Promise.reject(new Error('nobody searches here'));
const history = new History({ store: new HistoryFiles(folder), journal, clock: systemClock, logger, search });
let conversation = emptyConversation(id);
const record = (event: ConversationEvent) => {
	conversation = applyEvent(conversation, event);
	journal.record(id, event);
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
		record({ type: 'answerGrew', answerId, text, reasoning: '', refusal: '' });
		recorded += text.length;
		say('r', recorded);
		await new Promise<void>(resolve => void systemClock.after(wordMs, resolve));
		if (underWay === 0) {
			streamClock.advance(wordMs);
		}
	}
	record({ type: 'answerEnded', answerId, status: 'done' });
}
