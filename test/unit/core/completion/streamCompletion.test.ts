import assert from 'node:assert/strict';
import { OpenMindError } from '../../../../src/core/errors';
import type { ChatChunk, ChatModel, ChatRequest } from '../../../../src/core/ports';
import { streamCompletion } from '../../../../src/core/completion/streamCompletion';
import type { CursorContext } from '../../../../src/core/completion/context';

const context: CursorContext = {
	path: 'a.ts',
	languageId: 'typescript',
	prefix: 'const a = ',
	suffix: ';',
	eol: '\n',
	insertSpaces: true,
	tabSize: 2,
};
const ref = { provider: 'openai', model: 'gpt-4o-mini' };

/** Answers with the given chunks, throws an error where one is given, and remembers what was asked and whether the loop was left. */
class ScriptedModel implements ChatModel {
	readonly requests: ChatRequest[] = [];
	left = false;
	readonly #script: readonly (ChatChunk | string | Error)[];

	constructor(...script: readonly (ChatChunk | string | Error)[]) {
		this.#script = script;
	}

	async *stream(request: ChatRequest): AsyncGenerator<ChatChunk> {
		this.requests.push(request);
		try {
			for (const step of this.#script) {
				if (step instanceof Error) {
					throw step;
				}
				yield typeof step === 'string' ? { type: 'text', text: step } : step;
			}
		} finally {
			this.left = true;
		}
	}
}

async function complete(model: ChatModel, signal = new AbortController().signal): Promise<string[]> {
	const texts: string[] = [];
	for await (const text of streamCompletion({ model, ref, context, signal })) {
		texts.push(text);
	}
	return texts;
}

describe('A streamed completion', () => {
	it('yields clean text as it comes', async () => {
		const model = new ScriptedModel('Sure!\n<COMPL', 'ETION>one', ' + two', '</COMPLETION>');
		assert.deepEqual(await complete(model), ['one', ' + two']);
	});

	it('asks the given model and leaves temperature and limits to the service', async () => {
		const model = new ScriptedModel('<COMPLETION>1</COMPLETION>');
		await complete(model);
		assert.deepEqual(
			model.requests.map(request => Object.keys(request)),
			[['model', 'messages']],
		);
		assert.deepEqual(model.requests[0]?.model, ref);
	});

	it('leaves the answer at the closing tag', async () => {
		const model = new ScriptedModel('<COMPLETION>1</COMPLETION>', 'more', new Error('must not be read'));
		assert.deepEqual(await complete(model), ['1']);
		assert.equal(model.left, true);
	});

	it('takes no reasoning, refusal or usage for text', async () => {
		const model = new ScriptedModel(
			{ type: 'reasoning', text: '<COMPLETION>no' },
			'<COMPLETION>1',
			{ type: 'usage', usage: { promptTokens: 1, completionTokens: 1 } },
			{ type: 'finish', reason: 'length' },
		);
		assert.deepEqual(await complete(model), ['1']);
	});

	for (const [name, script] of [
		['no text at all', []],
		['nothing between the tags', ['<COMPLETION></COMPLETION>']],
		['nothing but talk', ["I'm sorry, I can't help with that."]],
		['a refusal', [{ type: 'refusal', text: 'No.' }]],
		['what stands there already', ['<COMPLETION>;</COMPLETION>']],
	] satisfies [string, (string | ChatChunk)[]][]) {
		it(`fails as an empty answer when the model gives ${name}`, async () => {
			await assert.rejects(complete(new ScriptedModel(...script)), {
				name: 'OpenMindError',
				kind: 'emptyAnswer',
				facts: ref,
			});
		});
	}

	it('passes on what fails, after the text that came before', async () => {
		const given: string[] = [];
		const model = new ScriptedModel('<COMPLETION>one', new OpenMindError('connectionLost'));
		await assert.rejects(
			async () => {
				for await (const text of streamCompletion({
					model,
					ref,
					context,
					signal: new AbortController().signal,
				})) {
					given.push(text);
				}
			},
			{ kind: 'connectionLost' },
		);
		assert.deepEqual(given, ['one']);
	});

	it('ends without an error when it is stopped, even before any text', async () => {
		const stop = new AbortController();
		stop.abort();
		assert.deepEqual(await complete(new ScriptedModel('<COMPLETION>'), stop.signal), []);
	});

	it('leaves the answer when its reader leaves', async () => {
		const model = new ScriptedModel('<COMPLETION>one', ' two', ' three');
		for await (const _text of streamCompletion({ model, ref, context, signal: new AbortController().signal })) {
			break;
		}
		assert.equal(model.left, true);
	});
});
