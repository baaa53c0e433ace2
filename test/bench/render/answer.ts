// An answer as models write them, of any length and always the same: prose, lists, code in several languages, tables, quotations.

/** About what tokenisers make of English and code. */
const charactersPerToken = 4;

const words =
	'the value of each entry is read once before the loop begins and a copy stays in the cache until its owner asks for another because the second call would wait for a lock that nobody holds'.split(
		' ',
	);

const code: readonly (readonly [language: string, line: (n: number, name: string) => string])[] = [
	['ts', (n, name) => `\tconst ${name}${n} = await load('${name}', { limit: ${n} }); // at most ${n}`],
	['python', (n, name) => `    ${name}_${n} = sorted(entry["${name}"] for entry in table if entry["n"] > ${n})`],
	['go', (n, name) => `\tif ${name}, err := store.Get(ctx, "${name}", ${n}); err != nil { return nil, err }`],
	['bash', (n, name) => `grep --count "${name}" "$HOME/logs/${n}.txt" | sort --numeric-sort >> ${name}.out`],
	['json', (n, name) => `\t"${name}${n}": { "limit": ${n}, "names": ["${name}", "other"], "on": true },`],
];

/** Numbers from 0 up to `below`, the same in every run. */
function numbers(seed: number): (below: number) => number {
	let state = seed;
	return below => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return Math.floor((state / 2 ** 32) * below);
	};
}

/** Markdown of about `tokens` tokens. */
export function makeAnswer(tokens: number): string {
	const pick = numbers(7);
	const word = (): string => words[pick(words.length)] ?? 'word';
	const sentence = (): string => {
		const text = Array.from({ length: 8 + pick(14) }, word);
		const at = pick(text.length);
		text[at] = [`\`${text[at]}\``, `**${text[at]}**`, `*${text[at]}*`, String(text[at])][pick(4)] ?? '';
		return `${text.join(' ')}.`;
	};
	const lines = (count: number, line: (n: number) => string): string =>
		Array.from({ length: count }, (_, n) => line(n)).join('\n');
	const codeBlock = (): string => {
		const [language, line] = code[pick(code.length)] ?? ['', () => ''];
		return `\`\`\`${language}\n${lines(6 + pick(24), n => line(n, word()))}\n\`\`\``;
	};
	const parts: readonly (() => string)[] = [
		() => `## ${sentence()}`,
		() => Array.from({ length: 2 + pick(4) }, sentence).join(' '),
		() => Array.from({ length: 2 + pick(3) }, sentence).join(' '),
		() => lines(3 + pick(6), () => `- ${sentence()}`),
		() => lines(3 + pick(4), n => `${n + 1}. **${word()}**: ${sentence()}`),
		codeBlock,
		codeBlock,
		() => `> ${sentence()}\n> ${sentence()}`,
		() =>
			`| name | what | n |\n| --- | --- | ---: |\n${lines(3 + pick(5), n => `| ${word()} | ${sentence()} | ${n} |`)}`,
	];
	let answer = '';
	while (answer.length < tokens * charactersPerToken) answer += `${parts[pick(parts.length)]?.()}\n\n`;
	return answer.slice(0, tokens * charactersPerToken);
}

/** The answer in pieces of `tokens` tokens. */
export function cut(answer: string, tokens: number): string[] {
	const size = tokens * charactersPerToken;
	return Array.from({ length: Math.ceil(answer.length / size) }, (_, n) => answer.slice(n * size, (n + 1) * size));
}
