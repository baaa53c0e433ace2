// The benchmark's processes: one for the server, one for each candidate. All live throughout; one works at a time.
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { start, stop } from '../../vscode/processes.js';
import type { Figures, Job } from './jobs';

/** A job takes about a second; a loaded machine may take much longer. */
const jobTimeoutMs = 60_000;

export class Worker {
	readonly #child: ChildProcess;
	/** What the process said when it was ready. */
	readonly first: unknown;

	constructor(child: ChildProcess, first: unknown) {
		this.#child = child;
		this.first = first;
	}

	/** @param node the program that runs `file` */
	static async start(node: string, file: string): Promise<Worker> {
		const child = start(node, ['--expose-gc', file], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
		return new Worker(child, await said(child));
	}

	async do(job: Job): Promise<Figures> {
		this.#child.send(job);
		// Both sides are of one build.
		return (await said(this.#child)) as Figures;
	}

	stop(): Promise<void> {
		return stop(this.#child);
	}
}

/** What the process says next. */
async function said(child: ChildProcess): Promise<unknown> {
	const done = new AbortController();
	const signal = AbortSignal.any([done.signal, AbortSignal.timeout(jobTimeoutMs)]);
	const ended = once(child, 'exit', { signal }).then(([code]) => {
		throw new Error(`A process of the benchmark ended with ${code}.`);
	});
	try {
		const [message]: unknown[] = await Promise.race([once(child, 'message', { signal }), ended]);
		return message;
	} finally {
		ended.catch(() => undefined);
		done.abort();
	}
}
