// Has every candidate do every job, in rounds: what disturbs the machine for a while then disturbs all of them, and the figures of one round
// can be compared with each other.
import { median } from '../figures/figures';
import { candidates, type Candidate } from './bundles';
import type { Figures, Manner } from './jobs';
import { Worker } from './processes';

/** The figures of the rounds before are thrown away: they show how code gets warm. */
const warmUps = 2;

export const rounds = 10;

/** How much each job is: enough for a few hundred milliseconds of work, or one second of pacing. */
const amounts: Readonly<Record<Manner, { readonly requests: number; readonly chunks: number }>> = {
	stamped: { requests: 60, chunks: 1 },
	own: { requests: 1, chunks: 20_000 },
	coalesced: { requests: 1, chunks: 40_000 },
	paced: { requests: 1, chunks: 4_000 },
};

/** The figures of one candidate, one for each round. */
export interface Series {
	/** Median microseconds of a round. */
	readonly lag: number[];
	readonly call: number[];
	/** Microseconds of processor time for each chunk. */
	readonly own: number[];
	readonly coalesced: number[];
	readonly paced: number[];
	/** Bytes in use after a garbage collection. */
	readonly heap: number[];
	/** Kilobytes. */
	readonly peak: number[];
}

export interface Measured {
	readonly series: Readonly<Record<Candidate, Series>>;
	/** Chunks between the first and the last figure of `heap`. */
	readonly chunks: number;
}

/** @param node the program that runs the server and the candidates; `file` says where their programs are */
export async function measureRounds(node: string, file: (name: Candidate | 'server') => string): Promise<Measured> {
	const server = await Worker.start(node, file('server'));
	const workers = new Map<Candidate, Worker>();
	const series = Object.fromEntries(candidates.map(name => [name, emptySeries()])) as Record<Candidate, Series>;
	try {
		for (const name of candidates) workers.set(name, await Worker.start(node, file(name)));
		for (let round = 0; round < warmUps + rounds; round++) {
			for (const [name, worker] of turned([...workers], round)) {
				await measure(worker, { port: Number(server.first), kept: round >= warmUps, into: series[name], name });
			}
		}
	} finally {
		for (const worker of [server, ...workers.values()]) await worker.stop();
	}
	const perRound = amounts.own.chunks + amounts.coalesced.chunks + amounts.paced.chunks;
	return { series, chunks: perRound * (rounds - 1) };
}

/** Each candidate is first equally often. */
function turned<T>(items: readonly T[], by: number): readonly T[] {
	const at = by % items.length;
	return [...items.slice(at), ...items.slice(0, at)];
}

interface Measuring {
	readonly port: number;
	readonly kept: boolean;
	readonly into: Series;
	readonly name: Candidate;
}

async function measure(worker: Worker, { port, kept, into, name }: Measuring): Promise<void> {
	const figures = async (manner: Manner): Promise<Figures> => {
		const { requests, chunks } = amounts[manner];
		const done = await worker.do({ baseUrl: `http://127.0.0.1:${port}/${manner}/${chunks}`, requests });
		// The two that only count bytes see pieces of the network, not chunks.
		const reads = name !== 'floor' && name !== 'nodeFetch';
		if (reads && done.pieces !== requests * chunks)
			throw new Error(`${name} lost chunks: ${done.pieces} of ${requests * chunks} came.`);
		return done;
	};
	const stamped = await figures('stamped');
	const own = await figures('own');
	const coalesced = await figures('coalesced');
	const paced = await figures('paced');
	if (!kept) return;
	into.lag.push(median(stamped.lags));
	into.call.push(median(stamped.calls));
	into.own.push(own.cpu / amounts.own.chunks);
	into.coalesced.push(coalesced.cpu / amounts.coalesced.chunks);
	into.paced.push(paced.cpu / amounts.paced.chunks);
	into.heap.push(paced.heap);
	into.peak.push(paced.peak);
}

function emptySeries(): Series {
	return { lag: [], call: [], own: [], coalesced: [], paced: [], heap: [], peak: [] };
}
