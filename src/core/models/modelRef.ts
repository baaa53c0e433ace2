// A model's written name, `provider/model`. The provider ends at the first slash; the rest may hold more of them.
import type { ModelRef } from '../ports';

export function parseModelRef(id: string): ModelRef | undefined {
	const match = /^([\w.-]+)\/(\S+)$/.exec(id.trim());
	return match?.[1] && match[2] ? { provider: match[1], model: match[2] } : undefined;
}

export function formatModelRef(ref: ModelRef): string {
	return `${ref.provider}/${ref.model}`;
}
