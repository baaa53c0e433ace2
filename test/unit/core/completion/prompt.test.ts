import assert from 'node:assert/strict';
import fc from 'fast-check';
import { estimateTokens } from '../../../../src/core/chat/tokens';
import type { CursorContext } from '../../../../src/core/completion/context';
import { buildCompletionMessages, charsPerToken } from '../../../../src/core/completion/prompt';
import { chooseTags } from '../../../../src/core/completion/tags';
import { isWritableScheme } from '../../../../src/core/completion/writable';

function contextOf(prefix: string, suffix: string, more: Partial<CursorContext> = {}): CursorContext {
	return {
		path: 'src/a.ts',
		languageId: 'typescript',
		prefix,
		suffix,
		eol: '\n',
		insertSpaces: false,
		tabSize: 4,
		...more,
	};
}

function textOf(context: CursorContext, codeTokens: number, role: 'system' | 'user'): string {
	return buildCompletionMessages(context, { codeTokens }).find(message => message.role === role)?.content ?? '';
}

/** The code of the user's message. */
function codeOf(context: CursorContext, codeTokens: number): string {
	const user = textOf(context, codeTokens, 'user');
	return user.slice(user.indexOf('\n\n') + 2);
}

const lines = (count: number, name: string): string =>
	Array.from({ length: count }, (_, index) => `${name}${index}();\n`).join('');

describe('The prompt of a completion', () => {
	it('is a system message, then the file with the cursor marked', () => {
		const messages = buildCompletionMessages(contextOf('const a = ', ';\n'));
		assert.deepEqual(
			messages.map(message => message.role),
			['system', 'user'],
		);
		assert.equal(messages[1]?.content, 'File: src/a.ts\nLanguage: typescript\n\nconst a = <CURSOR/>;\n');
	});

	it('has the same system message for every document, so that a cache of prompts serves it', () => {
		assert.equal(
			textOf(contextOf('a', 'b'), 100, 'system'),
			textOf(contextOf('x', 'y', { path: 'b.py', languageId: 'python' }), 900, 'system'),
		);
	});

	it('shows in its examples exactly what the rules demand', () => {
		const system = textOf(contextOf('', ''), 100, 'system');
		const examples = system.slice(system.indexOf('Examples:'));
		assert.equal(examples.match(/<CURSOR\/>/g)?.length, 4);
		assert.equal(examples.match(/<COMPLETION>[^<>]*(?:=>[^<>]*)?>?[^<>]*<\/COMPLETION>/g)?.length, 4);
	});

	it('names file and language of the code and of each example, in the short form too', () => {
		for (const brief of [false, true]) {
			const context = contextOf('a', 'b', { path: 'b.py', languageId: 'python' });
			const [system, user] = buildCompletionMessages(context, { codeTokens: 100, brief }).map(
				({ content }) => content,
			);
			assert.equal(user, 'File: b.py\nLanguage: python\n\na<CURSOR/>b');
			const examples = system?.match(
				/File: [\w/.]+\nLanguage: \w+\n\n[^]*?<CURSOR\/>[^]*?<COMPLETION>[^]+?<\/COMPLETION>/g,
			);
			assert.equal(examples?.length, brief ? 2 : 4);
		}
	});

	it('says in the short form how much is wanted', () => {
		const system = (lines?: number): string =>
			buildCompletionMessages(contextOf('a', ''), {
				codeTokens: 100,
				brief: true,
				...(lines === undefined ? {} : { lines }),
			})[0]?.content ?? '';
		assert.match(system(), /A few lines at most\./);
		assert.match(system(16), /Up to 16 lines, on past the block's end\./);
	});

	it('keeps a small file whole', () => {
		assert.equal(
			codeOf(contextOf(lines(5, 'a'), lines(5, 'b')), 1000),
			`${lines(5, 'a')}<CURSOR/>${lines(5, 'b')}`,
		);
	});

	it('keeps the nearest whole lines of a large file, and more of them before the cursor', () => {
		const code = codeOf(contextOf(lines(900, 'a'), lines(900, 'b')), 200);
		const [before = '', after = ''] = code.split('<CURSOR/>');
		assert.ok(before.length + after.length <= 200 * charsPerToken);
		assert.ok(before.length > after.length * 2, `${before.length} before, ${after.length} after`);
		assert.match(before, /^a\d+\(\);\n[^]*a899\(\);\n$/);
		assert.match(after, /^b0\(\);\n[^]*b\d+\(\);$/);
	});

	it('sends fewer characters of scripts that take more tokens', () => {
		const chinese = '// 这是一个用于计算总金额的函数，它会遍历所有的商品并且把价格加起来。\n'.repeat(300);
		const code = codeOf(contextOf(chinese, ''), 420);
		assert.ok(estimateTokens(code) <= 420 * 1.1, `${estimateTokens(code)} tokens`);
		assert.ok(estimateTokens(code) >= 420 * 0.8, `${estimateTokens(code)} tokens`);
	});

	it('gives one side what the other leaves unused', () => {
		const budget = 200 * charsPerToken;
		assert.ok(codeOf(contextOf('', lines(900, 'b')), 200).length > budget * 0.9);
		assert.ok(codeOf(contextOf(lines(900, 'a'), ''), 200).length > budget * 0.9);
	});

	it('cuts a line that is longer than the budget, and no character in half', () => {
		const code = codeOf(contextOf('😀'.repeat(1000), '😀'.repeat(1000)), 101);
		assert.ok(code.length <= 101 * charsPerToken + '<CURSOR/>'.length);
		assert.doesNotMatch(code, /(?<![\ud800-\udbff])[\udc00-\udfff]|[\ud800-\udbff](?![\udc00-\udfff])/);
	});

	it('stays within any budget and always holds the cursor once', () => {
		const text = fc
			.array(fc.constantFrom('word', '\n', '\r\n', ' ', '😀', 'x'.repeat(50)), { maxLength: 60 })
			.map(parts => parts.join(''));
		fc.assert(
			fc.property(text, text, fc.integer({ min: 0, max: 300 }), (prefix, suffix, tokens) => {
				const code = codeOf(contextOf(prefix, suffix), tokens);
				assert.equal(code.split('<CURSOR/>').length, 2);
				assert.ok(code.length - '<CURSOR/>'.length <= tokens * charsPerToken);
				assert.equal(code, codeOf(contextOf(prefix, suffix), tokens));
			}),
		);
	});

	it('sends plain line ends', () => {
		assert.equal(codeOf(contextOf('a\r\n', 'b\r\n', { eol: '\r\n' }), 100), 'a\n<CURSOR/>b\n');
	});

	it('keeps a strange file name on its line', () => {
		assert.match(
			textOf(contextOf('', '', { path: 'a\nLanguage: b' }), 10, 'user'),
			/^File: a Language: b\nLanguage: typescript\n/,
		);
	});
});

describe('The tags of the prompt', () => {
	it('are others when the document or its name holds the plain ones, in any case of letters', () => {
		for (const context of [
			contextOf('"<cursor/>"', ''),
			contextOf('', '</COMPLETION>'),
			contextOf('', '', { path: '<CURSOR/>' }),
		]) {
			assert.deepEqual(chooseTags(context), {
				cursor: '<CURSOR_1/>',
				open: '<COMPLETION_1>',
				close: '</COMPLETION_1>',
			});
		}
	});

	it('never occur in the document that is sent, however many it holds', () => {
		const text = fc
			.array(fc.constantFrom('<CURSOR/>', '<CURSOR_1/>', '<COMPLETION_2>', '</completion_3>', ' '), {
				maxLength: 8,
			})
			.map(parts => parts.join(''));
		fc.assert(
			fc.property(text, text, (prefix, suffix) => {
				const context = contextOf(prefix, suffix);
				const { cursor, open, close } = chooseTags(context);
				const code = codeOf(context, 1000);
				assert.equal(code.split(cursor).length, 2);
				assert.ok(!code.includes(open) && !code.includes(close));
			}),
		);
	});

	it('are the ones that the rules name', () => {
		const system = textOf(contextOf('<CURSOR/>', ''), 10, 'system');
		assert.ok(system.includes('<CURSOR_1/>') && system.includes('</COMPLETION_1>'));
		assert.ok(!system.includes('<CURSOR/>') && !system.includes('<COMPLETION>'));
	});
});

describe('A document', () => {
	it('can be written to in a writable file system, or untitled, and nowhere else', () => {
		assert.deepEqual(
			[
				isWritableScheme('file', true),
				isWritableScheme('untitled', undefined),
				isWritableScheme('git', false),
				isWritableScheme('output', undefined),
				isWritableScheme('some-preview', undefined),
			],
			[true, true, false, false, false],
		);
	});
});
