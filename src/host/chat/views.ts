// Conversations as the page shows them: without the text of attachments, and with failures as sentences in the user's language.
import type { AnswerView, AttachmentView, ConversationView, ModelView, TurnView } from '../../shared/chat';
import type { Answer, Attachment, Conversation, Turn } from '../../core/chat/conversation';
import { noticeOf } from '../../core/chat/help';
import { describeModel } from '../../core/models/catalogue';
import { formatModelRef } from '../../core/models/modelRef';
import { failureView, noticeView } from '../errorText';
import type { Settings } from '../settings';

export function conversationView({ id, turns }: Conversation): ConversationView {
	return { id, turns: turns.map(turnView) };
}

export function turnView({ id, text, attachments, answers }: Turn): TurnView {
	return { id, text, attachments: attachments.map(attachmentView), answers: answers.map(answerView) };
}

export function answerView(answer: Answer): AnswerView {
	const { id, model, answeredBy, status, text, refusal, reasoning, usage, timing, failure } = answer;
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
		...(failure && { failure: failureView(failure) }),
		...(notice && { notice: noticeView(notice) }),
	};
}

export function attachmentView({ id, kind, path, languageId, lines, tokens }: Attachment): AttachmentView {
	return { id, kind, path, languageId, tokens, ...(lines && { lines }) };
}

export function modelView(settings: Settings): ModelView {
	const ref = settings.chatModel();
	return { id: formatModelRef(ref), name: describeModel(settings.models(), ref).name };
}
