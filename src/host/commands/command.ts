// A command is data: its id, and what it does. One file each; app.ts makes them, and a test holds them against the manifest.

export interface Command {
	readonly id: string;
	execute(...args: readonly unknown[]): unknown;
}
