// What 10,000 conversations cost: opening the panel and its list, and searching as one types, in the real VS Code; and the host's own logic apart.
import { mustPackage } from '../vscode/checks.js';
import { table } from './figures/figures';
import { hostRows } from './history/host';
import { panelRows, rounds } from './history/panel';
import { conversations, turns } from './history/storage';

/** Measures the package as it is built now; gives a Markdown table. About five minutes. */
export async function run(): Promise<string> {
	await mustPackage();
	const rows = [...(await panelRows()), ...(await hostRows())];
	return table(['What', 'Figure', 'Aim'], rows, '|---|---:|---|').concat(
		`\n\n${conversations} conversations of ${turns} turns. In VS Code: medians of ${rounds} openings, all in turn, from the key or`,
		' click to the frame that shows the content, with the whole way through the webview and the extension host.',
	);
}
