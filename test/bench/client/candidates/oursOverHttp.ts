// The client over a transport that is as good as none, to show what the real one costs. It lacks proxy errors, compression and much else.
import { request } from 'node:http';
import type { Fetch } from '../../../../src/api/transport';
import { doClientJobs } from './client';

const overHttp: Fetch = (url, { method, headers, body, signal, onConnect }) =>
	new Promise((resolve, reject) => {
		const asked = request(url, { method, headers, signal }, response => {
			const get = (name: string): string | null => String(response.headers[name] ?? '') || null;
			resolve({ status: response.statusCode ?? 0, headers: { get }, body: response });
		});
		asked.on('socket', () => onConnect(asked.reusedSocket)).on('error', reject);
		asked.end(body);
	});

doClientJobs(overHttp);
