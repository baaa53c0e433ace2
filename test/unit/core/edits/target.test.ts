import assert from 'node:assert/strict';
import type { Attachment } from '../../../../src/core/chat/conversation';
import {
	attachedAs,
	attachedFor,
	commentedName,
	namedPath,
	onlyFile,
	onlyPath,
	pathAbove,
	selectedIn,
} from '../../../../src/core/edits/target';
import { attachment } from '../chat/chatFakes';

describe('The file that a block of code is for', () => {
	for (const [info, code, path] of [
		['ts src/a.ts', '', 'src/a.ts'],
		['ts:src/a.ts', '', 'src/a.ts'],
		['src/a.ts', '', 'src/a.ts'],
		['ts title="my docs/a.ts"', '', 'my docs/a.ts'],
		['{.ts filename=./src/a.ts}', '', 'src/a.ts'],
		['ts src\\a.ts', '', 'src/a.ts'],
		['ts', '// src/a.ts\nlet a;', 'src/a.ts'],
		['python', '# file: tools/a.py\n', 'tools/a.py'],
		['python', '# Filename: a.py\n', 'a.py'],
		['js', '// Node.js\nlet a;', undefined],
		['python', '# os.path\n', undefined],
		['sql', '-- users.id\nSELECT 1', undefined],
		['diff', '--- a/src/a.ts\n+++ b/src/a.ts\n@@ @@\n-a\n+b', 'src/a.ts'],
		['diff', '@@ @@\n let a;\n+++ a.b\n', undefined],
		['ts', 'let a;', undefined],
		['ts', '// see a.ts for more\n', undefined],
		['ts ../../etc/a.ts', '', undefined],
		['', '', undefined],
	] as const) {
		it(`is ${path ?? 'not named'} in ${JSON.stringify(info)} ${JSON.stringify(code)}`, () => {
			assert.equal(namedPath(info, code), path);
		});
	}

	it('may be one that a comment on its first line names alone', () => {
		for (const [code, name] of [
			['// a.ts\nlet a;', 'a.ts'],
			['<!-- index.html -->', 'index.html'],
			['// Node.js', 'Node.js'],
			['// see a.ts', undefined],
			['let a;\n// a.ts', undefined],
		] as const) {
			assert.equal(commentedName(code), name);
		}
	});

	for (const [line, path] of [
		['src/a.ts', 'src/a.ts'],
		['`src/a.ts`:', 'src/a.ts'],
		['File: src/a.ts', 'src/a.ts'],
		['In src/a.ts:12-14, change this:', 'src/a.ts'],
		['Update (src/a.ts) so:', 'src/a.ts'],
		['From src/a.ts to src/b.ts:', undefined],
		['This is like src/a.ts does it.', undefined],
		['See ../../etc/a.ts:', undefined],
		['Counted:', undefined],
		['', undefined],
	] as const) {
		it(`is ${path ?? 'not named'} by the line ${JSON.stringify(line)} above it`, () => {
			assert.equal(pathAbove(line), path);
		});
	}

	it('is one of the attached files that end in the named path, or the same', () => {
		const [a, b] = [attachment(), attachment({ path: 'lib/a.ts', uri: 'file:///w/lib/a.ts' })];
		const root = attachment({ path: 'a.ts', uri: 'file:///w/a.ts' });
		assert.deepEqual(attachedAs([a, a], 'a.ts'), [a.uri]);
		assert.deepEqual(attachedAs([a, b], 'a.ts'), [a.uri, b.uri]);
		assert.deepEqual(attachedAs([a, b], 'lib/a.ts'), [b.uri]);
		assert.deepEqual(attachedAs([a, root], 'a.ts'), [root.uri]);
		assert.deepEqual(attachedAs([a, b], 'b.ts'), []);
	});

	it('is the only one that is attached, in whatever pieces', () => {
		assert.equal(onlyFile([attachment(), attachment({ id: 'a2' })]), 'file:///w/src/a.ts');
		assert.equal(onlyFile([attachment(), attachment({ uri: 'file:///w/b.ts' })]), undefined);
		assert.equal(onlyFile([]), undefined);
	});

	it('is none by the place of an attachment that has none: imported, or never saved', () => {
		const [imported, unsaved] = [attachment({ uri: '' }), attachment({ path: 'Untitled-1', uri: '' })];
		assert.deepEqual(attachedAs([imported], 'a.ts'), []);
		assert.deepEqual(attachedAs([imported, attachment()], 'a.ts'), ['file:///w/src/a.ts']);
		assert.equal(onlyFile([imported]), undefined);
		assert.equal(onlyFile([unsaved, attachment()]), undefined);
		assert.equal(onlyPath([imported, imported]), 'src/a.ts');
		for (const others of [[unsaved], [imported, unsaved], [attachment({ path: '../../a.ts', uri: '' })], []]) {
			assert.equal(onlyPath(others), undefined);
		}
	});

	it('holds the texts that were selected in it, and those of files without a place', () => {
		const selected = (text: string, uri: string) => attachment({ kind: 'selection', text, uri });
		const all = [selected('a', 'file:///w/a.ts'), selected('b', ''), selected('c', 'file:///w/b.ts'), attachment()];
		assert.deepEqual(selectedIn(all, 'file:///w/a.ts'), ['a', 'b']);
	});

	it('is one of what was attached last on the way to the answer, up to its question', () => {
		const [a, b] = [attachment(), attachment({ id: 'b', path: 'b.ts', uri: 'file:///w/b.ts' })];
		const image = attachment({ kind: 'image', uri: '' });
		const turn = (id: string, ...attachments: readonly Attachment[]) => ({
			id,
			text: '',
			attachments,
			answers: [],
		});
		const turns = [turn('none'), turn('first', a), turn('then', image), turn('both', image, b), turn('last')];
		for (const [id, attached] of [
			['none', []],
			['first', [a]],
			['then', [a]],
			['both', [image, b]],
			['last', [image, b]],
			['out of sight', []],
		] as const) {
			assert.deepEqual(attachedFor({ turns }, id), attached, id);
		}
	});
});
