// Tells whether a line ends within a comment, by the marks that the language has for one.

type Mark = 'slashes' | 'hash' | 'dashes' | 'percent' | 'semicolons';

const marks: Readonly<Record<Mark, string>> = {
	slashes: '\\/\\/|\\/\\*',
	hash: '#(?!include|define|if|else|endif|pragma|\\{)',
	dashes: '--(?=\\s)',
	percent: '%',
	semicolons: ';;',
};

/** Which of them the languages have; any may be in one that is not named. */
const languages: readonly (readonly [ids: string, marks: readonly Mark[]])[] = [
	[
		'typescript typescriptreact javascript javascriptreact vue svelte java c cpp csharp go rust kotlin swift scala dart groovy objective-c ' +
			'objective-cpp css scss less jsonc json',
		['slashes'],
	],
	['python ruby shellscript yaml dockercompose dockerfile makefile perl r julia elixir toml powershell', ['hash']],
	['php terraform coffeescript', ['slashes', 'hash']],
	['sql lua haskell elm ada', ['dashes']],
	['latex erlang prolog matlab', ['percent']],
];

const blockComments: ReadonlySet<string> = new Set(languages[0]?.[0].split(' '));

const others: readonly Mark[] = ['slashes', 'hash', 'dashes', 'percent', 'semicolons'];

const known: ReadonlyMap<string, RegExp> = new Map(
	languages.flatMap(([ids, own]) => {
		const comment = commentOf(own);
		return ids.split(' ').map(id => [id, comment] as const);
	}),
);

const anyComment = commentOf(others);

/** The lines of a comment of several begin with a star. */
function commentOf(own: readonly Mark[]): RegExp {
	const begins = own.map(mark => marks[mark]).join('|');
	return new RegExp(`(?:(?:^|\\s)(?:${begins}|<!--|"""|''')|^\\s*\\*(?!\\/)(?=\\s|$))(?!.*(?:\\*\\/|-->))`);
}

/** Whether a text ends within a comment of several lines. */
export function endsInBlockComment(text: string, languageId: string): boolean {
	const begin = blockComments.has(languageId) ? text.lastIndexOf('/*') : -1;
	return begin >= 0 && text.charAt(begin - 1).trim() === '' && !text.includes('*/', begin + 2);
}

/** Whether a comment that began on this line is still open at its end. */
export function endsInComment(line: string, languageId: string): boolean {
	return (known.get(languageId) ?? anyComment).test(line);
}
