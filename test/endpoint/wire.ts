// The shapes of the wire: `chat.completion` as the documented page shows it, and `chat.completion.chunk` events for a stream.

export interface AnswerParts {
	readonly text?: string;
	readonly reasoning?: string;
	readonly refusal?: string;
	/** `stop` when absent; `null` leaves the end of the stream without a reason. */
	readonly finish?: string | null;
}

/** What every object of one answer repeats, and the counts for its usage. */
export interface AnswerFrame {
	readonly model: string;
	readonly promptTokens: number;
	readonly includeUsage: boolean;
}

// A fixed time and id keep pictures and golden files the same from run to run.
const created = 1742147458;
const id = 'chatcmpl-standin';

export function completion(frame: AnswerFrame, parts: AnswerParts): unknown {
	const message = {
		annotations: [],
		content: parts.text ?? null,
		refusal: parts.refusal ?? null,
		role: 'assistant',
		...(parts.reasoning === undefined ? {} : { reasoning_content: parts.reasoning }),
	};
	return {
		choices: [{ finish_reason: parts.finish ?? 'stop', index: 0, logprobs: null, message }],
		created,
		id,
		model: frame.model,
		object: 'chat.completion',
		service_tier: 'default',
		system_fingerprint: 'fingerprint',
		usage: usage(frame, parts),
	};
}

/** The objects of a stream, in order: role, reasoning, refusal, text word by word, the finish, and the usage if it was asked for. */
export function completionChunks(frame: AnswerFrame, parts: AnswerParts): unknown[] {
	const finish = parts.finish === undefined ? 'stop' : parts.finish;
	const chunks = [chunk(frame, { role: 'assistant', content: '', refusal: null })];
	for (const word of words(parts.reasoning ?? '')) chunks.push(chunk(frame, { reasoning_content: word }));
	for (const word of words(parts.refusal ?? '')) chunks.push(chunk(frame, { refusal: word }));
	for (const word of words(parts.text ?? '')) chunks.push(chunk(frame, { content: word }));
	if (finish !== null) chunks.push(chunk(frame, {}, finish));
	if (frame.includeUsage) chunks.push({ ...base(frame), choices: [], usage: usage(frame, parts) });
	return chunks;
}

/** One chunk with a delta of choice 0. */
export function chunk(frame: Pick<AnswerFrame, 'model'>, delta: object, finish: string | null = null): unknown {
	return { ...base(frame), choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }] };
}

export const doneEvent = 'data: [DONE]\n\n';

export function event(data: unknown): string {
	return `data: ${JSON.stringify(data)}\n\n`;
}

function base(frame: Pick<AnswerFrame, 'model'>): object {
	return { id, object: 'chat.completion.chunk', created, model: frame.model, system_fingerprint: 'fingerprint' };
}

function usage(frame: AnswerFrame, parts: AnswerParts): object {
	const reasoning = words(parts.reasoning ?? '').length;
	const answer = reasoning + words(parts.text ?? '').length + words(parts.refusal ?? '').length;
	return {
		completion_tokens: answer,
		completion_tokens_details: {
			accepted_prediction_tokens: 0,
			audio_tokens: 0,
			reasoning_tokens: reasoning,
			rejected_prediction_tokens: 0,
		},
		prompt_tokens: frame.promptTokens,
		prompt_tokens_details: { audio_tokens: 0, cached_tokens: 0 },
		total_tokens: frame.promptTokens + answer,
	};
}

/** Pieces about as long as tokens: a word with the white space before it. */
export function words(text: string): string[] {
	return text.match(/\s*\S+|\s+$/g) ?? [];
}
