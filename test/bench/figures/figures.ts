// What the benchmarks' tables are made of.

/** @throws Error when there is nothing */
export function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = sorted.length / 2;
	const low = sorted[Math.ceil(middle) - 1];
	const high = sorted[Math.floor(middle)];
	if (low === undefined || high === undefined) {
		throw new Error('Nothing was measured.');
	}
	return (low + high) / 2;
}

/** An aim, and whether it was met. */
export function verdict(met: boolean, aim: string): string {
	return `${aim}: ${met ? 'met' : 'MISSED'}`;
}

export function ms(value: number): string {
	return `${value.toFixed(1)} ms`;
}

export function kilobytes(bytes: number): string {
	return `${(bytes / 1000).toFixed(1)} kB`;
}

/** A Markdown table. @param rule the line under the head, which aligns the columns: `|---|---:|` */
export function table(head: readonly string[], rows: readonly (readonly string[])[], rule: string): string {
	return [head, ...rows]
		.map(cells => `| ${cells.join(' | ')} |`)
		.toSpliced(1, 0, rule)
		.join('\n');
}
