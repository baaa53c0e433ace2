import assert from 'node:assert/strict';
import { languageIdOf } from '../../../../src/core/files/languageId';

const languages = [
	{ id: 'cpp', aliases: ['C++', 'Cpp'], extensions: ['.cpp', '.h'] },
	{ id: 'c', extensions: ['.c', '.h'] },
	{ id: 'shellscript', aliases: ['Shell Script', 'bash', 'sh'], extensions: ['.sh'] },
	{ id: 'typescript', aliases: ['TypeScript', 'ts'], extensions: ['.ts'] },
	{ id: 'typescriptreact', aliases: ['TypeScript JSX'], extensions: ['.tsx'] },
];

describe('the language that a fence names', () => {
	for (const [name, id] of [
		['typescript', 'typescript'],
		['TypeScript', 'typescript'],
		['ts', 'typescript'],
		['tsx', 'typescriptreact'],
		['bash', 'shellscript'],
		['c++', 'cpp'],
		['C', 'c'],
		['h', 'cpp'],
		['klingon', undefined],
		['', undefined],
	] as const) {
		it(`is ${id} for "${name}"`, () => assert.equal(languageIdOf(name, languages), id));
	}
});
