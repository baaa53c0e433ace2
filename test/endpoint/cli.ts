// Runs the stand-in endpoint by itself: prints its base URL as one line and serves until it is ended.
// Usage: node --import tsx test/endpoint/cli.ts [--port N] [--delay MS]
import { parseArgs } from 'node:util';
import { startEndpoint } from './endpoint';

const { values } = parseArgs({ options: { port: { type: 'string' }, delay: { type: 'string' } } });
// Slow enough that a person sees the answer being written.
const delayMs = Number(values.delay ?? 15);
const endpoint = await startEndpoint({ delayMs, port: Number(values.port ?? 0) });
console.log(endpoint.baseUrl);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
	process.once(signal, () => {
		void endpoint.stop().then(() => process.exit(0));
	});
}
