// How a test module in the extension host speaks to the console of the run: its lines carry a mark, because VS Code's own chatter comes the same way.
import { format } from 'node:util';

/** Stands before each line of a test module. */
export const outputMark = '[tests] ';

/** Prints like `console.log`, marked. */
export function print(...args: readonly unknown[]): void {
	for (const line of format(...args).split('\n')) {
		console.log(outputMark + line);
	}
}
