// The README's tables of commands and settings, made from the manifest so that they cannot drift from it.
import { readFileSync } from 'node:fs';

interface Manifest {
	readonly contributes: {
		readonly commands: readonly { readonly command: string; readonly title: string; readonly category: string }[];
		readonly keybindings: readonly { readonly command: string; readonly key: string; readonly mac?: string }[];
		readonly configuration: {
			readonly properties: Readonly<
				Record<string, { readonly default?: unknown; readonly markdownDescription?: string }>
			>;
		};
	};
}

const root = new URL('../../', import.meta.url);
const readJson = (name: string): unknown => JSON.parse(readFileSync(new URL(name, root), 'utf8'));

export function readManifest(): Manifest {
	// The manifest is our own file; the manifest suite checks its shape against VS Code.
	return readJson('package.json') as Manifest;
}

export function readTexts(): Readonly<Record<string, string>> {
	return readJson('package.nls.json') as Record<string, string>;
}

/** The README with the text between `<!-- NAME -->` and `<!-- /NAME -->` made anew. */
export function withTables(readme: string): string {
	const tables = { commands: commandTable(), settings: settingTable() };
	return Object.entries(tables).reduce(
		(text, [name, table]) =>
			text.replace(
				new RegExp(`(<!-- ${name} -->\n)[^]*?(<!-- /${name} -->)`),
				(_, start: string, end: string) => `${start}${table}\n${end}`,
			),
		readme,
	);
}

function commandTable(): string {
	const { commands, keybindings } = readManifest().contributes;
	const keys = (id: string) =>
		keybindings
			.filter(({ command }) => command === id)
			.map(({ key }) => key.replace(/\b[a-z]/g, letter => letter.toUpperCase()));
	return table(
		['Command', 'Key'],
		commands.map(({ command, title, category }) => [
			`${category}: ${translate(title)}`,
			keys(command)
				.map(key => `\`${key}\``)
				.join(', '),
		]),
	);
}

function settingTable(): string {
	const { properties } = readManifest().contributes.configuration;
	return table(
		['Setting', 'Default', 'What it does'],
		Object.entries(properties).map(([name, { default: value, markdownDescription }]) => [
			`\`${name}\``,
			shortDefault(value),
			translate(markdownDescription ?? ''),
		]),
	);
}

function shortDefault(value: unknown): string {
	return Array.isArray(value) && value.length > 3
		? value
				.slice(0, 3)
				.map(one => `\`${one}\``)
				.join(' ') + ' …'
		: `\`${JSON.stringify(value)}\``;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
	const line = (cells: readonly string[]) => `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`;
	return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function translate(text: string): string {
	return text.replace(/^%(.+)%$/, (whole, key: string) => readTexts()[key] ?? whole);
}
