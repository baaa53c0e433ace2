// What the chat is asked with, as the user has set it.
import { describeModel, type ModelInfo } from '../models/catalogue';
import { formatModelRef } from '../models/modelRef';
import type { ModelRef } from '../ports';
import type { Attachment, Turn } from './conversation';
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

/** The part that is sent at most of what the service refused as too large: the estimate is hardly further from its count. */
const refusedShare = 0.75;

/** A service that refuses less than this many tokens has another reason. */
const leastWindow = 4_000;

/**
 * @param turns of the conversation: what the service refused in them as too large is more than the model's window, whatever is known of it
 * @param ref the model that is asked
 */
export function messageOptions(
	{ settings, attachments }: AskedWith,
	turns: readonly Turn[] = [],
	ref: ModelRef = settings.chatModel(),
): MessageOptions {
	const { contextTokens, maxOutputTokens, images } = describeModel(settings.models(), ref);
	const windows = refusedSizes(turns, formatModelRef(ref)).map(size =>
		Math.max(leastWindow, Math.floor(size * refusedShare)),
	);
	return {
		model: ref,
		instructions: settings.instructions(),
		contextTokens: Math.min(contextTokens, ...windows),
		...(maxOutputTokens !== undefined && { maxOutputTokens }),
		images: images === true,
		isExcluded: attachment => attachments.isExcluded(attachment),
	};
}

function refusedSizes(turns: readonly Turn[], model: string): readonly number[] {
	return turns
		.flatMap(({ answers }) => answers)
		.flatMap(answer => {
			const { kind, facts } = answer.failure ?? {};
			// What a fallback refuses says nothing of the model that was asked first.
			const { provider, model: name } = facts ?? {};
			const refusing = provider && name ? formatModelRef({ provider, model: name }) : answer.model;
			const isRefused = refusing === model && kind === 'contextTooLarge' && facts?.limit === undefined;
			return isRefused ? (facts?.size ?? []) : [];
		});
}
