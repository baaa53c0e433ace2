// Streams as servers really send them, ugly ones first, each with the chunks it must give however it is cut.
import type { ChatChunk } from '../../../src/core/ports';

export interface StreamCase {
	readonly what: string;
	readonly bytes: Uint8Array;
	readonly contentType?: string;
	readonly chunks: readonly ChatChunk[];
	readonly malformed?: number;
}

const text = (value: string): ChatChunk => ({ type: 'text', text: value });
const stop: ChatChunk = { type: 'finish', reason: 'stop' };
/** A completion of 387 tokens, 9 of them in the answer. */
const reasoned: ChatChunk = {
	type: 'usage',
	usage: { promptTokens: 32, completionTokens: 387, reasoningTokens: 378 },
};
const usage: ChatChunk = { type: 'usage', usage: { promptTokens: 3, completionTokens: 2 } };

const hi = '{"choices":[{"index":0,"delta":{"content":"Hi"}}]}';
const there = '{"choices":[{"index":0,"delta":{"content":" there"},"finish_reason":null}]}';
const end = '{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}';
const counted = '{"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":2}}';

function stream(what: string, body: string | Uint8Array, more: Partial<StreamCase> = {}): StreamCase {
	const bytes = typeof body === 'string' ? Buffer.from(body) : body;
	return { what, bytes, chunks: [text('Hi'), text(' there'), stop], ...more };
}

const lines = (...data: readonly string[]): string => data.map(line => `data: ${line}\n\n`).join('');

export const streamCases: readonly StreamCase[] = [
	stream('the usual lines', lines(hi, there, end, '[DONE]')),
	stream('no space after the colon', `data:${hi}\n\ndata:${there}\n\ndata:${end}\n\ndata:[DONE]\n\n`),
	stream('CRLF', lines(hi, there, end, '[DONE]').replaceAll('\n', '\r\n')),
	stream('bare CR', lines(hi, there, end, '[DONE]').replaceAll('\n', '\r')),
	stream('all line endings at once', `data: ${hi}\r\n\ndata: ${there}\r\rdata: ${end}\n\r\ndata: [DONE]\r\n\r\n`),
	stream('a byte order mark', `\ufeff${lines(hi, there, end, '[DONE]')}`),
	stream('blank lines first', `\n\r\n${lines(hi, there, end, '[DONE]')}`),
	stream(
		'comments between',
		`: ping\n\n${lines(hi)}: OPENROUTER PROCESSING\n\n${lines(there)}:\n${lines(end, '[DONE]')}`,
	),
	stream('a comment inside an event', `data: ${hi}\n: ping\n\n${lines(there, end, '[DONE]')}`),
	stream(
		'ids, types, retries and unknown fields',
		`id: 1\nevent: message\nretry: 5\nfoo: bar\n${lines(hi, there, end, '[DONE]')}`,
	),
	stream(
		'data over several lines',
		`data: {"choices":[{"index":0,\ndata: "delta":{"content":"Hi"}}]}\n\n${lines(there, end)}`,
	),
	stream('no [DONE]', lines(hi, there, end)),
	stream('no last line break', lines(hi, there, end, '[DONE]').trimEnd()),
	stream('no last line break and no [DONE]', lines(hi, there, end).trimEnd()),
	stream('no finish but [DONE]', lines(hi, there, '[DONE]'), { chunks: [text('Hi'), text(' there')] }),
	stream('text after [DONE]', lines(hi, there, end, '[DONE]', hi, '{"error":"late"}')),
	stream('usage last', lines(hi, there, end, counted, '[DONE]'), {
		chunks: [text('Hi'), text(' there'), stop, usage],
	}),
	stream('usage before the finish', lines(hi, there, counted, end), {
		chunks: [text('Hi'), text(' there'), stop, usage],
	}),
	stream(
		'usage with every chunk, the last of which counts',
		lines(
			`{"choices":[{"delta":{"content":"Hi"}}],"usage":{"prompt_tokens":3,"completion_tokens":1}}`,
			`{"choices":[{"delta":{"content":" there"},"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":2}}`,
		),
		{ chunks: [text('Hi'), text(' there'), stop, usage] },
	),
	stream(
		'usage that counts the reasoning beside the completion',
		lines(
			hi,
			there,
			end,
			'{"choices":[],"usage":{"prompt_tokens":32,"completion_tokens":9,"total_tokens":419,"completion_tokens_details":{"reasoning_tokens":378}}}',
		),
		{ chunks: [text('Hi'), text(' there'), stop, reasoned] },
	),
	stream(
		'usage that counts the reasoning within the completion',
		lines(
			hi,
			there,
			end,
			'{"choices":[],"usage":{"prompt_tokens":32,"completion_tokens":387,"total_tokens":419,"completion_tokens_details":{"reasoning_tokens":378}}}',
		),
		{ chunks: [text('Hi'), text(' there'), stop, reasoned] },
	),
	stream('malformed events, skipped', `${lines(hi, '{"choices":[', 'null', '[]', '"x"', there, end)}data\n\n`, {
		malformed: 5,
	}),
	stream(
		'objects that say nothing',
		lines('{}', '{"choices":null}', '{"choices":[null]}', '{"choices":[{"delta":7}]}', hi, there, end),
	),
	stream('an error that is null', lines(hi, there, end.replace('{', '{"error":null,'))),
	stream(
		'other choices',
		lines(
			'{"choices":[{"index":1,"delta":{"content":"No"},"finish_reason":"length"}]}',
			hi,
			'{"choices":[{"index":1,"delta":{"content":"No"}},{"index":0,"delta":{"content":" there"}}]}',
			end,
		),
	),
	stream(
		'content parts',
		lines(
			'{"choices":[{"delta":{"content":[{"type":"text","text":"H"},{"type":"text","text":"i"},{}]}}]}',
			there,
			end,
		),
	),
	stream(
		'letters of two, three and four bytes',
		lines('{"choices":[{"delta":{"content":"é€😀"},"finish_reason":"stop"}]}'),
		{ chunks: [text('é€😀'), stop] },
	),
	stream(
		'bytes that are no UTF-8',
		Buffer.concat([
			Buffer.from('data: {"choices":[{"delta":{"content":"a'),
			Buffer.from([0xff, 0xc3]),
			Buffer.from('"},"finish_reason":"stop"}]}\n\n'),
		]),
		{ chunks: [text('a\ufffd\ufffd'), stop] },
	),
	stream(
		'line separators inside text',
		lines('{"choices":[{"delta":{"content":"a\u2028b\\r\\nc"},"finish_reason":"stop"}]}'),
		{ chunks: [text('a\u2028b\r\nc'), stop] },
	),
	stream(
		'reasoning under both its names, once',
		lines(
			'{"choices":[{"delta":{"reasoning_content":"Hm","reasoning":"Hm"}}]}',
			'{"choices":[{"delta":{"reasoning":"so"}}]}',
			hi,
			end,
		),
		{ chunks: [{ type: 'reasoning', text: 'Hm' }, { type: 'reasoning', text: 'so' }, text('Hi'), stop] },
	),
	stream('a refusal', lines('{"choices":[{"delta":{"refusal":"No."},"finish_reason":"stop"}]}'), {
		chunks: [{ type: 'refusal', text: 'No.' }, stop],
	}),
	stream(
		'tool calls in pieces, two at once, with reasoning before',
		lines(
			'{"choices":[{"delta":{"reasoning":"Hm"}}]}',
			'{"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a","type":"function","function":{"name":"read","arguments":""}}]}}]}',
			'{"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\\"path\\":"}},{"index":1,"id":"b","function":{"name":"list","arguments":"{}"}}]}}]}',
			'{"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"\\"é\\"}"}}]}}]}',
			'{"choices":[{"delta":{},"finish_reason":"tool_calls"}]}',
			counted,
			'[DONE]',
		),
		{
			chunks: [
				{ type: 'reasoning', text: 'Hm' },
				{ type: 'toolCall', id: 'a', name: 'read', arguments: '{"path":"é"}' },
				{ type: 'toolCall', id: 'b', name: 'list', arguments: '{}' },
				{ type: 'finish', reason: 'toolCalls' },
				usage,
			],
		},
	),
	stream(
		'whole tool calls that are all number 0, and an ordinary end',
		lines(
			'{"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"one","arguments":{"x":1}}}]}}]}',
			'{"choices":[{"delta":{"tool_calls":[{"index":0,"id":"b","function":{"name":"two","arguments":"{}"}}]}}]}',
			end,
		),
		{
			chunks: [
				{ type: 'toolCall', id: 'a', name: 'one', arguments: '{"x":1}' },
				{ type: 'toolCall', id: 'b', name: 'two', arguments: '{}' },
				stop,
			],
		},
	),
	stream(
		'the single function call of old, and tool calls that make no sense',
		lines(
			'{"choices":[{"delta":{"function_call":{"name":"old","arguments":"{"}}}]}',
			'{"choices":[{"delta":{"function_call":{"arguments":"}"}}}]}',
			'{"choices":[{"delta":{"tool_calls":[null,7,{"index":"x"},{"function":{"arguments":"lost"}}]}}]}',
			'{"choices":[{"delta":{"tool_calls":{}},"finish_reason":"function_call"}]}',
		),
		{
			chunks: [
				{ type: 'toolCall', id: '', name: 'old', arguments: '{}' },
				{ type: 'finish', reason: 'toolCalls' },
			],
		},
	),
	stream(
		'sources, kept for the end; those that are no web address are dropped',
		lines(
			hi,
			'{"choices":[{"delta":{"annotations":[{"type":"url_citation","url_citation":{"url":"https://a.example/1","title":"One","start_index":0}}]}}]}',
			'{"choices":[{"delta":{"annotations":[{"url_citation":{"url":"command:x"}},{"url_citation":{"url":"http://b.example"}},null]}}]}',
			there,
			end,
		),
		{
			chunks: [
				text('Hi'),
				text(' there'),
				{
					type: 'annotations',
					annotations: [{ url: 'https://a.example/1', title: 'One' }, { url: 'http://b.example' }],
				},
				stop,
			],
		},
	),
	stream(
		'JSON with a tool call and no text',
		'{"choices":[{"message":{"content":null,"tool_calls":[{"id":"a","type":"function","function":{"name":"read","arguments":"{}"}}]},"finish_reason":"tool_calls"}]}',
		{
			contentType: 'application/json',
			chunks: [
				{ type: 'toolCall', id: 'a', name: 'read', arguments: '{}' },
				{ type: 'finish', reason: 'toolCalls' },
			],
		},
	),
	stream(
		'a filter that left nothing',
		lines('{"choices":[{"delta":{},"finish_reason":"content_filter"}]}', '[DONE]'),
		{ chunks: [{ type: 'finish', reason: 'contentFilter' }] },
	),
	stream('a stream that calls itself plain text', lines(hi, there, end), { contentType: 'text/plain' }),
	stream(
		'JSON that calls itself a stream',
		'\n {"choices":[{"index":0,"message":{"role":"assistant","content":"Hi","refusal":null},"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":2}}\n',
		{ chunks: [text('Hi'), stop, usage] },
	),
	stream('JSON with a byte order mark and no finish', '\ufeff{"choices":[{"message":{"content":"Hi"}}]}', {
		contentType: 'application/json',
		chunks: [text('Hi')],
	}),
];
