// The official SDK.
import OpenAI from 'openai';
import { doJobs, key, messages, model } from '../jobs';

const clients = new Map<string, OpenAI>();

function clientFor(baseUrl: string): OpenAI {
	const known = clients.get(baseUrl);
	if (known !== undefined) return known;
	const made = new OpenAI({
		baseURL: `${baseUrl}/openai`,
		apiKey: key,
		defaultHeaders: { 'x-api-key': key },
		maxRetries: 0,
	});
	clients.set(baseUrl, made);
	return made;
}

doJobs(async (baseUrl, take) => {
	const stream = await clientFor(baseUrl).chat.completions.create({ model, messages, stream: true });
	for await (const { choices } of stream) {
		const text = choices[0]?.delta.content;
		if (text !== undefined && text !== null && text !== '') take(text);
	}
});
