// A chat on fakes: a model that plays scripts, a store in memory, a clock that stands still.
import assert from 'node:assert/strict';
import type { ChatEvent } from '../../../../src/core/chat/chatEvents';
import { ChatService, type ChatDeps } from '../../../../src/core/chat/chatService';
import type { Attachment } from '../../../../src/core/chat/conversation';
import { Journal } from '../../../../src/core/chat/journal';
import { parseAttachments } from '../../../../src/core/chat/pendingAttachments';
import { OpenMindError } from '../../../../src/core/errors';
import { shippedModels } from '../../../../src/core/models/catalogue';
import { FakeClock, MemoryLogger } from '../../fakes';
import { MemoryStore, QueuedModel, type Act } from './chatFakes';

export function make(...scripts: Act[][]) {
	const clock = new FakeClock();
	const model = new QueuedModel(...scripts);
	const store = new MemoryStore();
	const journal = new Journal({ store, clock, logger: new MemoryLogger() });
	const events: ChatEvent[] = [];
	const recorded: [string, string][] = [];
	let ids = 0;
	let kept = '[]';
	const refused = new Set<string>();
	/** Files of attachments are read when this settles. */
	const files = { reading: Promise.resolve() };
	const deps: ChatDeps = {
		model,
		journal,
		clock,
		makeId: () => `id${++ids}`,
		shown: () => {},
		attached: all => void (kept = JSON.stringify(all)),
		history: { record: (id, event) => void recorded.push([id, event.type]) },
		workspace: 'file:///w',
		settings: {
			chatModel: () => ({ provider: 'openai', model: 'gpt-4o' }),
			models: () => shippedModels,
			instructions: () => '',
		},
		attachments: {
			current: async (one: Attachment) => {
				await files.reading;
				if (refused.has(one.path)) {
					throw new OpenMindError('excludedFile', { path: one.path });
				}
				return one;
			},
			isExcluded: ({ path }) => refused.has(path),
		},
	};
	const chat = new ChatService(deps);
	const ended = new Map<string, () => void>();
	chat.listen(event => {
		events.push(event);
		if (event.type === 'answerEnded') {
			ended.get(event.turnId)?.();
		}
	});
	/** Sends and settles when the answer has ended. */
	const ask = async (turnId: string, words: string) => {
		const end = new Promise<void>(resolve => ended.set(turnId, resolve));
		await chat.submit(turnId, words);
		await end;
	};
	/** Settles when nothing streams and nothing is on its way; fails rather than hang. */
	const idle = async () => {
		for (let turns = 0; turns < 5 || chat.isAnswering; turns++) {
			assert.ok(turns < 1_000, 'still answering');
			await new Promise(resolve => setImmediate(resolve));
		}
	};
	const answers = () =>
		chat.conversation.turns.map(turn => turn.answers.map(answer => `${answer.status}: ${answer.text}`));
	const questions = () => chat.conversation.turns.map(turn => turn.text);
	const stored = async () => {
		await journal.flush();
		return journal.restore(chat.conversation.id);
	};
	/** The chat of the next start, from what this one has left. */
	const restarted = async () => {
		const conversation = await stored();
		return new ChatService(deps, { ...(conversation && { conversation }), attachments: parseAttachments(kept) });
	};
	return {
		chat,
		clock,
		model,
		store,
		journal,
		events,
		recorded,
		refused,
		files,
		ask,
		answers,
		idle,
		questions,
		stored,
		restarted,
	};
}
