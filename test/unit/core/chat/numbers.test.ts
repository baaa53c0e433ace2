// What an answer took: counted by the service, or estimated where it counted nothing, and what that cost.
import assert from 'node:assert/strict';
import { exportJson, importJson } from '../../../../src/core/chat/exportJson';
import { OpenMindError } from '../../../../src/core/errors';
import type { ChatChunk } from '../../../../src/core/ports';
import { FakeClock } from '../../fakes';
import { Gate, text, type Act } from './chatFakes';
import { make } from './chatWorld';

const counted: ChatChunk = { type: 'usage', usage: { promptTokens: 1_000, completionTokens: 100, cachedTokens: 900 } };

async function answerTo(...script: Act[]) {
	const world = make(script);
	await world.ask('t', 'Why?');
	const answer = world.chat.conversation.turns[0]?.answers[0] ?? assert.fail('no answer');
	return { ...world, answer };
}

describe('The numbers of an answer', () => {
	it('are asked for, and kept as the service counted them, with their price', async () => {
		const { answer, model, chat, stored } = await answerTo(text('Because.'), counted);
		assert.equal(model.requests[0]?.usage, true);
		assert.deepEqual(answer.usage, { promptTokens: 1_000, completionTokens: 100, cachedTokens: 900 });
		// GPT-4o: 42,500 and 170,000 credits a million.
		assert.equal(answer.cost, 59.5);
		assert.deepEqual(await stored(), chat.conversation);
	});

	it('are those of the model that answered', async () => {
		const answering = { phase: 'answering', model: { provider: 'openai', model: 'gpt-4o-mini' } } as const;
		const { answer } = await answerTo(answering, text('Because.'), counted);
		assert.equal(answer.cost, 9.8);
	});

	it('have no price where none is known', async () => {
		const answering = { phase: 'answering', model: { provider: 'nearai', model: 'qwen-2.5-7b-instruct' } } as const;
		const { answer } = await answerTo(answering, text('Because.'), counted);
		assert.equal('cost' in answer, false);
	});

	it('are estimated, and say so, when the service counted nothing', async () => {
		const { answer } = await answerTo({ type: 'reasoning', text: 'x'.repeat(33) }, text('y'.repeat(330)));
		const { promptTokens = 0, ...usage } = answer.usage ?? {};
		assert.deepEqual(usage, { completionTokens: 110, reasoningTokens: 10, estimated: true });
		// The instructions and the question.
		assert.ok(promptTokens > 50 && promptTokens < 200, String(promptTokens));
	});

	it('are estimated for what came before an answer failed, and absent when nothing came', async () => {
		const { answer } = await answerTo(text('y'.repeat(33)), new OpenMindError('connectionLost'));
		assert.deepEqual([answer.usage?.completionTokens, answer.usage?.estimated], [10, true]);
		const { answer: empty } = await answerTo(new OpenMindError('connectionLost'));
		assert.equal(empty.usage, undefined);
	});

	it('are estimated for an answer that is stopped', async () => {
		const gate = new Gate();
		const { chat } = make([text('y'.repeat(33)), gate]);
		await chat.submit('t', 'x');
		await gate.reached;
		await chat.stop();
		const answer = chat.conversation.turns[0]?.answers[0];
		assert.deepEqual([answer?.usage?.completionTokens, answer?.usage?.estimated], [10, true]);
	});

	it('of an answer that went on are added up, and stay estimated when a part of them was', async () => {
		const { chat, ask, idle } = make([text('One, ')], [text('two.'), counted]);
		await ask('t', 'Count');
		const first = chat.conversation.turns[0]?.answers[0]?.usage ?? assert.fail('no estimate');
		await chat.continueAnswer('t');
		await idle();
		assert.deepEqual(chat.conversation.turns[0]?.answers[0]?.usage, {
			promptTokens: first.promptTokens + 1_000,
			completionTokens: first.completionTokens + 100,
			cachedTokens: 900,
			estimated: true,
		});
	});

	it('go with the chat that is exported as JSON', async () => {
		const { answer, chat } = await answerTo(text('Because.'), counted);
		const deps = { clock: new FakeClock(), makeId: () => 'new' };
		const events = importJson(exportJson(chat.conversation), deps) ?? assert.fail('not imported');
		const end = events.find(event => event.type === 'answerEnded');
		assert.deepEqual([end?.usage, end?.timing, end?.cost], [answer.usage, answer.timing, answer.cost]);
	});
});
