// How long the service asks to wait, from the Retry-After header or from the words of its error.

/** Longer waits are not waits but mistakes; seconds. */
const longest = 24 * 60 * 60;

/**
 * @param header `Retry-After`: seconds, or an HTTP date
 * @param text the error's words, such as "Try again in 60 seconds." or "in 1m2.5s"
 * @param now milliseconds since 1970
 * @returns seconds, or undefined when neither says anything
 */
export function retryAfterSeconds(header: string | null, text: string, now: number): number | undefined {
	const seconds = fromHeader(header, now) ?? fromText(text);
	return seconds === undefined ? undefined : Math.min(Math.max(0, seconds), longest);
}

function fromHeader(header: string | null, now: number): number | undefined {
	const value = header?.trim() ?? '';
	if (/^\d+(\.\d+)?$/.test(value)) return Number(value);
	// Only a real HTTP date: Date.parse would make a date of "-5" too.
	const date = /[a-z]{3}.*\d\d:\d\d/i.test(value) ? Date.parse(value) : NaN;
	return Number.isNaN(date) ? undefined : Math.ceil((date - now) / 1000);
}

const unitSeconds: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600 };

function fromText(text: string): number | undefined {
	const wait =
		/try again in ((?:\d+(?:\.\d+)?\s*(?:ms|milliseconds?|h|hours?|m|min|minutes?|s|sec|seconds?)\b\s*|\d+m(?=\d))+)/i.exec(
			text,
		)?.[1];
	if (wait === undefined) return undefined;
	const parts = [...wait.matchAll(/(\d+(?:\.\d+)?)\s*(milli|ms|h|m|s)/gi)];
	return parts.reduce((sum, [, amount, unit = 's']) => {
		const short = unit.toLowerCase() === 'milli' ? 'ms' : unit.toLowerCase();
		return sum + Number(amount) * (unitSeconds[short] ?? 1);
	}, 0);
}
