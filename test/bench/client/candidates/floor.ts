// The floor: Node's own http, which only counts what comes.
import { request } from 'node:http';
import { doJobs, key, messages, model } from '../jobs';

doJobs(
	(baseUrl, take) =>
		new Promise((resolve, reject) => {
			const headers = { 'content-type': 'application/json', 'x-api-key': key };
			const asked = request(`${baseUrl}/openai/chat/completions`, { method: 'POST', headers }, response => {
				response.on('data', take).on('end', resolve).on('error', reject);
			});
			asked.on('error', reject).end(JSON.stringify({ model, messages, stream: true }));
		}),
);
