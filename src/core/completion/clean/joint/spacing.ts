// Tells whether a blank is missing between the cursor and an answer that begins right there: behind a keyword, an operator or a mark.
import { nestingOf } from '../../code/brackets';
import { operatorBefore } from '../../code/operators';
import { isDirective, isWordCharacter, type Surroundings } from '../../code/surroundings';

/** Keywords that hardly begin another word, and those of which that holds at the beginning of a line. */
const strongKeyword =
	/(?<![\w.$@-])(return|raise|throw|await|yield|elif|except|extends|implements|lambda|range|SELECT|FROM|WHERE|VALUES|UPDATE)$|^\s*(import|package|private|public|protected|namespace)$/;

/** Keywords that may as well be the beginning of a name. */
const keyword =
	/(?<![\w.$@-])(and|or|not|in|is|as|of|if|else|for|while|from|import|export|const|let|var|val|def|class|function|func|fun|fn|new|delete|typeof|instanceof|static|async|default|case|with|using|use|struct|enum|interface|type|unless|until|when|del|assert|global|pub|mut|ref|out|join|on|by|and|select|where|limit|into|set)$/i;

/** A name that has just begun, whatever it may be elsewhere. */
const namesBegun = /\b(const|let|var|val|def|function|func|fn|class)\s+(?!enum$)\w+$/;

/** Ends of words, not words. */
const inflection = /^(e?s|e?d|n|ing|ers?|able|ly)$/;

/** Words that stand alone wherever they are. */
const standsAlone =
	/^(true|false|null|undefined|nil|none|self|this|super|new|await|async|not|function|func|lambda|if|in|as|and|or|is|else|class|def|const|static|void|int|string|number|boolean)$/i;

/** Words that lead on to another, in sentences. */
const leadsOn =
	/(?<![\p{L}\p{N}'’-])(a|an|the|to|of|and|or|in|is|are|was|were|be|for|with|that|this|on|at|as|by|from|it|its|if|when|which|not|can|will|has|have|you|your|we|our)$/iu;

/** Such words that are hardly the end of a longer one. */
const endsNoWord = /^(that|which|when|with|from|your|their|will|would|should|these|the|to|of)\s/;
const mayEndNoWord = /^[a-z]{1,6}$/;

/** Words as short as the end of one may be. */
const shortWord =
	/^(all|any|one|two|no|so|do|use|get|set|how|who|why|see|run|add|let|may|did|does|was|had|has|my|he|she|his|her|out|up|per|new|old|now|off|own|few|us|me|go|try|key|map|tag|end)$/;

/** Words that are made of two such. */
const compound =
	/^(into|onto|upon|without|within|therefore|thereby|cannot|another|itself|forever|today|tonight|towards?|however|whenever|whichever|inside|instead|asides?|atop)$/i;

/** Operators with something before and behind them. */
const binary: ReadonlySet<string> = new Set(
	'= == === != !== <= >= => -> && || += -= *= /= := ?? ? : + - / % | < >'.split(' '),
);

/** Marks behind which a text begins. */
const textMark = /^\s*([-*+>]|#{1,6}|\d+[.)])$/;
const commentMark = /^\s*(\/\/[/!]?|#|--)$/;

const textLanguages: ReadonlySet<string> = new Set(['markdown', 'plaintext']);

/** Keywords that are no function. */
const beforeBracket =
	/(?<![\w.$@-])(return|in|of|and|or|not|else|await|yield|case|import|const|var|from|throw|new|VALUES|IN|AND|OR|NOT|AS)$/;

/** What goes on behind the brace of a block, and how a document that has no blank there writes it. */
const behindBlock = /^(else|catch|finally|while)\b/;
const besideBlock = /\}(else|catch|finally|while)\b/;

const proofOfColon = /[\w"'\])]: \S/;

/** What may begin behind an operator or mark. */
const operand = /^[\p{L}\p{N}_"'`([{$@&#!-]/u;

/** `unsure`: the words may be one or two. */
export type Spacing = 'none' | 'blank' | 'unsure';

/**
 * What belongs between the cursor and the answer's first character; undefined while too little of it is known.
 * @param over no more of the answer will come
 */
export function spacingOf(around: Surroundings, content: string, over: boolean): Spacing | undefined {
	const { lineBefore, languageId, prefix, prose } = around;
	if (isWordCharacter(lineBefore.slice(-1)) && isWordCharacter(content.charAt(0))) {
		return betweenWords(around, content, over);
	}
	if (!prose && content.startsWith('(') && beforeBracket.test(lineBefore)) {
		return 'blank';
	}
	if (!prose && content.startsWith('{')) {
		return needsBlankBeforeBrace(around) ? 'blank' : 'none';
	}
	if (!prose && /^\s*\}$/.test(lineBefore) && /^[cefw]/.test(content)) {
		const begun = /^\w+$/.test(content) && !over;
		return begun ? undefined : behindBlock.test(content) && !besideBlock.test(prefix) ? 'blank' : 'none';
	}
	const isMark = (textLanguages.has(languageId) ? textMark : commentMark).test(lineBefore);
	const wants = prose
		? (/\w[,;]$/.test(lineBefore) && /^\p{L}/u.test(content)) || (isMark && /^[\p{L}\p{N}[`*"]/u.test(content))
		: operand.test(content) && (lineBefore.trim() === '-' ? languageId === 'yaml' : isBehindSign(around));
	return wants ? 'blank' : 'none';
}

function betweenWords(around: Surroundings, content: string, over: boolean): Spacing | undefined {
	const { lineBefore, prose } = around;
	if (prose && /\p{L}{5}$/u.test(lineBefore)) {
		if (mayEndNoWord.test(content) && !over) {
			return undefined;
		}
		if (endsNoWord.test(content)) {
			return 'blank';
		}
	}
	if (!(prose ? leadsOn.test(lineBefore) : strongKeyword.test(lineBefore) || keyword.test(lineBefore))) {
		return 'none';
	}
	const word = /^[\p{L}\p{N}_$]+/u.exec(content)?.[0] ?? '';
	if (word === content && !over) {
		return undefined;
	}
	const last = /[\p{L}\p{N}_$]+$/u.exec(lineBefore)?.[0] ?? '';
	if (
		compound.test(last + word) ||
		isKnown(last + word, around) ||
		(prose ? leadsOn : standsAlone).test(last + word) ||
		(!prose && namesBegun.test(lineBefore))
	) {
		return 'none';
	}
	if (isKnown(word, around) || (!prose && standsAlone.test(word)) || (prose && leadsOn.test(word))) {
		return 'blank';
	}
	if (prose) {
		return /^[a-z]{1,3}$/.test(word) && !shortWord.test(word) ? 'none' : 'unsure';
	}
	return strongKeyword.test(lineBefore) && !inflection.test(word) ? 'blank' : 'none';
}

/** Whether a word stands elsewhere in the document. */
export function isKnown(word: string, { prefix, nextLine = '', furtherLines }: Surroundings): boolean {
	const text = [prefix.replace(/[\p{L}\p{N}_$]+$/u, ''), nextLine, ...furtherLines].join('\n');
	return (
		word.length > 1 &&
		new RegExp(`(?<![\\p{L}\\p{N}_$])${word.replaceAll('$', '\\$')}(?![\\p{L}\\p{N}_$])`, 'u').test(text)
	);
}

/** A brace that opens a block stands apart, unless the document writes it otherwise. */
function needsBlankBeforeBrace({ lineBefore, languageId, prefix }: Surroundings): boolean {
	const opens = /\)$|(?<![\w.$-])(else|try|do|finally|export|import|default|=>)$/.test(lineBefore);
	return opens && languageId !== 'shellscript' && !(/\)\{/.test(prefix) && !/\) \{/.test(prefix));
}

/** Whether the document has a blank behind the sign that the line ends with. */
function isBehindSign(around: Surroundings): boolean {
	const { lineBefore, languageId, prefix } = around;
	const nesting = nestingOf(around);
	if (nesting.quote !== undefined) {
		return false;
	}
	const sign = operatorBefore(lineBefore);
	if (isDirective(lineBefore, languageId) || languageId === 'shellscript') {
		return false;
	}
	if (sign === ':' && !/\s:$/.test(lineBefore)) {
		const isKey = /^\s*(- )?[\w"'./-]+:$/.test(lineBefore) && /^(yaml|dockercompose|json|jsonc)$/.test(languageId);
		const isPart = nesting.open.at(-1) === ']' || /^\S*:$|[?&]\s*:$|\bcase\b/.test(lineBefore);
		return (
			isKey ||
			(!isPart && /[\w"'\])?]:$/.test(lineBefore) && (proofOfColon.test(prefix) || !/[\w"'\])]:\S/.test(prefix)))
		);
	}
	if (sign === ',') {
		return (prefix.match(/, /g)?.length ?? 0) >= (prefix.match(/,\S/g)?.length ?? 0);
	}
	if (languageId === 'yaml' || /\btemplate\s*<$/.test(lineBefore)) {
		return false;
	}
	const isApart =
		/[\w)\]"'`}]\s+[^\w\s]+$/.test(lineBefore) && !strongKeyword.test(lineBefore.replace(/\s+\S+$/, ''));
	return (
		sign !== undefined &&
		binary.has(sign) &&
		isApart &&
		!(sign === '<' && /react$|^(html|vue|svelte|xml)$/.test(languageId))
	);
}
