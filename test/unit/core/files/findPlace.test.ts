import assert from 'node:assert/strict';
import { filesAt, findPlace, type WorkspaceFiles } from '../../../../src/core/files/findPlace';

/** Folders by name, with the files in them. */
function workspace(folders: Readonly<Record<string, readonly string[]>>): WorkspaceFiles<string> {
	const all = Object.entries(folders);
	return {
		folders: all.map(([name]) => ({ name, file: path => `${name}|${path}` })),
		isFile: async file => all.some(([name, files]) => files.some(path => `${name}|${path}` === file)),
	};
}

describe('the file that a place means', () => {
	it('is the one in the workspace, with its line', async () => {
		const found = await findPlace('./src/a.ts:3', workspace({ shop: ['src/a.ts'] }));
		assert.deepEqual(found, { file: 'shop|src/a.ts', place: { path: 'src/a.ts', line: 3 } });
	});

	it('is none when it is not there, or not of the workspace', async () => {
		const shop = workspace({ shop: ['src/a.ts', '../b.ts'] });
		for (const text of ['src/b.ts', '../b.ts', '/src/a.ts']) assert.equal(await findPlace(text, shop), undefined);
		assert.equal(await findPlace('src/a.ts', workspace({})), undefined);
	});

	it('may begin with the name of a folder, where there are several', async () => {
		const two = workspace({ shop: ['a.ts', 'bank/a.ts'], bank: ['a.ts'] });
		assert.equal((await findPlace('bank/a.ts', two))?.file, 'bank|a.ts');
		assert.equal((await findPlace('a.ts', two))?.file, 'shop|a.ts');
		assert.equal((await findPlace('shop/a.ts', workspace({ shop: ['a.ts'] })))?.file, undefined);
	});

	it('is not the only one when several folders have it and none is named', async () => {
		const two = workspace({ shop: ['a.ts', 'bank/a.ts'], bank: ['a.ts'] });
		assert.deepEqual(await filesAt('a.ts', two), ['shop|a.ts', 'bank|a.ts']);
		assert.deepEqual(await filesAt('bank/a.ts', two), ['bank|a.ts']);
		assert.deepEqual(await filesAt('b.ts', two), []);
	});
});
