// The canned answers. They look sensible in a picture, and they tell what reached the service: the attached file, its lines, the symbol, and
// how many earlier turns came along.
import { completeAt } from './continuations';
import type { ValidRequest, WireMessage } from './contract';

/** The marks of a completion; they are numbered when the document holds the plain ones. */
const cursor = /<CURSOR(\w*)\/>(?![\s\S]*<CURSOR\w*\/>)/;
const fence = '```';

/** The text of the answer to a request that keeps the contract. */
export function cannedAnswer(request: ValidRequest): string {
	const asked = lastUserText(request.messages);
	const mark = cursor.exec(asked);
	if (mark !== null) {
		const text = completeAt(asked.slice(0, mark.index), asked.slice(mark.index + mark[0].length));
		return `<COMPLETION${mark[1]}>${text}</COMPLETION${mark[1]}>`;
	}
	const code = lastCodeBlock(asked);
	const answer = code === undefined ? chatAnswer(asked) : codeAnswer(asked, code);
	return `${answer}\n\n${historyLine(request.messages)}`;
}

interface CodeBlock {
	readonly language: string;
	readonly code: string;
}

function lastCodeBlock(text: string): CodeBlock | undefined {
	const last = [...text.matchAll(/(`{3,})([\w+#-]*)[^\n]*\n([\s\S]*?)\n\1/g)].at(-1);
	return last === undefined ? undefined : { language: last[2] ?? '', code: last[3] ?? '' };
}

function codeAnswer(asked: string, { language, code }: CodeBlock): string {
	const symbol = findSymbol(code);
	const lines = code.split('\n').length;
	const where = fileName(asked) ?? 'the attached code';
	const subject = symbol === undefined ? 'This code' : `\`${symbol.name}\``;
	const facts = [
		symbol === undefined
			? `It is ${count(lines, 'line')} long.`
			: `It takes ${listOf(symbol.parameters)} and is ${count(lines, 'line')} long.`,
		describeFlow(code),
		/\breturn\b/.test(code)
			? 'It hands its result back with `return` and changes nothing outside itself.'
			: 'It returns nothing; what matters is its effect.',
	];
	const example = exampleCall(language, symbol);
	return [
		`${subject} in ${where}${lineRange(asked)} does one job, and it does it in a single pass over what it is given.`,
		facts.map(fact => `- ${fact}`).join('\n'),
		'You would use it like this:',
		`${fence}${language}\n${example}\n${fence}`,
	].join('\n\n');
}

function chatAnswer(asked: string): string {
	const question = (asked.trim().split('\n').at(-1) ?? '').slice(0, 120);
	return [
		`You asked: “${question}”. In short: keep the function small, and let it return a value instead of changing one.`,
		'- Small functions are easy to name.\n- A returned value is easy to test.\n- Nothing else in the program has to know.',
		`${fence}ts\nfunction total(prices: number[]): number {\n\treturn prices.reduce((sum, price) => sum + price, 0);\n}\n${fence}`,
	].join('\n\n');
}

/** Lets a test, and a person, see that the conversation was carried along. */
function historyLine(messages: readonly WireMessage[]): string {
	const earlier = messages.filter(message => message.role === 'user').length - 1;
	return earlier === 0
		? 'This is the first turn of our conversation.'
		: `This answer knows of ${count(earlier, 'earlier turn')}.`;
}

interface CodeSymbol {
	readonly name: string;
	readonly parameters: readonly string[];
}

function findSymbol(code: string): CodeSymbol | undefined {
	const declared =
		/\b(?:function\*?|def|fn|func|fun|sub)\s+(?:\([^)]*\)\s*)?([A-Za-z_]\w*)[^(\n]*\(([^)]*)\)/.exec(code) ??
		/\b(?:const|let|var)\s+([A-Za-z_]\w*)\s*=\s*(?:async\s*)?\(([^)]*)\)\s*(?::[^=]*)?=>/.exec(code) ??
		/\b(?:class|struct|interface|enum|trait)\s+([A-Za-z_]\w*)()/.exec(code) ??
		/^\s*(?:[\w<>[\]]+\s+)+([A-Za-z_]\w*)\s*\(([^)]*)\)\s*\{/m.exec(code);
	if (declared?.[1] === undefined) return undefined;
	const parameters = (declared[2] ?? '').split(',').map(parameterName);
	return { name: declared[1], parameters: parameters.filter(name => name !== '' && name !== 'self') };
}

/** `a: number`, `int a`, `a int` and `&mut a` all name `a`; a type before a name is told by what stands last. */
function parameterName(declaration: string): string {
	const bare = declaration.replace(/=.*$/s, '').split(':')[0] ?? '';
	return /([A-Za-z_]\w*)\W*$/.exec(bare)?.[1] ?? '';
}

function describeFlow(code: string): string {
	const branches = code.match(/\b(?:if|elif|case|when)\b|\?\s/g)?.length ?? 0;
	const loops = code.match(/\b(?:for|while|loop)\b|\.(?:map|filter|reduce|forEach)\(/g)?.length ?? 0;
	if (branches + loops === 0) return 'It runs straight through, without a branch or a loop.';
	return `It decides ${count(branches, 'time')} and loops ${count(loops, 'time')}.`;
}

function exampleCall(language: string, symbol: CodeSymbol | undefined): string {
	const call = `${symbol?.name ?? 'run'}(${(symbol?.parameters ?? []).join(', ')})`;
	switch (language) {
		case 'python':
		case 'py':
			return `result = ${call}\nprint(result)`;
		case 'go':
			return `result := ${call}\nfmt.Println(result)`;
		case 'rust':
		case 'rs':
			return `let result = ${call};\nprintln!("{result:?}");`;
		case 'java':
			return `var result = ${call};\nSystem.out.println(result);`;
		default:
			return `const result = ${call};\nconsole.log(result);`;
	}
}

function fileName(text: string): string | undefined {
	const name = /(?:[\w@.-]+\/)*[\w@.-]+\.[A-Za-z]\w{0,4}(?=[\s`"'),:;\]>]|$)/m.exec(text)?.[0];
	return name === undefined ? undefined : `\`${name}\``;
}

function lineRange(text: string): string {
	const range = /\blines?[ :="]+(\d+)(?:\s*(?:-|–|to)\s*(\d+))?/i.exec(text);
	if (range === null) return '';
	return range[2] === undefined ? ` (line ${range[1]})` : ` (lines ${range[1]}–${range[2]})`;
}

function lastUserText(messages: readonly WireMessage[]): string {
	return messages.findLast(message => message.role === 'user')?.content ?? '';
}

function listOf(names: readonly string[]): string {
	return names.length === 0 ? 'no arguments' : names.map(name => `\`${name}\``).join(', ');
}

function count(n: number, noun: string): string {
	return `${n} ${noun}${n === 1 ? '' : 's'}`;
}
