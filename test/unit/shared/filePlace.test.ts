import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readFilePlace } from '../../../src/shared/filePlace';

describe('a place in a file', () => {
	it('is a path, with a line and a column where they are named', () => {
		const places: Readonly<Record<string, object>> = {
			'src/a.ts': { path: 'src/a.ts' },
			'./src/a.ts': { path: 'src/a.ts' },
			'src\\deep\\a.ts:3': { path: 'src/deep/a.ts', line: 3 },
			'src/a.ts:12': { path: 'src/a.ts', line: 12 },
			'src/a.ts:12:5': { path: 'src/a.ts', line: 12, column: 5 },
			'src/a.ts:12-20': { path: 'src/a.ts', line: 12 },
			'src/a.ts#L12': { path: 'src/a.ts', line: 12 },
			'src/a.ts#L12-L20': { path: 'src/a.ts', line: 12 },
			'README.md': { path: 'README.md' },
			Makefile: { path: 'Makefile' },
			'.env.local': { path: '.env.local' },
			'app/[id]/page.tsx': { path: 'app/[id]/page.tsx' },
			'übung/größe.py': { path: 'übung/größe.py' },
		};
		for (const [text, place] of Object.entries(places)) assert.deepEqual(readFilePlace(text), place, text);
	});

	it('is nothing that leaves the workspace, has a scheme or is no file', () => {
		for (const text of [
			...[
				'../a.ts',
				'src/../../a.ts',
				'src/..\\..\\a.ts',
				'/etc/passwd.txt',
				'\\\\server\\share\\a.ts',
				'~/a.ts',
			],
			...['C:/a.ts', 'C:\\a.ts', 'file:///a.ts', 'javascript:a.ts', 'command:a.b', 'https://example.org/a.ts'],
			...['//example.org/a.ts', 'src//a.ts', '.../a.ts', 'npm test', 'npm/test', 'a', '', '.', 'git diff a.ts'],
			...['a.ts\0', 'a.ts\n', 'a%2e%2e/b.ts', `${'a/'.repeat(200)}a.ts`, 'a.ts:x', 'a.ts:12:5:7'],
		])
			assert.equal(readFilePlace(text), undefined, JSON.stringify(text));
	});

	it('never leaves the folder that it is put into', () => {
		const piece = fc.constantFrom(
			'..',
			'.',
			'/',
			'\\',
			'a',
			'a.ts',
			':',
			'~',
			'%2e',
			'C:',
			'file:',
			'\0',
			'#L1',
			' ',
		);
		fc.assert(
			fc.property(
				fc.oneof(
					fc.string(),
					fc.array(piece, { maxLength: 12 }).map(all => all.join('')),
				),
				text => {
					const place = readFilePlace(text);
					if (place === undefined) return;
					const base = 'file:///project/';
					assert.ok(new URL(place.path, base).href.startsWith(base), place.path);
					assert.ok(!place.path.split('/').some(part => part === '..' || part === ''), place.path);
				},
			),
			{ numRuns: 2_000 },
		);
	});
});
