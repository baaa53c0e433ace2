// The models on offer: a shipped list, and whatever the user's `openmind.models` adds or overrides. The service matches models by prefix
// and has no endpoint that lists them, so the list is data.
import type { ModelRef } from '../ports';
import type { TokenPrice } from './cost';
import { formatModelRef } from './modelRef';

export interface ModelInfo extends ModelRef {
	readonly name: string;
	/** Tokens that prompt and answer may have together. */
	readonly contextTokens: number;
	/** Most tokens that an answer may have, where the user set that: it is sent with each request. */
	readonly maxOutputTokens?: number;
	readonly images?: boolean;
	readonly tools?: boolean;
	/** OMCU (the service's credit unit) per million tokens, as published on its price page. */
	readonly price?: TokenPrice;
}

/** What is assumed of a model that nobody described: the smallest window among the models on record. */
export const unknownModelContextTokens = 32_000;

const row = (
	id: readonly [provider: string, model: string],
	name: string,
	contextTokens: number,
	more: Partial<ModelInfo> = {},
): ModelInfo => ({ provider: id[0], model: id[1], name, contextTokens, ...more });
const price = (input: number, output: number) => ({ price: { input, output } });

/** Windows are the makers' published figures; the five models of the API page come first. */
export const shippedModels: readonly ModelInfo[] = [
	row(['openai', 'gpt-4o'], 'GPT-4o', 128_000, { images: true, ...price(42_500, 170_000) }),
	row(['openai', 'gpt-4o-mini'], 'GPT-4o mini', 128_000, { images: true, ...price(7_000, 28_000) }),
	row(['deepseek', 'deepseek-chat'], 'DeepSeek Chat', 64_000, price(1_400, 2_800)),
	row(['gemini', 'gemini-2.0-flash-exp'], 'Gemini 2.0 Flash (experimental)', 1_048_576, { images: true }),
	row(['xai', 'grok-2-latest'], 'Grok 2', 131_072, price(20_000, 100_000)),

	row(['openai', 'gpt-4.1'], 'GPT-4.1', 1_047_576, { images: true, ...price(35_000, 140_000) }),
	row(['openai', 'gpt-4.1-mini'], 'GPT-4.1 mini', 1_047_576, { images: true, ...price(7_000, 28_000) }),
	row(['openai', 'gpt-4.1-nano'], 'GPT-4.1 nano', 1_047_576, { images: true, ...price(2_000, 8_000) }),
	row(['openai', 'gpt-5'], 'GPT-5', 400_000, { images: true, ...price(25_000, 200_000) }),
	row(['openai', 'gpt-5-mini'], 'GPT-5 mini', 400_000, { images: true, ...price(4_500, 36_000) }),
	row(['openai', 'gpt-5-nano'], 'GPT-5 nano', 400_000, { images: true, ...price(500, 4_000) }),
	row(['openai', 'gpt-5.1'], 'GPT-5.1', 400_000, { images: true, ...price(25_000, 200_000) }),
	row(['openai', 'gpt-5.2'], 'GPT-5.2', 400_000, { images: true, ...price(35_000, 280_000) }),
	row(['gemini', 'gemini-2.5-flash'], 'Gemini 2.5 Flash', 1_048_576, { images: true, ...price(3_000, 25_000) }),
	row(['gemini', 'gemini-2.5-flash-lite'], 'Gemini 2.5 Flash-Lite', 1_048_576, {
		images: true,
		...price(1_000, 4_000),
	}),
	row(['gemini', 'gemini-2.5-pro'], 'Gemini 2.5 Pro', 1_048_576, { images: true, ...price(25_000, 150_000) }),
	row(['gemini', 'gemini-3.1-flash-lite'], 'Gemini 3.1 Flash-Lite', 1_048_576, {
		images: true,
		...price(2_500, 15_000),
	}),
	row(['gemini', 'gemini-3.1-pro-preview'], 'Gemini 3.1 Pro (preview)', 1_048_576, {
		images: true,
		...price(40_000, 180_000),
	}),
	row(['gemini', 'gemini-3.5-flash'], 'Gemini 3.5 Flash', 1_048_576, { images: true }),
	row(['xai', 'grok-3-beta'], 'Grok 3 (beta)', 131_072, price(30_000, 150_000)),
	row(['xai', 'grok-4'], 'Grok 4', 256_000, price(30_000, 150_000)),
	row(['xai', 'grok-4-latest'], 'Grok 4 (latest)', 256_000, price(30_000, 150_000)),
	row(['nearai', 'qwen3-30b-a3b-instruct-2507'], 'Qwen3 30B A3B', 262_144, price(1_500, 5_500)),
	row(['nearai', 'qwen2.5-vl-72b-instruct'], 'Qwen2.5 VL 72B', 32_000, { images: true }),
	row(['nearai', 'qwen-2.5-7b-instruct'], 'Qwen2.5 7B', 32_000),
	row(['openrouter', 'anthropic/claude-sonnet-4.5'], 'Claude Sonnet 4.5', 200_000, {
		images: true,
		...price(30_000, 150_000),
	}),
	row(['openrouter', 'anthropic/claude-opus-4.5'], 'Claude Opus 4.5', 200_000, {
		images: true,
		...price(50_000, 250_000),
	}),
	row(['openrouter', 'anthropic/claude-opus-4.1'], 'Claude Opus 4.1', 200_000, { images: true }),
	row(['openrouter', 'anthropic/claude-haiku-4.5'], 'Claude Haiku 4.5', 200_000, {
		images: true,
		...price(10_000, 50_000),
	}),
	row(['openrouter', 'deepseek/deepseek-v3.2'], 'DeepSeek V3.2', 128_000, price(2_500, 3_800)),
	row(['openrouter', 'moonshotai/kimi-k2.5'], 'Kimi K2.5', 262_144, price(4_500, 25_000)),
	row(['openrouter', 'minimax/minimax-m2.1'], 'MiniMax M2.1', 200_000, price(2_700, 9_500)),
	row(['openrouter', 'z-ai/glm-4.7'], 'GLM 4.7', 200_000, price(4_000, 15_000)),
	row(['openrouter', 'x-ai/grok-4-fast'], 'Grok 4 Fast', 2_000_000, price(2_000, 5_000)),
	row(['openrouter', 'meta-llama/llama-3.3-70b-instruct'], 'Llama 3.3 70B', 131_072, price(9_000, 9_000)),
	row(['openrouter', 'meta-llama/llama-3.1-70b-instruct'], 'Llama 3.1 70B', 131_072),
];

/**
 * The shipped models with the user's laid over them: a known model keeps its place and takes what the user says of it, new ones follow.
 * @param setting the raw value of `openmind.models`; entries that are not models are left out.
 */
export function modelCatalogue(setting: unknown): readonly ModelInfo[] {
	const models = new Map(shippedModels.map(model => [formatModelRef(model), model]));
	for (const entry of Array.isArray(setting) ? setting : []) {
		const user = userModel(entry);
		if (user) {
			const id = formatModelRef(user);
			models.set(id, { name: user.model, contextTokens: unknownModelContextTokens, ...models.get(id), ...user });
		}
	}
	return [...models.values()];
}

/** Finds a model as the service does, by prefix: `gpt-4o-2024-08-06` is described by `gpt-4o`. Unknown models get cautious figures. */
export function describeModel(catalogue: readonly ModelInfo[], ref: ModelRef): ModelInfo {
	const known = catalogue
		.filter(({ provider, model }) => provider === ref.provider && ref.model.startsWith(model))
		.sort((a, b) => b.model.length - a.model.length)[0];
	if (known?.model === ref.model) {
		return known;
	}
	return { contextTokens: unknownModelContextTokens, ...known, ...ref, name: ref.model };
}

/** Most tokens that an answer is asked for, where the user set that: no more than a prompt that fills its part of the window leaves free. */
export function outputLimit({ contextTokens, maxOutputTokens }: ModelInfo): number | undefined {
	return maxOutputTokens === undefined ? undefined : Math.min(maxOutputTokens, Math.floor(contextTokens / 2));
}

type UserModel = ModelRef & Partial<ModelInfo>;

function userModel(entry: unknown): UserModel | undefined {
	if (!isRecord(entry) || !isName(entry['provider']) || !isName(entry['model'])) {
		return undefined;
	}
	const { provider, model, name, contextTokens, maxOutputTokens, images, tools } = entry;
	return {
		provider,
		model,
		...(isName(name) && { name }),
		...(isCount(contextTokens) && { contextTokens }),
		...(isCount(maxOutputTokens) && { maxOutputTokens }),
		...(typeof images === 'boolean' && { images }),
		...(typeof tools === 'boolean' && { tools }),
		...userPrice(entry['price']),
	};
}

function userPrice(value: unknown): Pick<Partial<ModelInfo>, 'price'> {
	return isRecord(value) && isPrice(value['input']) && isPrice(value['output'])
		? { price: { input: value['input'], output: value['output'] } }
		: {};
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const isName = (value: unknown): value is string => typeof value === 'string' && /^\S(.*\S)?$/.test(value);
const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isInteger(value) && value > 0;
const isPrice = (value: unknown): value is number => typeof value === 'number' && value >= 0 && Number.isFinite(value);
