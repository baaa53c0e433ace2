// What the chat is asked with, as the user has set it.
import { describeModel, type ModelInfo } from '../models/catalogue';
import type { ModelRef } from '../ports';
import type { Attachment } from './conversation';
import type { MessageOptions } from './messages';

export interface ChatSettings {
	chatModel(): ModelRef;
	models(): readonly ModelInfo[];
	instructions(): string;
}

/** The files behind attachments, as they and the privacy settings are now. */
export interface AttachmentReader {
	/**
	 * An attachment brought up to date just before it is sent.
	 * @throws OpenMindError `excludedFile` when its file may not be sent, `fileNotFound` when it is gone, `documentClosed` when it was never saved.
	 */
	current(attachment: Attachment): Promise<Attachment>;
	/** Whether nothing of its file may be sent any more. */
	isExcluded(attachment: Attachment): boolean;
}

export interface AskedWith {
	readonly settings: ChatSettings;
	readonly attachments: AttachmentReader;
}

/** @param ref the model that is asked */
export function messageOptions(
	{ settings, attachments }: AskedWith,
	ref: ModelRef = settings.chatModel(),
): MessageOptions {
	const { contextTokens, images } = describeModel(settings.models(), ref);
	return {
		instructions: settings.instructions(),
		contextTokens,
		images: images === true,
		isExcluded: attachment => attachments.isExcluded(attachment),
	};
}
