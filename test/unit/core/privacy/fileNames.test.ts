import assert from 'node:assert/strict';
import { createExclusion } from '../../../../src/core/privacy/exclusions';
import { fileNames, type NamedFolder } from '../../../../src/core/privacy/fileNames';

const folder = (name: string, ...paths: string[]): NamedFolder => ({ name, paths });
const several = [folder('backend', '/home/me/proj/server'), folder('web', '/home/me/proj/web')];

/** Whether the glob excludes a file with these paths. */
function excludes(glob: string, folders: readonly NamedFolder[], ...paths: string[]): boolean {
	return fileNames(paths, folders).some(createExclusion([glob]));
}

describe('The names of a file that a glob may mean', () => {
	it('are its path in its folder, the path that is shown, and the one on the disk', () => {
		const file = '/home/me/proj/server/config.json';
		assert.deepEqual(fileNames([file], several), ['config.json', 'backend/config.json', { onDisk: file }]);
	});

	it('leave out the name of the only folder, which is shown nowhere', () => {
		const file = '/home/me/test/a.ts';
		assert.deepEqual(fileNames([file], [folder('test', '/home/me/test')]), ['a.ts', { onDisk: file }]);
	});

	it('are, of a file outside, its path only', () => {
		assert.deepEqual(fileNames(['/home/me/.ssh/id'], several), ['/home/me/.ssh/id']);
		assert.deepEqual(fileNames(['/home/me/proj/web2/a'], several), ['/home/me/proj/web2/a']);
	});

	it('are also those of the file behind a link, in whichever folder that is', () => {
		const names = fileNames(['/home/me/proj/web/notes.txt', '/home/me/proj/server/config.json'], several);
		assert.ok(names.includes('web/notes.txt'));
		assert.ok(names.includes('backend/config.json'));
	});

	it('are found through a folder that is opened by a link', () => {
		const linked = [folder('proj', '/home/me/proj', '/data/proj')];
		const names = fileNames(['/home/me/proj/a.ts', '/data/proj/a.ts'], linked);
		assert.deepEqual(names, ['a.ts', { onDisk: '/home/me/proj/a.ts' }, { onDisk: '/data/proj/a.ts' }]);
	});

	it('let a glob name the folder as it is shown', () => {
		assert.equal(excludes('backend/config.json', several, '/home/me/proj/server/config.json'), true);
		assert.equal(excludes('backend/config.json', several, '/home/me/proj/web/config.json'), false);
		assert.equal(excludes('backend/', several, '/home/me/proj/server/a/b.ts'), true);
	});

	it('let a glob begin at the root of the disk', () => {
		const windows = [folder('app', 'c:/Users/me/app')];
		assert.equal(excludes('/home/me/proj/server/secret/**', several, '/home/me/proj/server/secret/a.txt'), true);
		assert.equal(excludes('/home/me/proj/server/secret/', several, '/home/me/proj/server/secret/a.txt'), true);
		assert.equal(excludes('/home/me/proj/server/secret/**', several, '/home/me/proj/server/open/a.txt'), false);
		assert.equal(excludes('C:/Users/me/app/secret/**', windows, 'c:/Users/me/app/secret/a.txt'), true);
	});

	it('keep a glob from meaning the folders that the workspace lies in', () => {
		const inTest = [folder('shop', '/home/test/shop')];
		for (const glob of ['test/**', '**/test/**', 'home/test/**', './home/**', '/test/**']) {
			assert.equal(excludes(glob, inTest, '/home/test/shop/a.ts'), false, glob);
		}
	});
});
