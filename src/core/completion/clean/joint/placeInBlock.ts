// Places an answer behind what opens a block: a bracket, a tag, a key, a word.
import { endsElement, isCompoundOfPython, isTagged } from '../../code/blocks';
import { firstLine, type Place, type Question } from './place';
import { declares, header } from '../../code/statementWords';
import { isWordCharacter, type Surroundings } from '../../code/surroundings';

/** Languages in which a statement ends with its line. */
const noSemicolons: ReadonlySet<string> = new Set(['go', 'kotlin', 'swift', 'rust', 'css', 'scss', 'less']);

/** Braces of an expression, of names, of code in a string. */
const holdsExpression = /[=$#]\{$|^\s*(import|export)\s*(type\s*)?\{$|^\s*(const|let|var)\s*\{$/;

/** The end of a tag that a brace stands behind or below, which holds an expression then. */
const endOfTag = /[^=]>$/;

/** How far before a brace the tag may end. */
const mostCharacters = 1000;

/** A first line that holds the parameters of a closure. */
const parameters = /(\s(in|->)|\||=>)\s*$/;

/** Lines that open a block with a word. */
const opensByWord: Readonly<Record<string, RegExp>> = {
	shellscript: /^\s*(for|while|until|if|elif|select)\b.*\b(then|do)$|^\s*(else|then|do)$|\)\s*\{$/,
	lua: /^\s*(for|while|if|elseif)\b.*\b(then|do)$|^\s*(else|repeat)$|\bfunction\b.*\)$/,
	ruby: /\bdo\s*\|[^|]*\|$|^\s*(def|class|module)\b.*\)$|^\s*(else|begin|ensure)$/,
};

export function behindOpener(question: Question): Place | undefined {
	const { around, line, rest, content } = question;
	const opener = line.slice(-1);
	if (line !== around.lineBefore || !(rest === '' || /^[)\]}]/.test(rest)) || holdsExpression.test(line)) {
		return 'here';
	}
	if (/react$/.test(around.languageId) && isChild(around)) {
		return 'here';
	}
	if (opener === '(' && around.languageId === 'go' && /^(import|const|var|type) \($/.test(line)) {
		return 'block';
	}
	if (opener === '(' && !/^<\w/.test(content)) {
		return 'here';
	}
	const first = firstLine(question);
	if (first === undefined) {
		return undefined;
	}
	const text = first.text.trimEnd();
	if (first.leaves || parameters.test(text)) {
		return 'here';
	}
	if (opener === '(') {
		return first.more && isTagged(around.languageId) ? 'block' : 'here';
	}
	if (opener === '[') {
		return first.more && text.endsWith(',') ? 'block' : 'here';
	}
	const isStatement = text.endsWith(';') && !/^(get|set|init)\b/.test(text);
	const isBody =
		noSemicolons.has(around.languageId) &&
		(/css|less/.test(around.languageId) || declares.test(line) || header.test(line));
	return first.more || isStatement || isBody ? 'block' : 'here';
}

/** Whether the brace before the cursor holds an expression between elements. */
function isChild({ prefix, lineBefore }: Surroundings): boolean {
	const isType = /\)\s*:.*>\s*\{$/.test(lineBefore);
	return !isType && prefix.endsWith('{') && endOfTag.test(prefix.slice(-mostCharacters, -1).trimEnd());
}

/** Each pair and item of YAML stands in a line of its own. */
export function inYaml({ line, content, over }: Question): Place | undefined {
	if (/^-(\s|$)/.test(content) && /:$|:\s+\S|^\s*- \S/.test(line)) {
		return /:$/.test(line) ? 'block' : 'line';
	}
	if (/^[\w./-]*:?$/.test(content) && !over) {
		return undefined;
	}
	if (!/^[\w./-]+:(\s|$)/.test(content)) {
		return 'here';
	}
	return /^\s*(- )?[\w."'/-]+:$/.test(line) ? 'block' : /:\s+\S/.test(line) ? 'line' : 'here';
}

export function behindTag(question: Question): Place | undefined {
	const { line, rest, content } = question;
	if (/^<[^\w]/.test(content)) {
		return 'here';
	}
	if (content === '<') {
		return question.over ? 'here' : undefined;
	}
	if (endsElement(line)) {
		return rest === '' ? 'line' : 'here';
	}
	const first = firstLine(question);
	return first === undefined ? undefined : first.more && (rest === '' || rest.startsWith('</')) ? 'block' : 'here';
}

/** Whether the line opens a block without a bracket. */
export function opensByItsEnd({ around, content }: Question): boolean {
	const { languageId, lineBefore } = around;
	const opens =
		languageId === 'python'
			? isCompoundOfPython(lineBefore) && lineBefore.endsWith(':')
			: opensByWord[languageId]?.test(lineBefore) === true;
	return opens && /^[\p{L}_$@"'([]/u.test(content);
}

/** `do` may be the beginning of `done`, `else` that of `elsif`. */
export function behindOpeningEnd({ line, content, over }: Question): Place | undefined {
	if (!isWordCharacter(line.slice(-1))) {
		return 'block';
	}
	if (/^\w+$/.test(content) && !over) {
		return undefined;
	}
	return /^(ne|sif|if|uble)\b/.test(content) ? 'here' : 'block';
}
