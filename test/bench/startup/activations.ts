// What it takes to activate extensions in a VS Code of their own that has come to rest.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { bundleTests } from '../../vscode/bundleTests';
import { runExtensionTests } from '../../vscode/extensionTests';
import { root, workspaceFixture } from '../../vscode/paths.js';

const startTimeoutMs = 60_000;

export interface Activation {
	readonly id: string;
	readonly ms: number;
	/** VS Code had not come to rest before. */
	readonly busy: boolean;
}

/**
 * Activates them in this order.
 * @param extensionsDir holds their packages, for this purpose alone: none waits for an event any more, since VS Code itself opens documents at its start
 * @throws when one is not installed there.
 */
export async function activations(ids: readonly string[], extensionsDir: string): Promise<readonly Activation[]> {
	await dropActivationEvents(extensionsDir);
	const bundles = await bundleTests('bench', ['test/bench/probe/index.ts']);
	const found: Activation[] = [];
	const { code, log } = await runExtensionTests({
		extension: path.join(root, 'test/bench/probe'),
		testsModule: path.join(bundles, 'bench/probe/index.cjs'),
		workspace: workspaceFixture,
		timeoutMs: startTimeoutMs,
		extensionsDir,
		env: { OM_BENCH_ORDER: ids.join(',') },
		print: text => {
			const [, id, took, state] = /^activation (\S+) ([\d.]+) (rest|busy)$/.exec(text) ?? [];
			if (id !== undefined) {
				found.push({ id, ms: Number(took), busy: state === 'busy' });
			}
		},
	});
	if (code !== 0) {
		throw new Error(`The probe failed:\n${log}`);
	}
	return found;
}

async function dropActivationEvents(extensionsDir: string): Promise<void> {
	for (const entry of await readdir(extensionsDir, { withFileTypes: true })) {
		if (entry.isDirectory()) {
			const file = path.join(extensionsDir, entry.name, 'package.json');
			const manifest = JSON.parse(await readFile(file, 'utf8')) as object;
			await writeFile(file, JSON.stringify({ ...manifest, activationEvents: [] }));
		}
	}
}
