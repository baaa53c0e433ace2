// A wait that can be cut short: by its time, by a person who will not wait, or by an abort.
import type { Clock } from '../core/ports';

export interface Wait {
	/** Resolves when the wait is over, for whatever reason; an abort is for the caller to look at. */
	readonly over: Promise<void>;
	readonly end: () => void;
}

export function startWait(clock: Clock, ms: number, signal: AbortSignal): Wait {
	let settle = (): void => undefined;
	const over = new Promise<void>(resolve => {
		settle = resolve;
	});
	const end = (): void => {
		cancel();
		signal.removeEventListener('abort', end);
		settle();
	};
	const cancel = clock.after(ms, end);
	signal.addEventListener('abort', end, { once: true });
	if (signal.aborted) end();
	return { over, end };
}
