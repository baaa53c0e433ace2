// What becomes of an answer that is none, for the client and for the official SDK, as observed now.
import OpenAI from 'openai';
import { maskKey, startEndpoint, type Endpoint, type Step } from '../../endpoint/endpoint';
import { chunk, doneEvent, event } from '../../endpoint/wire';
import { Harness, key as ourKey } from '../../unit/api/harness';
import { table } from '../figures/figures';
import { messages, model } from './jobs';

const word = (content: string): string => event(chunk({ model }, { content }));
const finish = event(chunk({ model }, {}, 'stop')) + doneEvent;

const cases: readonly (readonly [what: string, step: Step])[] = [
	['a login page (HTML) with status 200', { kind: 'html' }],
	['an empty body with status 200', { kind: 'empty' }],
	['a 200 that is not JSON', { kind: 'notJson' }],
	[
		'one malformed line between “One,” and “ two, three”',
		{ kind: 'raw', body: `${word('One,')}data: {"choices":[{\n\n${word(' two, three')}${finish}` },
	],
	[
		'“Half an ans”, and then no end',
		{ kind: 'chunks', chunks: [chunk({ model }, { content: 'Half an ans' })], done: false },
	],
];

export async function faultTable(): Promise<string> {
	const [endpoint, elsewhere] = [await startEndpoint(), await startEndpoint()];
	try {
		const rows: string[][] = [];
		for (const [what, step] of cases) {
			endpoint.script([step, step]);
			rows.push([what, await askSdk(endpoint), await askOurs(endpoint)]);
		}
		const redirect: Step = { kind: 'redirect', location: `${elsewhere.baseUrl}/openai/chat/completions` };
		endpoint.script([redirect, redirect]);
		const theirs = `${await askSdk(endpoint)}; ${keyAt(elsewhere)}`;
		const before = elsewhere.requests.length;
		const ours = `${await askOurs(endpoint)}; ${keyAt(elsewhere, before)}`;
		rows.push(['a redirect to another origin', theirs, ours]);
		return table(['The service sends', 'openai SDK', 'this client'], rows, '|---|---|---|');
	} finally {
		await Promise.all([endpoint.stop(), elsewhere.stop()]);
	}
}

async function askSdk({ baseUrl }: Endpoint): Promise<string> {
	const client = new OpenAI({
		baseURL: `${baseUrl}/openai`,
		apiKey: ourKey,
		defaultHeaders: { 'x-api-key': ourKey },
		maxRetries: 0,
	});
	let text = '';
	try {
		const stream = await client.chat.completions.create({ model, messages, stream: true });
		for await (const { choices } of stream) text += choices[0]?.delta.content ?? '';
	} catch (error) {
		return told(text, error instanceof Error ? error.constructor.name : String(error));
	}
	return told(text);
}

async function askOurs({ baseUrl }: Endpoint): Promise<string> {
	const harness = new Harness({ baseUrl });
	const { text, error } = await harness.ask();
	return told(text, error?.kind, harness.records[0]?.malformed);
}

function told(text: string, error?: string, skipped = 0): string {
	const came = text === '' ? 'an empty answer' : `“${text.length > 40 ? `${text.slice(0, 40)}…` : text}”`;
	const note = skipped > 0 ? ` (${skipped} skipped and counted)` : '';
	if (error === undefined) return `${came}, no error${note}`;
	return text === '' ? `fails: ${error}${note}` : `${came}, then fails: ${error}${note}`;
}

/** Whether the key reached the server that it was not meant for. */
function keyAt({ requests }: Endpoint, from = 0): string {
	const sent = requests.slice(from).some(({ headers }) => headers['x-api-key'] === maskKey(ourKey));
	return sent ? 'THE KEY WENT THERE' : 'the key stayed here';
}
