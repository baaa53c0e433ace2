// However a stream is cut, it gives the same chunks; however it is damaged, only the typed error comes out.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ChatChunk } from '../../../src/core/ports';
import { cut } from '../../endpoint/reply';
import { assertFailed, fetchFrom, Harness, type Outcome } from './harness';
import { toolArgumentsCap, toolCallCap } from '../../../src/api/limits';
import { streamCases, type StreamCase } from './streams';

const baseUrl = 'https://service.example/api/core';

async function read(pieces: readonly Uint8Array[], contentType?: string): Promise<Outcome & { readonly log: string }> {
	const harness = new Harness({ baseUrl }, fetchFrom(pieces, contentType));
	const outcome = await harness.ask();
	return { ...outcome, log: harness.logger.lines.join('\n') };
}

async function assertReads(
	{ chunks, contentType, malformed }: StreamCase,
	pieces: readonly Uint8Array[],
): Promise<void> {
	const outcome = await read(pieces, contentType);
	assert.equal(outcome.error, undefined);
	assert.deepEqual(outcome.chunks, chunks);
	assert.equal(/malformedEvents=(\d+)/.exec(outcome.log)?.[1], malformed?.toString());
}

const streamNamed = (what: string): readonly Uint8Array[] =>
	streamCases.filter(streamCase => streamCase.what === what).map(({ bytes }) => bytes);

describe('a stream', () => {
	for (const streamCase of streamCases) {
		it(`with ${streamCase.what} gives its chunks, cut at every position or byte by byte`, async () => {
			const { bytes } = streamCase;
			for (let at = 0; at < bytes.length; at++) await assertReads(streamCase, cut(bytes, [at]));
			await assertReads(streamCase, cut(bytes, [...bytes.keys()]));
		});
	}

	it('of any words and line endings gives the same text under any cuts', async () => {
		const ending = fc.constantFrom('\n', '\r\n', '\r');
		const words = fc.array(fc.string({ unit: 'binary', minLength: 1 }), { minLength: 1, maxLength: 8 });
		const cuts = fc.array(fc.nat({ max: 2000 }), { maxLength: 12 });
		await fc.assert(
			fc.asyncProperty(words, ending, cuts, async (texts, eol, offsets) => {
				const data = texts.map(content => JSON.stringify({ choices: [{ delta: { content } }] }));
				const body = [...data, '[DONE]'].map(line => `data: ${line}${eol}${eol}`).join('');
				const { chunks, error } = await read(cut(body, offsets));
				assert.equal(error, undefined);
				const expected: ChatChunk[] = texts.map(value => ({ type: 'text', text: value }));
				assert.deepEqual(chunks, expected);
			}),
			{ numRuns: 200 },
		);
	});

	it('that ends in an event named error fails, whatever the event holds', async () => {
		for (const data of ['{"message":"rate limit reached"}', '{"error":{"code":429}}', 'rate limit']) {
			assertFailed(await read([Buffer.from(`event: error\ndata: ${data}\n\n`)]), 'rateLimited');
		}
	});

	it('may carry one event as large as a whole answer', async () => {
		const content = 'x'.repeat(4_000_000);
		const event = `data: ${JSON.stringify({ choices: [{ delta: { content }, finish_reason: 'stop' }] })}\n\n`;
		const { text, error } = await read(
			cut(
				event,
				Array.from({ length: 400 }, (_, index) => index * 10_000),
			),
		);
		assert.equal(error, undefined);
		assert.equal(text.length, content.length);
	});

	it('may not hold more tool calls, or longer arguments, than their caps', async () => {
		const call = (index: number, given: string): Buffer =>
			Buffer.from(
				`data: ${JSON.stringify({ choices: [{ delta: { tool_calls: [{ index, function: { name: 'f', arguments: given } }] } }] })}\n\n`,
			);
		assertFailed(await read(Array.from({ length: toolCallCap + 1 }, (_, index) => call(index, ''))), 'tooLarge', {
			limit: toolCallCap,
		});
		const mebi = 'x'.repeat(1024 * 1024);
		assertFailed(await read(Array.from({ length: 5 }, () => call(0, mebi))), 'tooLarge', {
			limit: toolArgumentsCap,
		});
	});

	it('says in the record how many choices and events it skipped', async () => {
		const harness = new Harness({ baseUrl }, fetchFrom(streamNamed('other choices')));
		await harness.ask();
		assert.equal(harness.records[0]?.otherChoices, 2);
		assert.equal(harness.records[0]?.malformed, 0);
	});

	it('may not be longer than the cap of an answer', async () => {
		const comment = Buffer.from(`: ${'x'.repeat(1024 * 1024 - 4)}\n\n`);
		assertFailed(await read(Array.from({ length: 65 }, () => comment)), 'tooLarge', { limit: 64 * 1024 * 1024 });
	});

	it('keeps the words before an event that is too large', async () => {
		const first = Buffer.from('data: {"choices":[{"delta":{"content":"Hi"}}]}\n\ndata: ');
		const outcome = await read([first, ...Array.from({ length: 5 }, () => Buffer.alloc(1024 * 1024, 'x'))]);
		assertFailed(outcome, 'tooLarge');
		assert.equal(outcome.text, 'Hi');
	});
});
