import assert from 'node:assert/strict';
import {
	describeModel,
	modelCatalogue,
	outputLimit,
	shippedModels,
	unknownModelContextTokens,
} from '../../../../src/core/models/catalogue';
import { formatModelRef, parseModelRef } from '../../../../src/core/models/modelRef';

const ids = (setting: unknown) => modelCatalogue(setting).map(formatModelRef);

describe('The model catalogue', () => {
	it('gives an answer what the user allows it, and leaves the prompt half of the window', () => {
		const model = { provider: 'p', model: 'm', name: 'M', contextTokens: 8_000 };
		assert.equal(outputLimit(model), undefined);
		assert.equal(outputLimit({ ...model, maxOutputTokens: 500 }), 500);
		assert.equal(outputLimit({ ...model, maxOutputTokens: 8_000 }), 4_000);
	});

	it('begins with the five models of the API page over its four providers', () => {
		assert.deepEqual(ids([]).slice(0, 5), [
			'openai/gpt-4o',
			'openai/gpt-4o-mini',
			'deepseek/deepseek-chat',
			'gemini/gemini-2.0-flash-exp',
			'xai/grok-2-latest',
		]);
	});

	it('names every shipped model once', () => {
		assert.equal(new Set(ids([])).size, shippedModels.length);
	});

	it('adds the user’s models after the shipped ones', () => {
		const [added] = modelCatalogue([{ provider: 'openai', model: 'gpt-9', contextTokens: 9 }]).slice(
			shippedModels.length,
		);
		assert.deepEqual(added, { provider: 'openai', model: 'gpt-9', name: 'gpt-9', contextTokens: 9 });
	});

	it('lays what the user says of a known model over what is shipped, in its place', () => {
		const first = modelCatalogue([
			{ provider: 'openai', model: 'gpt-4o', name: 'Mine', price: { input: 1, output: 2 } },
		])[0];
		assert.deepEqual(first, { ...shippedModels[0], name: 'Mine', price: { input: 1, output: 2 } });
	});

	it('leaves out entries that are no models, and fields of the wrong kind', () => {
		const broken = [
			null,
			'gpt',
			7,
			{},
			{ provider: 'openai' },
			{ provider: '', model: 'x' },
			{ provider: ' a', model: 'x' },
		];
		assert.deepEqual(ids(broken), ids([]));
		assert.deepEqual(ids('not a list'), ids([]));
		const odd = {
			provider: 'p',
			model: 'm',
			contextTokens: -1,
			maxOutputTokens: 1.5,
			images: 'yes',
			price: { input: 1 },
		};
		assert.deepEqual(modelCatalogue([odd]).at(-1), {
			provider: 'p',
			model: 'm',
			name: 'm',
			contextTokens: unknownModelContextTokens,
		});
	});

	it('describes a dated model by the longest prefix of the same provider, as the service matches it', () => {
		const describe = (id: string) => describeModel(shippedModels, parseModelRef(id) ?? assert.fail());
		assert.equal(describe('openai/gpt-4o-mini-2024-07-18').price?.input, 7_000);
		assert.equal(describe('openai/gpt-4o-2024-08-06').price?.input, 42_500);
		assert.equal(describe('openai/gpt-4o-2024-08-06').name, 'gpt-4o-2024-08-06');
		assert.equal(describe('xai/gpt-4o').contextTokens, unknownModelContextTokens);
	});
});

describe('A model’s written name', () => {
	it('is the provider up to the first slash, and the rest', () => {
		assert.deepEqual(parseModelRef(' openrouter/anthropic/claude-sonnet-4.5 '), {
			provider: 'openrouter',
			model: 'anthropic/claude-sonnet-4.5',
		});
	});

	it('survives being written and read', () => {
		for (const id of ids([])) {
			assert.equal(formatModelRef(parseModelRef(id) ?? assert.fail()), id);
		}
	});

	it('is refused without a provider, without a model, or with blanks and other traps in it', () => {
		for (const id of ['', 'gpt-4o', '/gpt-4o', 'openai/', 'open ai/x', 'openai/x y', '../x/y z', 'a?b/c']) {
			assert.equal(parseModelRef(id), undefined, id);
		}
	});
});
