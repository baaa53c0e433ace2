// What the documented service accepts: path, header, provider, model prefix and body. Anything beyond it is refused here, so that a suite
// notices when the client starts to send something that is not on record.

/** Model prefixes by provider: the documented five first, then those on record since. */
export const modelPrefixes: Readonly<Record<string, readonly string[]>> = {
	openai: ['gpt-4o', 'gpt-4o-mini', 'gpt-4.1', 'gpt-4.1-mini', 'gpt-4.1-nano', 'gpt-5', 'gpt-5-mini', 'gpt-5-nano'],
	deepseek: ['deepseek-chat'],
	gemini: [
		'gemini-2.0-flash-exp',
		'gemini-2.5-flash',
		'gemini-2.5-flash-lite',
		'gemini-2.5-pro',
		'gemini-3.5-flash',
		'gemini-3.1-pro-preview',
		'gemini-3.1-flash-lite',
	],
	xai: ['grok-2-latest', 'grok-3-beta', 'grok-4', 'grok-4-latest'],
	nearai: ['qwen3-30b-a3b-instruct-2507', 'qwen2.5-vl-72b-instruct', 'qwen-2.5-7b-instruct', 'qwen2.5-7b-instruct'],
	openrouter: [
		'meta-llama/llama-3.1-70b-instruct',
		'meta-llama/llama-3.3-70b-instruct',
		'anthropic/claude-sonnet-4.5',
		'anthropic/claude-opus-4.1',
	],
};

export interface WireMessage {
	readonly role: string;
	readonly content: string;
}

/** A request that keeps the contract. Content parts are joined to plain text. */
export interface ValidRequest {
	readonly provider: string;
	readonly model: string;
	readonly messages: readonly WireMessage[];
	readonly stream: boolean;
	readonly includeUsage: boolean;
}

/** What was wrong, as the service would say it. */
export interface Refusal {
	readonly status: number;
	readonly error: string;
}

export type Checked = { readonly ok: ValidRequest } | { readonly refused: Refusal };

const refuse = (status: number, error: string): Checked => ({ refused: { status, error } });
const path = /^\/api\/core\/([^/]+)\/chat\/completions$/;
const roles = new Set(['system', 'user', 'assistant']);

/** A test for the value of each documented top-level field, and what the value should be. */
const fields: Readonly<Record<string, readonly [test: (value: unknown) => boolean, expected: string]>> = {
	model: [value => typeof value === 'string' && value !== '', 'a string'],
	messages: [value => Array.isArray(value) && value.length > 0, 'an array of at least one message'],
	stream: [value => typeof value === 'boolean', 'a boolean'],
	stream_options: [isRecord, 'an object'],
	temperature: [value => isBetween(value, 0, 2), 'a number from 0 to 2'],
	top_p: [value => isBetween(value, 0, 1), 'a number from 0 to 1'],
	frequency_penalty: [value => isBetween(value, -2, 2), 'a number from -2 to 2'],
	presence_penalty: [value => isBetween(value, -2, 2), 'a number from -2 to 2'],
	max_tokens: [value => Number.isInteger(value) && isBetween(value, 1, 1e6), 'a positive integer'],
	max_completion_tokens: [value => Number.isInteger(value) && isBetween(value, 1, 1e6), 'a positive integer'],
	stop: [isStop, 'a string or up to four strings'],
	tools: [Array.isArray, 'an array'],
	tool_choice: [value => typeof value === 'string' || isRecord(value), 'a string or an object'],
	response_format: [isRecord, 'an object'],
};

export interface RawRequest {
	readonly method: string;
	/** With the query, if any. */
	readonly url: string;
	readonly headers: Readonly<Record<string, string | string[] | undefined>>;
	readonly body: string;
}

/** @param isKeyAccepted decides over a key that is present */
export function checkRequest(raw: RawRequest, isKeyAccepted: (key: string) => boolean): Checked {
	const provider = path.exec(raw.url)?.[1];
	if (provider === undefined) return refuse(404, 'not found');
	if (raw.method !== 'POST') return refuse(405, 'method not allowed');
	const key = raw.headers['x-api-key'];
	if (typeof key !== 'string' || key === '') return refuse(401, 'Missing API key');
	if (!isKeyAccepted(key)) return refuse(401, 'Invalid API key');
	if (!/^application\/json\s*(;|$)/i.test(String(raw.headers['content-type'] ?? ''))) {
		return refuse(400, 'Content-Type must be application/json');
	}
	const prefixes = Object.hasOwn(modelPrefixes, provider) ? modelPrefixes[provider] : undefined;
	if (prefixes === undefined) return refuse(404, `unsupported model provider: ${provider}`);
	const body = parse(raw.body);
	if (!isRecord(body)) return refuse(400, 'Invalid JSON');
	const wrong = wrongField(body) ?? wrongMessage(body.messages);
	if (wrong !== undefined) return refuse(400, wrong);
	const model = String(body.model);
	if (!prefixes.some(prefix => model.startsWith(prefix))) {
		const list = prefixes.join(', ');
		return refuse(404, `unsupported model: ${model}. Supported model prefixes for ${provider}: [${list}]`);
	}
	return { ok: toValid(provider, body) };
}

function wrongField(body: Record<string, unknown>): string | undefined {
	for (const required of ['model', 'messages']) {
		if (!(required in body)) return `${required} is required`;
	}
	for (const [name, value] of Object.entries(body)) {
		const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
		if (field === undefined) return `unknown field: ${name}`;
		if (!field[0](value)) return `${name} must be ${field[1]}`;
	}
	return 'stream_options' in body && body.stream !== true ? 'stream_options is only allowed with stream' : undefined;
}

function wrongMessage(messages: unknown): string | undefined {
	if (!Array.isArray(messages)) return 'messages must be an array of at least one message';
	for (const [index, message] of messages.entries()) {
		if (!isRecord(message)) return `messages[${index}] must be an object`;
		if (typeof message.role !== 'string' || !roles.has(message.role)) return `messages[${index}].role is unknown`;
		if (textOf(message.content) === undefined) return `messages[${index}].content must be text or parts`;
		const extra = Object.keys(message).find(name => name !== 'role' && name !== 'content');
		if (extra !== undefined) return `messages[${index}] has an unknown field: ${extra}`;
	}
	return undefined;
}

function toValid(provider: string, body: Record<string, unknown>): ValidRequest {
	const messages = (Array.isArray(body.messages) ? body.messages : []).filter(isRecord);
	return {
		provider,
		model: String(body.model),
		messages: messages.map(message => ({ role: String(message.role), content: textOf(message.content) ?? '' })),
		stream: body.stream === true,
		includeUsage: isRecord(body.stream_options) && body.stream_options.include_usage === true,
	};
}

/** Text, or the text of content parts; undefined when it is neither. */
function textOf(content: unknown): string | undefined {
	if (typeof content === 'string') return content;
	if (!Array.isArray(content) || content.length === 0) return undefined;
	const texts = content.map(part => {
		if (!isRecord(part)) return undefined;
		if (part.type === 'image_url' && isRecord(part.image_url)) return '';
		return part.type === 'text' && typeof part.text === 'string' ? part.text : undefined;
	});
	return texts.includes(undefined) ? undefined : texts.join('\n');
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

function isStop(value: unknown): boolean {
	return (
		typeof value === 'string' ||
		(Array.isArray(value) && value.length <= 4 && value.every(s => typeof s === 'string'))
	);
}

function isBetween(value: unknown, least: number, most: number): boolean {
	return typeof value === 'number' && value >= least && value <= most;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
