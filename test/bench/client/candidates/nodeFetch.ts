// node-fetch alone, which only counts what comes: what the client pays for its transport.
import fetch from 'node-fetch';
import { doJobs, key, messages, model } from '../jobs';

doJobs(async (baseUrl, take) => {
	const { body } = await fetch(`${baseUrl}/openai/chat/completions`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', 'x-api-key': key },
		body: JSON.stringify({ model, messages, stream: true }),
	});
	await new Promise((resolve, reject) => {
		body?.on('data', take).on('end', resolve).on('error', reject);
	});
});
