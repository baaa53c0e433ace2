// Every message between the chat page and the host: two unions, told apart by `type`. Messages about a turn carry its id, so that a late one
// can be dropped. The page says `ready` first and the host answers with the full `state`; the host owns the truth.
import type {
	AnswerTiming,
	AnswerView,
	AttachmentView,
	ConversationView,
	HistoryScope,
	HistoryView,
	ModelView,
	NoticeView,
	ProgressView,
	QueuedView,
	TurnView,
	Usage,
	WindowView,
} from './chat';
import type { FailureView, HelpAction } from './failures';

/** Whether a request could be sent now, as the empty chat shows it. */
export type KeyState = 'stored' | 'environment' | 'missing' | 'otherHost';

export type ToPage =
	| {
			readonly type: 'state';
			readonly conversation: ConversationView;
			/** Attached to the next message. */
			readonly attachments: readonly AttachmentView[];
			readonly model: ModelView;
			readonly window?: WindowView;
			readonly keyState: KeyState;
			/** What the answer that streams waits for, until its first words. */
			readonly progress?: ProgressView & { readonly answerId: string };
			/** The messages that are on their way to becoming turns, by the turns they will be. */
			readonly sending?: readonly string[];
	  }
	| { readonly type: 'turnAdded'; readonly turn: TurnView }
	| { readonly type: 'turnChanged'; readonly turn: TurnView }
	| { readonly type: 'queue'; readonly queue: readonly QueuedView[] }
	/** Also when an answer that was cut goes on. */
	| { readonly type: 'answerStarted'; readonly turnId: string; readonly answer: AnswerView }
	| {
			readonly type: 'delta';
			readonly turnId: string;
			readonly answerId: string;
			readonly text: string;
			readonly reasoning: string;
	  }
	| { readonly type: 'progress'; readonly turnId: string; readonly answerId: string; readonly progress: ProgressView }
	/** Another model answers than the one asked for. */
	| { readonly type: 'answeredBy'; readonly turnId: string; readonly answerId: string; readonly model: string }
	| {
			readonly type: 'finished';
			readonly turnId: string;
			readonly answerId: string;
			readonly status: 'done' | 'stopped';
			readonly usage?: Usage;
			readonly timing?: AnswerTiming;
			readonly cost?: number;
			readonly notice?: NoticeView;
	  }
	| {
			readonly type: 'failed';
			readonly turnId: string;
			readonly answerId: string;
			readonly failure: FailureView;
			readonly usage?: Usage;
			readonly timing?: AnswerTiming;
			readonly cost?: number;
	  }
	| { readonly type: 'attachments'; readonly attachments: readonly AttachmentView[] }
	| { readonly type: 'model'; readonly model: ModelView }
	| { readonly type: 'window'; readonly window: WindowView }
	/** A file was chosen after `#`, or none. */
	| { readonly type: 'filePicked'; readonly path?: string }
	/** Asks for the text of the message box, which comes as `showRequest`. */
	| { readonly type: 'showRequest' }
	| { readonly type: 'keyState'; readonly keyState: KeyState }
	/** A message that was refused before it became a turn: its text goes back into the box, with the reason. */
	| { readonly type: 'rejected'; readonly turnId: string; readonly text: string; readonly failure: FailureView }
	/** The list of conversations takes the place of the chat, until the reader goes back or opens one. */
	| { readonly type: 'showHistory' }
	| { readonly type: 'showChat' }
	| { readonly type: 'history'; readonly history: HistoryView }
	/** Which of the asked places are files of the workspace. */
	| { readonly type: 'filesFound'; readonly requestId: string; readonly places: readonly string[] }
	| { readonly type: 'focusInput' };

export type FromPage =
	| { readonly type: 'ready' }
	| { readonly type: 'submit'; readonly turnId: string; readonly text: string }
	| { readonly type: 'stop'; readonly turnId: string }
	| { readonly type: 'tryAgain'; readonly turnId: string }
	/** Sends now what waits to be sent again. */
	| { readonly type: 'skipWait'; readonly turnId: string }
	/** The same message with other words and without some of its attachments, as the turn `newTurnId`. */
	| {
			readonly type: 'edit';
			readonly turnId: string;
			readonly newTurnId: string;
			readonly text: string;
			readonly without: readonly string[];
	  }
	| { readonly type: 'showTurn'; readonly turnId: string }
	| { readonly type: 'showAnswer'; readonly turnId: string; readonly answerId: string }
	| { readonly type: 'fork'; readonly turnId: string; readonly answerId: string }
	| { readonly type: 'sendQueued'; readonly turnId: string }
	| { readonly type: 'unqueue'; readonly turnId: string }
	/** Its attachments go back to the message box, as its text does. */
	| { readonly type: 'editQueued'; readonly turnId: string }
	| { readonly type: 'newChat' }
	| { readonly type: 'showHistory' }
	| { readonly type: 'searchHistory'; readonly query: string; readonly scope: HistoryScope; readonly limit: number }
	| { readonly type: 'openConversation'; readonly conversationId: string }
	| { readonly type: 'renameConversation'; readonly conversationId: string; readonly name: string }
	| { readonly type: 'pinConversation'; readonly conversationId: string; readonly pinned: boolean }
	| { readonly type: 'deleteConversation'; readonly conversationId: string }
	/** Takes the deletion back. */
	| { readonly type: 'restoreConversation'; readonly conversationId: string }
	| { readonly type: 'attach'; readonly kind: 'selection' | 'file' }
	/** Lets the reader choose a file of the workspace. */
	| { readonly type: 'pickFile' }
	/** URIs of files that were dropped on the page. */
	| { readonly type: 'dropFiles'; readonly uris: readonly string[] }
	/** A pasted or dropped image as a `data:` URI. */
	| { readonly type: 'attachImage'; readonly data: string }
	/** Shows the messages as they would be sent, with `text` as the last. */
	| { readonly type: 'showRequest'; readonly text: string }
	| { readonly type: 'detach'; readonly attachmentId: string }
	| { readonly type: 'selectModel' }
	/** A helping button was pressed; `turnId` says beside which answer, if any. */
	| { readonly type: 'help'; readonly action: HelpAction; readonly turnId?: string }
	| { readonly type: 'copy'; readonly text: string }
	| { readonly type: 'insertAtCursor'; readonly text: string }
	| { readonly type: 'newFile'; readonly text: string; readonly language: string }
	/** Proposes a block of an answer as an edit; `info` is what its fence says, such as a language and a path. */
	| {
			readonly type: 'apply';
			readonly turnId: string;
			readonly text: string;
			readonly info: string;
			/** The line of the answer above the block. */
			readonly above?: string;
	  }
	| { readonly type: 'openLink'; readonly href: string }
	/** What an answer says that may be places in files (filePlace.ts). */
	| { readonly type: 'findFiles'; readonly requestId: string; readonly places: readonly string[] }
	| { readonly type: 'openFile'; readonly place: string };
