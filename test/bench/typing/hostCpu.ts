// The processor time that the extension hosts started by this process have used. Linux only: elsewhere there is no /proc to read.
import { readdir, readFile } from 'node:fs/promises';

/** Of the kernel's accounting; the same on every common system. */
const ticksPerSecond = 100;

interface Process {
	readonly id: number;
	readonly parent: number;
	readonly seconds: number;
	readonly command: string;
}

/** Seconds of user and system time together; undefined where it cannot be known. */
export async function hostCpuSeconds(): Promise<number | undefined> {
	const ids = await readdir('/proc').catch(() => []);
	const found = await Promise.all(ids.filter(id => /^\d+$/.test(id)).map(readProcess));
	const processes = new Map(found.flatMap(each => (each === undefined ? [] : [[each.id, each] as const])));
	const isOurs = (each: Process | undefined): boolean =>
		each !== undefined && (each.parent === process.pid || isOurs(processes.get(each.parent)));
	const hosts = [...processes.values()].filter(each => each.command.includes('--type=extensionHost') && isOurs(each));
	return hosts.length === 0 ? undefined : hosts.reduce((sum, { seconds }) => sum + seconds, 0);
}

async function readProcess(id: string): Promise<Process | undefined> {
	try {
		const [stat, command] = await Promise.all([
			readFile(`/proc/${id}/stat`, 'utf8'),
			readFile(`/proc/${id}/cmdline`, 'utf8'),
		]);
		// The name in brackets may hold anything.
		const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
		const ticks = Number(fields[11]) + Number(fields[12]);
		return { id: Number(id), parent: Number(fields[1]), seconds: ticks / ticksPerSecond, command };
	} catch {
		// It has ended meanwhile.
		return undefined;
	}
}
