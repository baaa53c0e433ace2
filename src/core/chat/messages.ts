// What is sent: the system message, the turns that fit the model's window, and the attachments as fenced blocks with their names and lines.
import type { WindowView } from '../../shared/chat';
import { OpenMindError, toFailure } from '../errors';
import type { ContentPart, Message, ModelRef } from '../ports';
import { tokensPerImage } from './images';
import { currentAnswer, type Answer, type Attachment, type Conversation, type Turn } from './conversation';
import { estimateTokens } from './tokens';

/** The part of a window that is kept free for the answer: a tenth, within these bounds (tokens). */
const answerReserve = { share: 0.1, least: 1_024, most: 8_192 };

/** Tokens that a message costs besides its text. */
const perMessageTokens = 4;

const instructions = [
	'You are OpenMind, a programming assistant inside Visual Studio Code.',
	'Answer in Markdown. Put code in fenced blocks that name their language.',
	'Be correct first, then brief. Refer to code by its names, and to lines by the numbers given with it.',
	'When something is unclear or not shown, say so instead of guessing.',
].join(' ');

export interface MessageOptions {
	/** The one that is asked, to be named where it does not take what would be sent. */
	readonly model?: ModelRef;
	/** The user's `openmind.chat.instructions`. */
	readonly instructions: string;
	/** The model's window in tokens, for prompt and answer together. */
	readonly contextTokens: number;
	/** Tokens that the user gives an answer of the model at most. */
	readonly maxOutputTokens?: number;
	/** Whether the model takes images; without them, earlier turns are sent without theirs. */
	readonly images?: boolean;
	/** Whether a file may no longer be sent, whatever was sent before; earlier turns are sent without it. */
	readonly isExcluded?: (attachment: Attachment) => boolean;
}

/**
 * The messages that ask for an answer to the conversation's last turn. Older turns are left out, oldest first, when they do not fit.
 * @throws OpenMindError `contextTooLarge` when the last turn alone does not fit, with its size and the limit in tokens; `noImages` when it
 * has an image that the model does not take; `excludedFile` when it has a file that may no longer be sent.
 */
export function buildMessages(turns: readonly Turn[], options: MessageOptions): Message[] {
	const last = turns.at(-1);
	if (!last) {
		throw new OpenMindError('internal');
	}
	const system: Message = {
		role: 'system',
		content: [instructions, options.instructions.trim()].filter(Boolean).join('\n\n'),
	};
	if (options.images !== true && last.attachments.some(({ image }) => image !== undefined)) {
		throw new OpenMindError('noImages', options.model);
	}
	const excluded = last.attachments.find(attachment => options.isExcluded?.(attachment));
	if (excluded) {
		throw new OpenMindError('excludedFile', { path: excluded.path });
	}
	const question = userMessage(last, options);
	const limit = promptLimit(options);
	const size = cost(system) + cost(question);
	if (size > limit) {
		throw new OpenMindError('contextTooLarge', { size, limit });
	}
	return [system, ...earlierMessages(turns.slice(0, -1), limit - size, options), question];
}

/** About how many tokens these messages take. */
export function messageTokens(messages: readonly Message[]): number {
	return messages.reduce((sum, message) => sum + cost(message), 0);
}

/** How full the window would be with a question of no words: what the turns before it and its attachments take. */
export function windowUse(
	turns: readonly Turn[],
	attachments: readonly Attachment[],
	options: MessageOptions,
): WindowView {
	const limit = options.contextTokens;
	try {
		const next: Turn = { id: '', text: '', attachments, answers: [] };
		return {
			used: messageTokens(buildMessages([...turns, next], { ...options, images: true, isExcluded: () => false })),
			limit,
		};
	} catch (error) {
		return { used: toFailure(error).facts.size ?? limit, limit };
	}
}

/** What asks a model to go on with an answer; never shown. */
const continueText =
	'Continue exactly where your last message stopped. Do not repeat anything and do not comment on it.';

/**
 * The messages that ask to go on with the shown answer of the last turn.
 * @throws OpenMindError `contextTooLarge` when that turn and its answer do not fit.
 */
export function continuationMessages(turns: readonly Turn[], options: MessageOptions): Message[] {
	const messages = buildMessages([...turns, { id: '', text: continueText, attachments: [], answers: [] }], options);
	const asked = turns.at(-1);
	const answer = asked && currentAnswer(asked);
	if (asked && answer && messages.at(-2)?.content !== answer.text) {
		const size = messageTokens([...messages, ...pairOf(asked, answer, options)]);
		throw new OpenMindError('contextTooLarge', { size, limit: promptLimit(options) });
	}
	return messages;
}

/** Tokens that a prompt may have so that an answer still fits the window; the longest that is asked for, but for a prompt at least half of it. */
export function promptLimit({
	contextTokens,
	maxOutputTokens = 0,
}: Pick<MessageOptions, 'contextTokens' | 'maxOutputTokens'>): number {
	const reserve = Math.min(Math.max(contextTokens * answerReserve.share, answerReserve.least), answerReserve.most);
	const longest = Math.min(maxOutputTokens, contextTokens / 2);
	return Math.max(0, Math.floor(contextTokens - Math.max(reserve, longest)));
}

/** A turn's text with its attachments before it, as the model reads it. */
export function userContent(turn: Pick<Turn, 'text' | 'attachments'>): string {
	const texts = turn.attachments.filter(({ image }) => image === undefined);
	return [...texts.map(attachmentBlock), turn.text].join('\n\n');
}

/** Text alone stays a plain string. */
function userMessage(turn: Pick<Turn, 'text' | 'attachments'>, { images = false }: MessageOptions): Message {
	const text = userContent(turn);
	const parts = turn.attachments.flatMap(({ image }): ContentPart[] =>
		image === undefined ? [] : [{ type: 'image_url', image_url: { url: image } }],
	);
	return { role: 'user', content: images && parts.length > 0 ? [{ type: 'text', text }, ...parts] : text };
}

/** The turns up to and including `turnId`, which is the one that is asked. */
export function turnsUpTo(conversation: Conversation, turnId: string): readonly Turn[] {
	const index = conversation.turns.findIndex(({ id }) => id === turnId);
	return conversation.turns.slice(0, index + 1);
}

/**
 * The attachments cut at line ends until the message fits `contextTokens`, the longest first; what is cut is a selection from then on, so that
 * it is not read anew as a whole file. The text of the message is never cut.
 */
export function trimAttachments(
	attachments: readonly Attachment[],
	text: string,
	options: MessageOptions,
): readonly Attachment[] {
	const free =
		promptLimit(options) - estimateTokens(instructions + options.instructions + text) - 8 * perMessageTokens;
	const overhead = (attachment: Attachment) =>
		attachment.image === undefined
			? estimateTokens(attachmentBlock({ ...attachment, text: '' })) + perMessageTokens
			: attachment.tokens;
	let budget = free - attachments.reduce((sum, attachment) => sum + overhead(attachment), 0);
	const trimmed = new Map<string, Attachment>();
	const byLength = [...attachments].sort((a, b) => a.tokens - b.tokens);
	byLength.forEach((attachment, index) => {
		const share = Math.max(0, Math.floor(budget / (byLength.length - index)));
		const kept = cutToTokens(attachment, share);
		// An image's cost is in the overhead.
		budget -= kept.image === undefined ? kept.tokens : 0;
		trimmed.set(attachment.id, kept);
	});
	return attachments.map(attachment => trimmed.get(attachment.id) ?? attachment);
}

function cutToTokens(attachment: Attachment, limit: number): Attachment {
	if (attachment.image !== undefined) {
		return attachment;
	}
	if (estimateTokens(attachment.text) <= limit) {
		return attachment;
	}
	const lines = attachment.text.split('\n');
	let kept = 0;
	for (let tokens = 0; kept < lines.length; kept++) {
		tokens += estimateTokens(`${lines[kept] ?? ''}\n`);
		if (tokens > limit) {
			break;
		}
	}
	const text = lines.slice(0, kept).join('\n');
	const first = attachment.lines?.first ?? 1;
	const range = { first, last: first + Math.max(0, kept - 1) };
	return { ...attachment, kind: 'selection', text, tokens: estimateTokens(text), lines: range };
}

function earlierMessages(turns: readonly Turn[], budget: number, options: MessageOptions): Message[] {
	const kept: Message[] = [];
	let left = budget;
	for (const turn of turns.toReversed()) {
		const answer = currentAnswer(turn);
		if (!answer?.text) {
			continue; // A question without an answer would only be answered again.
		}
		const pair = pairOf(turn, answer, options);
		left -= messageTokens(pair);
		if (left < 0) {
			break;
		}
		kept.unshift(...pair);
	}
	return kept;
}

function pairOf(turn: Turn, answer: Answer, options: MessageOptions): readonly Message[] {
	const attachments = turn.attachments.filter(attachment => !options.isExcluded?.(attachment));
	return [userMessage({ ...turn, attachments }, options), { role: 'assistant', content: answer.text }];
}

function cost(message: Message): number {
	const { content } = message;
	if (typeof content === 'string') {
		return estimateTokens(content) + perMessageTokens;
	}
	const tokens = content.map(part => (part.type === 'text' ? estimateTokens(part.text) : tokensPerImage));
	return tokens.reduce((sum, one) => sum + one, perMessageTokens);
}

function attachmentBlock({ path, languageId, lines, text }: Attachment): string {
	const place = lines ? `${path}, lines ${lines.first} to ${lines.last}` : path;
	const fence = '`'.repeat(longestRun(text) + 1);
	return `File: ${place} (${languageId})\n${fence}${languageId}\n${text}\n${fence}`;
}

/** The longest run of backticks, at least 2, so that one more makes a fence that the text cannot close. */
function longestRun(text: string): number {
	return (text.match(/`{3,}/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 2);
}
