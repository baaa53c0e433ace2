// Reads the golden cases of test/fixtures/completion: plain text, so that code in them looks like code.
//
//   === name of the case             after the name, optional lines `language: go`, `indent: tabs 4`, `eol: crlf`
//   --- document                     the document, with ‸ where the cursor is
//   --- answer                       what the model said, to the letter
//   --- inserted                     what belongs at the cursor
//   --- accepted                     only where that is another: the document after the suggestion by hand was accepted, which may bring
//                                    closers along that follow the cursor, and stops at the end of the block
//
// Options before the first case hold for the whole file. ␠ stands for a blank and ␉ for a tab where an editor might eat it.
import { readdirSync, readFileSync } from 'node:fs';
import type { CursorContext } from '../../../../src/core/completion/context';

export interface GoldenCase {
	readonly name: string;
	readonly language: string;
	readonly context: CursorContext;
	readonly answer: string;
	readonly inserted: string;
	/** The whole document after a suggestion by hand was accepted. */
	readonly accepted: string;
}

const folder = new URL('../../../fixtures/completion/', import.meta.url);

export function goldenCases(): GoldenCase[] {
	return readdirSync(folder)
		.filter(name => name.endsWith('.txt'))
		.flatMap(name => casesOf(name, readFileSync(new URL(name, folder), 'utf8')));
}

function casesOf(file: string, text: string): GoldenCase[] {
	const [head = '', ...blocks] = text.split(/^=== /m);
	const defaults = optionsOf(head);
	return blocks.map(block => {
		const [top = '', ...sections] = block.replace(/\n+$/, '\n').split(/^--- /m);
		const [name = '', ...lines] = top.split('\n');
		const options = new Map([...defaults, ...optionsOf(lines.join('\n'))]);
		const optional = (title: string): string | undefined =>
			sections
				.find(each => each.startsWith(`${title}\n`))
				?.slice(title.length + 1)
				.replace(/\n$/, '')
				.replaceAll('␠', ' ')
				.replaceAll('␉', '\t');
		const section = (title: string): string => {
			const found = optional(title);
			if (found === undefined) {
				throw new Error(`${file}: the case "${name}" has no section "${title}"`);
			}
			return found;
		};
		return makeCase({ file, name, options, section, optional });
	});
}

interface Parts {
	readonly file: string;
	readonly name: string;
	readonly options: ReadonlyMap<string, string>;
	readonly section: (title: string) => string;
	readonly optional: (title: string) => string | undefined;
}

function makeCase({ file, name, options, section, optional }: Parts): GoldenCase {
	const eol = options.get('eol') === 'crlf' ? '\r\n' : '\n';
	const [prefix, suffix, ...more] = section('document').replaceAll('\n', eol).split('‸');
	if (prefix === undefined || suffix === undefined || more.length > 0) {
		throw new Error(`${file}: the document of "${name}" needs one cursor`);
	}
	const [kind, size] = (options.get('indent') ?? 'spaces 4').split(' ');
	const language = options.get('language') ?? 'plaintext';
	const inserted = section('inserted').replaceAll('\n', eol);
	return {
		name,
		language,
		context: {
			path: options.get('path') ?? `sample.${language}`,
			languageId: language,
			prefix,
			suffix,
			eol,
			insertSpaces: kind === 'spaces',
			tabSize: Number(size),
		},
		answer: section('answer'),
		inserted,
		accepted: optional('accepted')?.replaceAll('\n', eol) ?? prefix + inserted + suffix,
	};
}

function optionsOf(text: string): Map<string, string> {
	return new Map([...text.matchAll(/^(\w+): (.+)$/gm)].map(found => [found[1] ?? '', found[2] ?? '']));
}
