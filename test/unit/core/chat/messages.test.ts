import assert from 'node:assert/strict';
import { textOf } from '../../fakes';
import fc from 'fast-check';
import {
	buildMessages,
	continuationMessages,
	promptLimit,
	trimAttachments,
	userContent,
} from '../../../../src/core/chat/messages';
import { estimateTokens } from '../../../../src/core/chat/tokens';
import type { Answer, Turn } from '../../../../src/core/chat/conversation';
import { OpenMindError } from '../../../../src/core/errors';
import { attachment } from './chatFakes';

const options = { instructions: '', contextTokens: 128_000 };
const answer = (words: string): Answer => ({
	id: 'a',
	model: 'p/m',
	status: 'done',
	text: words,
	reasoning: '',
	refusal: '',
});
const turn = (text: string, ...answers: Answer[]): Turn => ({ id: text, text, attachments: [], answers });
const contents = (turns: readonly Turn[], given = options) =>
	buildMessages(turns, given)
		.slice(1)
		.map(({ role, content }) => `${role}: ${content}`);

describe('The messages of a request', () => {
	it('carry the earlier turns and their last answers, and end with the question', () => {
		assert.deepEqual(
			contents([turn('one', answer('first try'), answer('1')), turn('two', answer('2')), turn('three')]),
			['user: one', 'assistant: 1', 'user: two', 'assistant: 2', 'user: three'],
		);
	});

	it('leave out turns that never got an answer', () => {
		assert.deepEqual(contents([turn('lost'), turn('failed', { ...answer(''), status: 'failed' }), turn('now')]), [
			'user: now',
		]);
	});

	it('do not carry the answer that is being replaced', () => {
		assert.deepEqual(contents([turn('again', answer('old'))]), ['user: again']);
	});

	it('add the user’s instructions to the system message', () => {
		const [system] = buildMessages([turn('x')], { ...options, instructions: ' Answer in French. ' });
		assert.equal(system?.role, 'system');
		assert.ok(textOf(system).endsWith('\n\nAnswer in French.'));
	});

	it('give each attachment its name, lines and language, in a fence that its text cannot close', () => {
		const text = 'a\n````\nb';
		const content = userContent({
			text: 'Why?',
			attachments: [attachment({ text, languageId: 'markdown', path: 'a.md', lines: { first: 3, last: 5 } })],
		});
		assert.equal(content, 'File: a.md, lines 3 to 5 (markdown)\n`````markdown\na\n````\nb\n`````\n\nWhy?');
	});

	it('drop the oldest turns first when the window is full', () => {
		const long = (name: string) => turn(name, answer('x'.repeat(6_000)));
		assert.deepEqual(
			contents([long('one'), long('two'), turn('now')], { ...options, contextTokens: 4_096 }).map(line =>
				line.slice(0, 9),
			),
			['user: two', 'assistant', 'user: now'],
		);
	});

	it('refuse a question that cannot fit, with its size and the limit', () => {
		assert.throws(
			() => buildMessages([turn('x'.repeat(40_000))], { ...options, contextTokens: 8_000 }),
			(error: unknown) =>
				error instanceof OpenMindError &&
				error.kind === 'contextTooLarge' &&
				(error.facts.size ?? 0) > (error.facts.limit ?? Infinity),
		);
	});

	it('leave room for the answer that the user allows the model, up to half of the window', () => {
		assert.equal(promptLimit({ contextTokens: 32_000 }), 28_800);
		assert.equal(promptLimit({ contextTokens: 32_000, maxOutputTokens: 10_000 }), 22_000);
		assert.equal(promptLimit({ contextTokens: 32_000, maxOutputTokens: 500 }), 28_800);
		assert.equal(promptLimit({ contextTokens: 32_000, maxOutputTokens: 32_000 }), 16_000);
	});

	it('refuse to go on with an answer that cannot fit, with the size and the limit', () => {
		assert.throws(
			() =>
				continuationMessages([turn('Why?', answer('x'.repeat(40_000)))], { ...options, contextTokens: 8_000 }),
			(error: unknown) =>
				error instanceof OpenMindError &&
				error.kind === 'contextTooLarge' &&
				(error.facts.size ?? 0) > (error.facts.limit ?? Infinity),
		);
	});

	it('never cost more than the window allows', () => {
		const words = fc.string({ maxLength: 3_000 });
		fc.assert(
			fc.property(
				fc.array(fc.tuple(words, words), { maxLength: 8 }),
				fc.integer({ min: 2_000, max: 8_000 }),
				(pairs, contextTokens) => {
					const turns = [...pairs.map(([question, reply]) => turn(question, answer(reply))), turn('now')];
					const size = buildMessages(turns, { ...options, contextTokens }).reduce(
						(sum, message) => sum + estimateTokens(textOf(message)),
						0,
					);
					return size <= promptLimit({ contextTokens });
				},
			),
		);
	});
});

describe('Trimming', () => {
	it('cuts the longest attachment at a line end until the message fits, and says which lines are left', () => {
		const long = attachment({
			id: 'long',
			text: 'const x = 1;\n'.repeat(5_000),
			lines: { first: 10, last: 5_010 },
		});
		const short = attachment({ id: 'short', text: 'keep me' });
		const trimmed = trimAttachments([long, short], 'Why?', { ...options, contextTokens: 8_000 });
		assert.deepEqual(trimmed[1], short);
		assert.equal(trimmed[0]?.kind, 'selection', 'a whole file would be read anew before it is sent');
		assert.equal(trimmed[0]?.lines?.last, 10 + (trimmed[0]?.text.split('\n').length ?? 0) - 1);
		buildMessages([{ id: 't', text: 'Why?', attachments: trimmed, answers: [] }], {
			...options,
			contextTokens: 8_000,
		});
	});

	it('always makes a message of short text fit, whatever is attached', () => {
		const text = fc.array(fc.string({ maxLength: 200 }), { maxLength: 400 }).map(lines => lines.join('\n'));
		fc.assert(
			fc.property(
				fc.array(text, { maxLength: 4 }),
				fc.integer({ min: 3_000, max: 6_000 }),
				(texts, contextTokens) => {
					const attachments = texts.map((one, index) =>
						attachment({ id: String(index), text: one, tokens: estimateTokens(one) }),
					);
					const trimmed = trimAttachments(attachments, 'Why?', { ...options, contextTokens });
					return (
						buildMessages([{ id: 't', text: 'Why?', attachments: trimmed, answers: [] }], {
							...options,
							contextTokens,
						}).length === 2
					);
				},
			),
		);
	});
});

describe('The token estimate', () => {
	it('counts a script beyond Latin about one token a character, and never less than one for any text', () => {
		assert.equal(estimateTokens('日本語'), 3);
		assert.equal(estimateTokens(''), 0);
		fc.assert(
			fc.property(
				fc.string({ minLength: 1 }),
				words => estimateTokens(words) >= 1 && estimateTokens(words) <= words.length,
			),
		);
	});
});
