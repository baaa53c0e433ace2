// Long work in short tasks: what a restored conversation needs beyond the first milliseconds is drawn bit by bit, the newest answer first.

/** Milliseconds of one task: half a frame, so that typing and scrolling go on. */
const budgetMs = 8;

/** Does a bit of its work; true when nothing is left. */
export type Job = () => boolean;

export class RenderQueue {
	readonly #jobs: Job[] = [];
	readonly #channel = new MessageChannel();

	constructor() {
		this.#channel.port1.onmessage = () => this.#run();
	}

	/** Runs `job` until it is done, in tasks of its own. Jobs added later run first: they are nearer to the end. */
	add(job: Job): void {
		this.#jobs.push(job);
		if (this.#jobs.length === 1) this.#channel.port2.postMessage(undefined);
	}

	#run(): void {
		const end = performance.now() + budgetMs;
		while (performance.now() < end) {
			const job = this.#jobs.pop();
			if (job === undefined) return;
			if (!job()) this.#jobs.push(job);
		}
		if (this.#jobs.length > 0) this.#channel.port2.postMessage(undefined);
	}
}
