// What the chat is asked with, as the user has set it.
import { describeModel, type ModelInfo } from '../models/catalogue';
import type { ModelRef } from '../ports';
import type { MessageOptions } from './messages';

export interface ChatSettings {
	chatModel(): ModelRef;
	models(): readonly ModelInfo[];
	instructions(): string;
}

/** @param ref the model that is asked */
export function messageOptions(settings: ChatSettings, ref: ModelRef = settings.chatModel()): MessageOptions {
	const { contextTokens, images } = describeModel(settings.models(), ref);
	return { instructions: settings.instructions(), contextTokens, images: images === true };
}
