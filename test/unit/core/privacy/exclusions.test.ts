import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { OpenMindError } from '../../../../src/core/errors';
import { createExclusion, refuseExcluded } from '../../../../src/core/privacy/exclusions';

const manifest = JSON.parse(readFileSync(new URL('../../../../package.json', import.meta.url), 'utf8'));
const byDefault = createExclusion(manifest.contributes.configuration.properties['openmind.privacy.exclude'].default);

describe('Excluded files', () => {
	it('are, by default, those that hold keys, certificates and credentials, in any folder', () => {
		const secret = [
			'.env',
			'.env.local',
			'a/b/.env.production',
			'tls/server.pem',
			'server.KEY',
			'home/.ssh/config',
			'.ssh/known_hosts',
			'x/.aws/credentials',
			'id_rsa',
			'id_rsa.pub',
			'ci/secrets.yaml',
			'main.tfstate.backup',
			'.npmrc',
		];
		assert.deepEqual(
			secret.filter(path => !byDefault(path)),
			[],
		);
	});

	it('are, by default, no ordinary sources', () => {
		const ordinary = [
			'src/env.ts',
			'environment.md',
			'keys.ts',
			'src/keyboard.ts',
			'README.md',
			'ssh/config.ts',
			'aws/credentials.go',
		];
		assert.deepEqual(ordinary.filter(byDefault), []);
	});

	it('match a glob without a slash by file name in any folder', () => {
		const isExcluded = createExclusion(['*.secret']);
		assert.deepEqual(['a.secret', 'x/y/a.secret', 'a.secret/b.ts'].map(isExcluded), [true, true, false]);
	});

	it('match a glob with a slash from the start or from any folder', () => {
		const isExcluded = createExclusion(['private/**', './top/only.ts']);
		assert.deepEqual(['private/a', 'x/private/a/b', 'privates/a', 'top/only.ts'].map(isExcluded), [
			true,
			true,
			false,
			true,
		]);
	});

	it('match all that is below a glob that ends in a slash', () => {
		assert.deepEqual(['vault/a', 'x/vault/y/z', 'vaults/a'].map(createExclusion(['vault/'])), [true, true, false]);
	});

	it('match whatever the letter case and the direction of slashes', () => {
		assert.equal(createExclusion(['Private/**'])('X\\PRIVATE\\a.ts'), true);
	});

	it('are none when the list is empty or holds only blanks', () => {
		const isExcluded = createExclusion(['', '  ', '/', '//', './']);
		fc.assert(fc.property(fc.string(), path => !isExcluded(path)));
	});

	it('are refused with their path and nothing of their text', () => {
		assert.throws(() => refuseExcluded(byDefault, 'a/.env'), new OpenMindError('excludedFile', { path: 'a/.env' }));
	});

	it('never throw on odd globs or paths', () => {
		fc.assert(
			fc.property(
				fc.array(fc.string(), { maxLength: 4 }),
				fc.string(),
				(globs, path) => typeof createExclusion(globs)(path) === 'boolean',
			),
		);
	});
});
