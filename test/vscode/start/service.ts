// Who answers under `npm start`: the real service when there is a key, else the stand-in endpoint.
import { startEndpoint } from '../../endpoint/endpoint';

/** Slow enough that a person sees the answer being written. */
const WRITING_DELAY_MS = 15;

export interface Service {
	readonly settings: Readonly<Record<string, unknown>>;
	readonly env: Readonly<Record<string, string | undefined>>;
	readonly stop: () => Promise<void>;
}

/** Says plainly, on the console, who answers. */
export async function startService(): Promise<Service> {
	const key = process.env['OM_API_KEY'];
	if (key !== undefined && key !== '') {
		console.log('OM_API_KEY is set: the real OpenMind service answers, and bills.');
		// Takes back what an earlier start with the stand-in left in the kept settings.
		return { settings: { 'openmind.baseUrl': undefined }, env: { OM_API_KEY: key }, stop: () => Promise.resolve() };
	}
	const endpoint = await startEndpoint({ delayMs: WRITING_DELAY_MS });
	console.log(
		[
			'OM_API_KEY is not set: a local stand-in answers, and its answers are CANNED. No model is asked and nothing leaves this machine.',
			`Run "OpenMind: Set API Key" and enter any key, such as om1_test_anything. (Stand-in: ${endpoint.baseUrl})`,
		].join('\n'),
	);
	return { settings: { 'openmind.baseUrl': endpoint.baseUrl }, env: {}, stop: () => endpoint.stop() };
}
