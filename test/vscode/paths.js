// Where the harness keeps things, as absolute paths. Everything it makes lies in ignored folders of the checkout or in the system's temporary folder.
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** The real VS Code and what `npm start` keeps between runs. */
export const vscodeTestDir = path.join(root, '.vscode-test');

/** Bundled tests, results and what a failed run leaves behind. */
export const outDir = path.join(root, 'out');

/** Screenshots and server logs of failed tests. */
export const artifactsDir = path.join(outDir, 'artifacts');

/** The packaged extension. */
export const vsixPath = path.join(root, 'dist', 'openmind-code.vsix');

/** The files that tests and `npm start` open a copy of. */
export const workspaceFixture = path.join(root, 'test', 'fixtures', 'workspace');

/** An extension that does nothing: what activation costs at the very least. */
export const emptyExtension = path.join(root, 'test', 'fixtures', 'emptyExtension');

/** The entry file of a command-line tool among the dependencies, to be run by Node itself and so without a shell on every system. */
export const tools = {
	tsc: path.join(root, 'node_modules/typescript/bin/tsc'),
	eslint: path.join(root, 'node_modules/eslint/bin/eslint.js'),
	prettier: path.join(root, 'node_modules/prettier/bin/prettier.cjs'),
	depcruise: path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
	vsce: path.join(root, 'node_modules/@vscode/vsce/vsce'),
	mocha: path.join(root, 'node_modules/mocha/bin/mocha.js'),
};
