// What the benchmark's processes say to each other, and how a candidate does a job. Bundled into each candidate's process.

/** How the server writes its answer: a stamp of the time, events in HTTP chunks of their own, many events in one, or one each 250 µs. */
export type Manner = 'stamped' | 'own' | 'coalesced' | 'paced';

export interface Job {
	/** Up to and without `/openai/chat/completions`; says to the server how to answer. */
	readonly baseUrl: string;
	/** Requests, one after the other. */
	readonly requests: number;
}

export interface Figures {
	/** User and system time of the whole process, in microseconds. */
	readonly cpu: number;
	/** Microseconds from the server's write to the first piece in hand, for each stamped answer. */
	readonly lags: readonly number[];
	/** Microseconds from the call to the request at the server, for each stamped answer. */
	readonly calls: readonly number[];
	/** Pieces handed over. */
	readonly pieces: number;
	/** Bytes in use after a garbage collection. */
	readonly heap: number;
	/** The most memory that the process ever had, in kilobytes. */
	readonly peak: number;
}

/** Asks once and hands over each piece of the answer: the text of a delta, or the bytes where the candidate reads no further. */
export type Ask = (baseUrl: string, take: (piece: string | Uint8Array) => void) => Promise<void>;

export const key = 'om1_test_0123456789abcdefghij';
export const model = 'gpt-4o';
export const messages = [{ role: 'user' as const, content: 'Explain this function, please.' }];

/** Whatever a stamped answer holds besides: `w` is when it was written, `r` when its request came, in nanoseconds of the machine's clock. */
export const stamp = (written: bigint, received: bigint): string => `w${written} r${received}`;

/** Does the jobs that the parent process sends, one at a time. */
export function doJobs(ask: Ask): void {
	process.on('message', (job: Job) => void doJob(ask, job).then(figures => process.send?.(figures)));
	process.once('disconnect', () => process.exit());
	process.send?.('ready');
}

async function doJob(ask: Ask, { baseUrl, requests }: Job): Promise<Figures> {
	const lags: number[] = [];
	const calls: number[] = [];
	let pieces = 0;
	const before = process.cpuUsage();
	for (let request = 0; request < requests; request++) {
		let first: { readonly at: bigint; readonly piece: string | Uint8Array } | undefined;
		const called = process.hrtime.bigint();
		await ask(baseUrl, piece => {
			first ??= { at: process.hrtime.bigint(), piece };
			pieces++;
		});
		const [, written, received] = /w(\d+) r(\d+)/.exec(textOf(first?.piece)) ?? [];
		if (first === undefined || written === undefined || received === undefined) continue;
		lags.push(Number(first.at - BigInt(written)) / 1000);
		calls.push(Number(BigInt(received) - called) / 1000);
	}
	const { user, system } = process.cpuUsage(before);
	// Only here: each collection also throws away compiled code that is not in use, so one before the job would measure compiling.
	globalThis.gc?.();
	const { heapUsed, external } = process.memoryUsage();
	const peak = process.resourceUsage().maxRSS;
	return { cpu: user + system, lags, calls, pieces, heap: heapUsed + external, peak };
}

function textOf(piece: string | Uint8Array = ''): string {
	return typeof piece === 'string' ? piece : Buffer.from(piece).toString();
}
