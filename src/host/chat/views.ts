// Conversations as the page shows them: without the text of attachments, and with failures as sentences in the user's language.
import type { AnswerView, AttachmentView, ConversationView, ModelView, QueuedView, TurnView } from '../../shared/chat';
import { versionsOf, type Answer, type Attachment, type Conversation, type Turn } from '../../core/chat/conversation';
import { noticeOf } from '../../core/chat/help';
import { describeModel } from '../../core/models/catalogue';
import { formatModelRef } from '../../core/models/modelRef';
import { failureView, noticeView } from '../errorText';
import type { Settings } from '../settings';

/** @param isHeld whether a queued message is only sent by hand */
export function conversationView(conversation: Conversation, isHeld: (turnId: string) => boolean): ConversationView {
	// Where no message was edited, every turn is in sight.
	const edited = conversation.all.length > conversation.turns.length;
	return {
		id: conversation.id,
		turns: conversation.turns.map(turn => turnView(turn, edited ? conversation : undefined)),
		queue: queueView(conversation, isHeld),
	};
}

export function queueView({ queue }: Conversation, isHeld: (turnId: string) => boolean): readonly QueuedView[] {
	return queue.map(({ id, text, attachments }) => ({
		turnId: id,
		text,
		attachments: attachments.map(attachmentView),
		held: isHeld(id),
	}));
}

/** @param conversation where the turn may have other versions */
export function turnView(turn: Turn, conversation?: Conversation): TurnView {
	const { id, text, attachments, answers, shownAnswerId } = turn;
	const versions = conversation ? versionsOf(conversation, turn).map(version => version.id) : [];
	return {
		id,
		text,
		attachments: attachments.map(attachmentView),
		answers: answers.map(answer => answerView(answer, turn)),
		...(shownAnswerId !== undefined && { shownAnswerId }),
		...(versions.length > 1 && { versions }),
	};
}

/** @param turn that it is an answer to */
export function answerView(answer: Answer, turn: Turn): AnswerView {
	const { id, model, answeredBy, status, text, refusal, reasoning, usage, timing, cost, failure } = answer;
	const notice = noticeOf(answer);
	return {
		id,
		model,
		...(answeredBy && { answeredBy }),
		status,
		text: text + refusal,
		reasoning,
		...(usage && { usage }),
		...(timing && { timing }),
		...(cost !== undefined && { cost }),
		...(failure && { failure: failureView(failure, text !== '', turn) }),
		...(notice && { notice: noticeView(notice) }),
	};
}

export function attachmentView({ id, kind, path, languageId, lines, tokens }: Attachment): AttachmentView {
	return { id, kind, path, languageId, tokens, ...(lines && { lines }) };
}

export function modelView(settings: Settings): ModelView {
	const ref = settings.chatModel();
	const { name, images = false } = describeModel(settings.models(), ref);
	return { id: formatModelRef(ref), name, images };
}
