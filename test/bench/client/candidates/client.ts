// The client with the transport it is given, asked as the extension asks it.
import { createOpenMindClient } from '../../../../src/api/client';
import type { Fetch } from '../../../../src/api/transport';
import { lazyModel } from '../../../../src/core/net/lazyModel';
import { systemClock } from '../../../../src/host/clock';
import { doJobs, key, messages, model } from '../jobs';

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

export function doClientJobs(fetch: Fetch): void {
	let baseUrl = '';
	const timeouts = { connect: 10, firstToken: 60, idle: 30 };
	const client = createOpenMindClient({
		fetch,
		connection: () => Promise.resolve({ baseUrl, apiKey: key, headers: {}, timeouts }),
		clock: systemClock,
		logger: quiet,
		makeId: () => 'id',
	});
	const asked = lazyModel(() => Promise.resolve(client));
	const request = { model: { provider: 'openai', model }, messages };
	doJobs(async (address, take) => {
		baseUrl = address;
		for await (const chunk of asked.stream(request, new AbortController().signal)) {
			if (chunk.type === 'text') take(chunk.text);
		}
	});
}
