// The bytes of an answer without a network around them: any cut gives the same chunks, and any damage gives chunks or the typed error.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Answer } from '../../../src/api/answer';
import { AnswerReader } from '../../../src/api/answerReader';
import { answerCap, eventCap } from '../../../src/api/limits';
import { OpenMindError } from '../../../src/core/errors';
import type { ChatChunk } from '../../../src/core/ports';
import { cut } from '../../endpoint/reply';
import { hello } from './harness';
import { streamCases } from './streams';

interface Read {
	readonly chunks: readonly ChatChunk[];
	readonly error: OpenMindError | undefined;
	readonly malformed: number;
}

/** Reads the pieces as an attempt does. Anything but an OpenMindError is a defect. */
function read(pieces: readonly Uint8Array[], contentType = 'text/event-stream'): Read {
	const answer = new Answer(() => ({ model: hello.model, host: 'a.example', now: 0, parameters: [] }));
	const reader = new AnswerReader(answer, { contentType, status: 200, host: 'a.example' });
	const chunks: ChatChunk[] = [];
	let error: OpenMindError | undefined;
	try {
		for (const piece of pieces) reader.feed(piece, chunks);
		reader.end(chunks);
	} catch (thrown) {
		assert.ok(thrown instanceof OpenMindError, String(thrown));
		error = thrown;
	}
	return { chunks, error, malformed: answer.malformed };
}

const word = fc.string({ unit: 'binary', minLength: 1, maxLength: 12 });
const delta = fc.oneof(
	fc.record({ content: word }),
	fc.record({ reasoning_content: word }),
	fc.record({ refusal: word }),
	fc.record({
		tool_calls: fc.array(
			fc.record({
				index: fc.nat({ max: 2 }),
				id: fc.constantFrom(null, 'a', 'b'),
				function: fc.record({ name: fc.constantFrom(null, 'f', 'g'), arguments: word }),
			}),
			{ maxLength: 3 },
		),
	}),
	fc.constant({}),
);
const choice = fc.record({
	index: fc.constantFrom(0, 0, 0, 1),
	delta,
	finish_reason: fc.constantFrom(null, null, null, 'stop', 'length', 'tool_calls', 'content_filter'),
});
const line = fc.oneof(
	{
		weight: 8,
		arbitrary: fc
			.record({ choices: fc.array(choice, { maxLength: 2 }) })
			.map(data => `data: ${JSON.stringify(data)}`),
	},
	{ weight: 1, arbitrary: fc.constantFrom(': ping', 'event: message', 'id: 7', 'retry: 100', 'other: x') },
	{ weight: 1, arbitrary: fc.constantFrom('data: {"choices":[', 'data:null', 'data') },
	{ weight: 1, arbitrary: fc.constant('data: {"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2}}') },
);
const anyStream = fc
	.record({
		lines: fc.array(line, { maxLength: 12 }),
		ending: fc.constantFrom('\n', '\r\n', '\r'),
		done: fc.boolean(),
		mark: fc.constantFrom('', '\ufeff'),
		error: fc.constantFrom(undefined, undefined, undefined, '{"error":"Rate limit exceeded"}'),
	})
	.map(({ lines, ending, done, mark, error }) => {
		const all = [...lines, ...(error === undefined ? [] : [`data: ${error}`]), ...(done ? ['data: [DONE]'] : [])];
		return Buffer.from(mark + all.map(each => each + ending + ending).join(''));
	});
const offsets = fc.array(fc.nat({ max: 1500 }), { maxLength: 20 });

describe('the reader of an answer', () => {
	it('gives the same chunks, end and skipped events wherever a stream is cut', () => {
		fc.assert(
			fc.property(anyStream, offsets, (bytes, at) => {
				const whole = read([bytes]);
				for (const pieces of [cut(bytes, at), cut(bytes, [...bytes.keys()])]) {
					const parts = read(pieces);
					assert.deepEqual(parts.chunks, whole.chunks);
					assert.equal(parts.error?.kind, whole.error?.kind);
					assert.equal(parts.malformed, whole.malformed);
				}
			}),
			{ numRuns: 600 },
		);
	});

	it('never fails with anything but the typed error on 10,000 damaged streams', () => {
		const known = fc.constantFrom(...streamCases.map(({ bytes }) => bytes));
		const edit = fc.record({
			from: fc.nat({ max: 1200 }),
			length: fc.nat({ max: 30 }),
			insert: fc.oneof(
				fc.uint8Array({ maxLength: 8 }),
				fc
					.constantFrom(
						'\n',
						'\r',
						'\n\n',
						'data:',
						'{',
						'}',
						'"',
						'[DONE]',
						'\u0000',
						'{"error":{}}',
						'\ufeff',
					)
					.map(text => Buffer.from(text)),
			),
		});
		const types = fc.constantFrom('text/event-stream', 'text/event-stream', 'application/json', 'text/plain', '');
		let streams = 0;
		fc.assert(
			fc.property(
				fc.oneof(known, anyStream),
				fc.array(edit, { minLength: 1, maxLength: 4 }),
				offsets,
				types,
				(bytes, edits, at, contentType) => {
					streams++;
					let damaged = Buffer.from(bytes);
					for (const { from, length, insert } of edits)
						damaged = Buffer.concat([damaged.subarray(0, from), insert, damaged.subarray(from + length)]);
					const { chunks, error } = read(cut(damaged, at), contentType);
					assert.ok(error !== undefined || chunks.length > 0 || damaged.includes('[DONE]'));
				},
			),
			{ numRuns: 10_000 },
		);
		assert.equal(streams, 10_000);
	});

	it('takes at most one event of the cap, and one answer of the cap', () => {
		const event = Buffer.alloc(eventCap + 1024, 'x');
		event.write('data: ');
		assert.deepEqual(read([event]).error?.facts, { limit: eventCap });
		const comment = Buffer.from(`: ${'x'.repeat(1024 * 1024)}\n\n`);
		const { error } = read(Array.from({ length: 64 }, () => comment));
		assert.equal(error?.kind, 'tooLarge');
		assert.equal(error.facts.limit, answerCap);
	});

	it('keeps a byte order mark that is not at the start', () => {
		const event = (content: string): string => `data: ${JSON.stringify({ choices: [{ delta: { content } }] })}\n\n`;
		const bytes = Buffer.from(`${event('a')}${event('\ufeffb')}data: [DONE]\n\n`);
		const at = bytes.indexOf('\ufeff');
		for (const pieces of [[bytes], cut(bytes, [at]), cut(bytes, [at + 1]), cut(bytes, [at + 3])]) {
			const texts = read(pieces).chunks.map(chunk => (chunk.type === 'text' ? chunk.text : chunk.type));
			assert.deepEqual(texts, ['a', '\ufeffb']);
		}
	});
});
