// "OpenMind: Stop Completion", on Escape while text streams in at the cursor.
import type { Command } from './command';

export class StopCompletionCommand implements Command {
	readonly id = 'openmind.stopCompletion';
	readonly #completion: { stop(): void };

	constructor(completion: { stop(): void }) {
		this.#completion = completion;
	}

	execute(): void {
		this.#completion.stop();
	}
}
