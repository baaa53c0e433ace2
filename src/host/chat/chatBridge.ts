// Between the chat and its page: the only place in the host that posts to the page or hears from it.
import * as vscode from 'vscode';
import type { ChatEvent } from '../../core/chat/chatEvents';
import type { ChatService } from '../../core/chat/chatService';
import { currentAnswer, findTurn } from '../../core/chat/conversation';
import { attachedFor } from '../../core/edits/target';
import type { History } from '../../core/history/history';
import type { Clock, Logger } from '../../core/ports';
import { assertNever } from '../../shared/assertNever';
import { isTurnAction, type HelpAction, type TurnAction } from '../../shared/failures';
import { parseFromPage } from '../../shared/parseFromPage';
import type { FromPage, ToPage } from '../../shared/protocol';
import { Disposable } from '../dispose';
import type { EditorContext } from '../editor/editorContext';
import { insertAtCursor, openAsNewFile } from '../editor/insert';
import type { RecentEditors } from '../editor/recentEditors';
import type { EditReview } from '../edits/editReview';
import { failureView } from '../errorText';
import { progressView } from '../progressText';
import type { HelpDesk } from '../helpDesk';
import type { KeyStore } from '../key/keyStore';
import { pickModel } from '../models/modelPicker';
import type { RequestView } from '../requestView';
import type { Settings } from '../settings';
import { HistoryBridge, isHistoryMessage, type HistoryMessage } from './historyBridge';
import { AttachmentBridge, isAttachmentMessage, type AttachmentMessage } from './attachmentBridge';
import { handleFileMessage, isFileMessage, type FileMessage } from './fileLinks';
import { openLink } from './links';
import { answerView, attachmentView, conversationView, modelView, queueView, turnView } from './views';

export interface ChatBridgeDeps {
	readonly chat: ChatService;
	readonly settings: Settings;
	readonly keys: KeyStore;
	readonly editor: EditorContext;
	readonly editors: RecentEditors;
	readonly edits: EditReview;
	readonly requestView: RequestView;
	readonly help: HelpDesk;
	readonly history: History;
	readonly logger: Logger;
	readonly clock: Clock;
}

type TurnMessage = Exclude<
	Extract<FromPage, { turnId: string }>,
	HistoryMessage | AttachmentMessage | FileMessage | { type: 'help' }
>;

/** What is said about one turn; a helping button may stand beside none. */
function isTurnMessage(
	message: Exclude<FromPage, HistoryMessage | AttachmentMessage | FileMessage>,
): message is TurnMessage {
	return 'turnId' in message && message.type !== 'help';
}

/** Buttons that ask something above the window, after which the reader goes on writing here. */
const asksInPlace: ReadonlySet<HelpAction> = new Set(['setApiKey', 'useKeyHere', 'chooseModel']);

/** Lives as long as one page. */
export class ChatBridge extends Disposable {
	readonly #deps: ChatBridgeDeps;
	readonly #webview: vscode.Webview;
	readonly #history: HistoryBridge;
	readonly #attachments: AttachmentBridge;
	/** The page has said `ready`; before that, whatever is posted would be lost. */
	#isReady = false;
	/** The page went with its view: what is asked of it waits for the next one. */
	#isGone = false;
	#whenReady: (() => void) | undefined;
	/** The last message that did not become a turn: the buttons of its refusal stand above the message box. */
	#rejected: Pick<Extract<ChatEvent, { type: 'rejected' }>, 'turnId' | 'failure'> | undefined;

	constructor(webview: vscode.Webview, deps: ChatBridgeDeps) {
		super();
		this.#deps = deps;
		this.#webview = webview;
		this.#history = new HistoryBridge({ ...deps, post: message => this.#post(message) });
		this.#attachments = new AttachmentBridge({ ...deps, post: message => this.#post(message) });
		this._register(webview.onDidReceiveMessage((value: unknown) => this.#receive(value)));
		this._register(
			deps.settings.onDidChange(['chat.model', 'models', 'chat.instructions'], () => {
				this.#post({ type: 'model', model: modelView(deps.settings) });
				this.#postWindow();
			}),
		);
		this._register(deps.keys.onDidChange(() => void this.#postKeyState()));
		this._register({ dispose: deps.chat.listen(event => this.#onChat(event)) });
	}

	/** VS Code has hidden the page, and makes a new one when it is shown again. */
	hidden(): void {
		this.#isGone = true;
	}

	focusInput(): void {
		this.#soon(() => this.#post({ type: 'focusInput' }));
	}

	/** Puts the list of conversations in the place of the chat. */
	showHistory(): void {
		this.#soon(() => void this.#handle({ type: 'showHistory' }));
	}

	/** Shows the request that the message box would make. */
	showRequest(): void {
		this.#soon(() => this.#post({ type: 'showRequest' }));
	}

	#soon(act: () => void): void {
		if (this.#isReady && !this.#isGone) {
			act();
		} else {
			this.#whenReady = act;
		}
	}

	#post(message: ToPage): void {
		if (this.#isReady && !this.isDisposed) {
			void this.#webview.postMessage(message);
		}
	}

	#receive(value: unknown): void {
		const message = parseFromPage(value);
		if (!message) {
			this.#deps.logger.warn('Dropped a message that the chat page cannot have sent');
			return;
		}
		this.#handle(message).catch((error: unknown) => this.#deps.help.show(error));
	}

	async #handle(message: FromPage): Promise<void> {
		const { chat, settings } = this.#deps;
		if (isAttachmentMessage(message)) {
			return this.#attachments.handle(message);
		}
		if (isHistoryMessage(message)) {
			return this.#history.handle(message);
		}
		if (isFileMessage(message)) {
			return handleFileMessage(message, answer => this.#post(answer));
		}
		if (isTurnMessage(message)) {
			return this.#handleTurn(message);
		}
		switch (message.type) {
			case 'ready':
				return this.#sendState();
			case 'newChat':
				return chat.newChat();
			case 'selectModel':
				await pickModel(settings, 'chat');
				return this.focusInput();
			case 'help':
				return this.#help(message.action, message.turnId);
			case 'copy':
				return vscode.env.clipboard.writeText(message.text);
			case 'insertAtCursor':
				return insertAtCursor(this.#deps.editors, message.text);
			case 'newFile':
				return openAsNewFile(message.text, message.language);
			case 'openLink':
				return openLink(message.href);
			default:
				return assertNever(message);
		}
	}

	async #handleTurn(message: TurnMessage): Promise<void> {
		const { chat } = this.#deps;
		switch (message.type) {
			case 'submit':
				return chat.submit(message.turnId, message.text);
			case 'stop':
				return chat.stop(message.turnId);
			case 'tryAgain':
				return chat.tryAgain(message.turnId);
			case 'skipWait':
				return chat.skipWait(message.turnId);
			case 'edit': {
				const { newTurnId, text, without } = message;
				return chat.edit(message.turnId, { turnId: newTurnId, text }, without);
			}
			case 'showTurn':
				return chat.showTurn(message.turnId);
			case 'showAnswer':
				return chat.showAnswer(message.turnId, message.answerId);
			case 'fork':
				return chat.fork(message.turnId, message.answerId);
			case 'sendQueued':
				return chat.sendQueued(message.turnId);
			case 'unqueue':
				return chat.unqueue(message.turnId);
			case 'editQueued':
				return chat.editQueued(message.turnId);
			case 'apply':
				return this.#deps.edits.propose(message, attachedFor(chat.conversation, message.turnId));
			default:
				return assertNever(message);
		}
	}

	async #sendState(): Promise<void> {
		const { chat, settings, keys } = this.#deps;
		const keyState = await keys.state();
		this.#isReady = true;
		this.#isGone = false;
		const { waiting } = chat;
		this.#post({
			type: 'state',
			conversation: conversationView(chat.conversation, turnId => chat.isHeld(turnId)),
			attachments: chat.attachments.map(attachmentView),
			model: modelView(settings),
			window: chat.window(),
			keyState,
			sending: chat.sending,
			...(waiting && {
				progress: { answerId: waiting.answerId, ...progressView(waiting, Date.now()) },
			}),
		});
		this.#whenReady?.();
		this.#whenReady = undefined;
	}

	#postWindow(): void {
		this.#post({ type: 'window', window: this.#deps.chat.window() });
	}

	async #postKeyState(): Promise<void> {
		this.#post({ type: 'keyState', keyState: await this.#deps.keys.state() });
	}

	/** A button beside an answer, or above the message box; when it took the cause away, the same turn is asked again. */
	async #help(action: HelpAction, turnId: string | undefined): Promise<void> {
		const { chat, help } = this.#deps;
		if (isTurnAction(action)) {
			return turnId === undefined ? undefined : this.#turnAction(action, turnId);
		}
		const turn = turnId === undefined ? undefined : findTurn(chat.conversation, turnId);
		const rejected = this.#rejected?.turnId === turnId ? this.#rejected : undefined;
		const failure = turn ? currentAnswer(turn)?.failure : rejected?.failure;
		const isSolved = await help.perform(action, failure);
		if (asksInPlace.has(action)) {
			this.focusInput();
		}
		if (isSolved && turn) {
			await chat.tryAgain(turn.id);
		}
	}

	async #turnAction(action: TurnAction, turnId: string): Promise<void> {
		const { chat } = this.#deps;
		switch (action) {
			case 'retry':
				return chat.tryAgain(turnId);
			case 'trimAndSend':
				return chat.trimAndSend(turnId);
			case 'continueAnswer':
				return chat.continueAnswer(turnId);
			default:
				return assertNever(action);
		}
	}

	#onChat(event: ChatEvent): void {
		switch (event.type) {
			case 'replaced':
				void this.#sendState();
				return;
			case 'turnAdded':
				this.#post({ type: 'turnAdded', turn: turnView(event.turn) });
				return;
			case 'turnChanged': {
				const turn = findTurn(this.#deps.chat.conversation, event.turnId);
				if (turn) {
					this.#post({ type: 'turnChanged', turn: turnView(turn, this.#deps.chat.conversation) });
					this.#postWindow();
				}
				return;
			}
			case 'queueChanged': {
				const { chat } = this.#deps;
				this.#post({ type: 'queue', queue: queueView(chat.conversation, turnId => chat.isHeld(turnId)) });
				return;
			}
			case 'answerStarted':
			case 'answerEnded':
				this.#postAnswer(event);
				return;
			case 'answerGrew': {
				const { turnId, answerId, text, reasoning } = event;
				this.#post({ type: 'delta', turnId, answerId, text, reasoning });
				return;
			}
			case 'progress': {
				const { turnId, answerId } = event;
				this.#post({ type: 'progress', turnId, answerId, progress: progressView(event, Date.now()) });
				return;
			}
			case 'answerRerouted':
				this.#post({ ...event, type: 'answeredBy' });
				return;
			case 'attachmentsChanged':
				this.#post({ type: 'attachments', attachments: this.#deps.chat.attachments.map(attachmentView) });
				this.#postWindow();
				return;
			case 'rejected':
				this.#rejected = event;
				this.#post({
					type: 'rejected',
					turnId: event.turnId,
					text: event.text,
					failure: failureView(event.failure),
				});
				return;
			default:
				assertNever(event);
		}
	}

	#postAnswer({ type, turnId, answerId }: Extract<ChatEvent, { type: 'answerStarted' | 'answerEnded' }>): void {
		const turn = findTurn(this.#deps.chat.conversation, turnId);
		const found = turn?.answers.find(({ id }) => id === answerId);
		if (!turn || !found) {
			return;
		}
		const answer = answerView(found, turn);
		if (type === 'answerEnded') {
			this.#postWindow();
		}
		const { timing, usage, cost, notice, failure } = answer;
		const took = { ...(usage && { usage }), ...(timing && { timing }), ...(cost !== undefined && { cost }) };
		if (type === 'answerStarted') {
			this.#post({ type, turnId, answer });
		} else if (failure) {
			this.#post({ type: 'failed', turnId, answerId, failure, ...took });
		} else {
			const status = answer.status === 'stopped' ? 'stopped' : 'done';
			this.#post({ type: 'finished', turnId, answerId, status, ...took, ...(notice && { notice }) });
		}
	}
}
