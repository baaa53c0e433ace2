import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { readManifest, readTexts, withTables } from '../../readme/tables';

const root = new URL('../../../', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, root), 'utf8');
const manifest = readManifest();

/** Every string anywhere in a value. */
function strings(value: unknown): string[] {
	if (typeof value === 'string') {
		return [value];
	}
	return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : [];
}

describe('The manifest', () => {
	it('names exactly the commands that the command files define', () => {
		const files = readdirSync(new URL('src/host/commands', root)).filter(name => name !== 'command.ts');
		const defined = files.flatMap(name =>
			[...read(`src/host/commands/${name}`).matchAll(/'(openmind\.\w+)'/g)].map(match => match[1]),
		);
		const shared = [
			...read('src/host/editor/explainActions.ts').matchAll(/explainCommand = '(openmind\.\w+)'/g),
		].map(match => match[1]);
		const contributed = manifest.contributes.commands.map(({ command }) => command);
		assert.deepEqual(
			contributed.filter(id => ![...defined, ...shared].includes(id)),
			[],
		);
	});

	it('has a text for every key, and a key for every text', () => {
		const used = new Set(strings(manifest).flatMap(text => /^%(.+)%$/.exec(text)?.[1] ?? []));
		assert.deepEqual([...used].sort(), Object.keys(readTexts()).sort());
	});

	it('gives every setting a default and a description', () => {
		const incomplete = Object.entries(manifest.contributes.configuration.properties).filter(
			([, { default: value, markdownDescription }]) => value === undefined || !markdownDescription,
		);
		assert.deepEqual(incomplete, []);
	});

	it('names only media files that exist', () => {
		const files = strings(manifest).filter(text => text.startsWith('media/'));
		assert.deepEqual(
			files.filter(name => !existsSync(new URL(name, root))),
			[],
		);
	});

	it('holds no setting that could keep a key', () => {
		assert.deepEqual(
			Object.keys(manifest.contributes.configuration.properties).filter(name =>
				/key|token|secret$/i.test(name.replace('timeouts.firstToken', '')),
			),
			[],
		);
	});
});

describe('The README', () => {
	it('shows the commands and settings of the manifest', () => {
		const readme = read('README.md');
		assert.ok(readme.includes('<!-- commands -->') && readme.includes('<!-- settings -->'));
		assert.equal(withTables(readme), readme);
	});
});
