// Waiting for whichever comes first: some time, an abort, or a change.
import type { Clock } from '../../ports';

/**
 * Resolves after `ms` (`Infinity`: never by time), at once when `signal` is or gets aborted, or at the first call that `subscribe` passes on. Leaves nothing behind.
 * @param subscribe registers the callback and returns what takes it back
 */
export function firstOf(
	clock: Clock,
	ms: number,
	signal: AbortSignal,
	subscribe: (callback: () => void) => () => void = () => () => undefined,
): Promise<void> {
	return new Promise(resolve => {
		if (signal.aborted) {
			resolve();
			return;
		}
		const finish = (): void => {
			cancel?.();
			unsubscribe();
			signal.removeEventListener('abort', finish);
			resolve();
		};
		const cancel = ms === Infinity ? undefined : clock.after(ms, finish);
		const unsubscribe = subscribe(finish);
		signal.addEventListener('abort', finish);
	});
}
