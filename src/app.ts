// The composition root: the only place that constructs and wires. Loaded at the first use of anything, by extension.ts.
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type * as vscode from 'vscode';
import { RequestHistory } from './core/diagnostics/requestHistory';
import { lazy } from './core/lazy';
import { describeModel, outputLimit } from './core/models/catalogue';
import { lazyModel } from './core/net/lazyModel';
import type { ChatModel } from './core/ports';
import type { ClientDeps } from './api/client';
import { createChatSession } from './host/chat/chatSession';
import { ChatEditor } from './host/chat/chatEditor';
import { currentPlace } from './host/chat/chatPlace';
import { ChatView } from './host/chat/chatView';
import { systemClock } from './host/clock';
import { AcceptEditCommand } from './host/commands/acceptEdit';
import { AddSelectionToChatCommand } from './host/commands/addSelectionToChat';
import { ClearApiKeyCommand } from './host/commands/clearApiKey';
import type { Command } from './host/commands/command';
import { CompleteAtCursorCommand } from './host/commands/completeAtCursor';
import { CopyDiagnosticReportCommand } from './host/commands/copyDiagnosticReport';
import { ExplainSelectionCommand } from './host/commands/explainSelection';
import { ExportChatCommand } from './host/commands/exportChat';
import { ImportChatCommand } from './host/commands/importChat';
import { NewChatCommand } from './host/commands/newChat';
import { OpenChatCommand } from './host/commands/openChat';
import { OpenChatInEditorCommand } from './host/commands/openChatInEditor';
import { RejectEditCommand } from './host/commands/rejectEdit';
import { SelectModelCommand } from './host/commands/selectModel';
import { SetApiKeyCommand } from './host/commands/setApiKey';
import { ShowHistoryCommand } from './host/commands/showHistory';
import { ShowLogCommand } from './host/commands/showLog';
import { ShowRequestCommand } from './host/commands/showRequest';
import { StopCompletionCommand } from './host/commands/stopCompletion';
import { TestConnectionCommand } from './host/commands/testConnection';
import { ToggleSuggestionsCommand } from './host/commands/toggleSuggestions';
import { TriggerSuggestionCommand } from './host/commands/triggerSuggestion';
import { WhyNoSuggestionCommand } from './host/commands/whyNoSuggestion';
import { Suggestions } from './host/completion/suggestions';
import { EditReview } from './host/edits/editReview';
import { EditorContext } from './host/editor/editorContext';
import { RecentEditors } from './host/editor/recentEditors';
import { HelpDesk } from './host/helpDesk';
import { KeyStore } from './host/key/keyStore';
import { Log } from './host/log';
import { RequestView, type RequestViewDeps } from './host/requestView';
import { Settings } from './host/settings';

export interface App {
	readonly commands: ReadonlyMap<string, Command>;
	readonly chatView: vscode.WebviewViewProvider;
	readonly chatEditor: ChatEditor;
	readonly suggestions: vscode.InlineCompletionItemProvider;
	/** Settles when nothing streams any more and everything is saved. */
	close(): Promise<void>;
}

export function createApp(context: vscode.ExtensionContext): App {
	const logger = new Log();
	const settings = new Settings();
	const keys = new KeyStore(context, settings);
	const help = new HelpDesk({ settings, keys, log: logger });
	const editors = new RecentEditors();
	const common = { logger, settings, keys, help, editors, clock: systemClock, makeId: randomUUID };
	const editor = new EditorContext(common);
	const requests = new RequestHistory();
	const { model, bodyOf } = openMind({ ...common, recorded: record => requests.add(record) });
	const { chat, history, close } = createChatSession(context, { ...common, model, attachments: editor });
	const edits = new EditReview({ ...common, editor });
	const requestView = new RequestView({ ...common, chat, bodyOf });
	const pageDeps = async () => ({ ...common, editor, edits, requestView, history, chat: await chat() });
	const chatView = new ChatView(context.extensionUri, pageDeps);
	const chatEditor = new ChatEditor(context.extensionUri, pageDeps);
	const place = () => currentPlace(chatView, chatEditor);
	const complete = new CompleteAtCursorCommand({
		...common,
		model,
		guard: editor,
		failures: help.forJob('completion'),
	});
	const suggestions = new Suggestions({ ...common, model, guard: editor, memento: context.globalState });
	context.subscriptions.push(settings, logger, keys, editors, edits, requestView, chatView, chatEditor, suggestions);
	const commands: readonly Command[] = [
		new SetApiKeyCommand(common),
		new ClearApiKeyCommand(keys),
		new TestConnectionCommand({ ...common, model }),
		new SelectModelCommand(settings),
		new OpenChatCommand(chatView),
		new OpenChatInEditorCommand(chatEditor),
		new NewChatCommand(chat, place),
		new ExplainSelectionCommand({ ...common, chat, place, editor }),
		new AddSelectionToChatCommand({ ...common, chat, place, editor }),
		complete,
		new StopCompletionCommand(complete),
		new TriggerSuggestionCommand(),
		new ToggleSuggestionsCommand(settings),
		new WhyNoSuggestionCommand(suggestions),
		new ShowHistoryCommand(place),
		new ExportChatCommand(chat),
		new ImportChatCommand({ ...common, chat, place }),
		new ShowRequestCommand(place),
		new AcceptEditCommand({ ...common, edits }),
		new RejectEditCommand({ ...common, edits }),
		new ShowLogCommand(logger),
		new CopyDiagnosticReportCommand({ ...common, requests, version: context.extension.packageJSON.version }),
	];
	return {
		commands: new Map(commands.map(command => [command.id, command])),
		chatView,
		chatEditor,
		suggestions: suggestions.provider,
		close,
	};
}

/** The service, whose client and transport are loaded with the first request. */
function openMind({
	settings,
	keys,
	...deps
}: Pick<ClientDeps, 'clock' | 'logger' | 'makeId' | 'recorded'> & { settings: Settings; keys: KeyStore }): {
	model: ChatModel;
	bodyOf: RequestViewDeps['bodyOf'];
} {
	const client = lazy(async () => {
		const [{ default: fetch }, { createOpenMindClient }, { createTransport }] = await Promise.all([
			import('node-fetch'),
			import('./api/client'),
			import('./api/transport'),
		]);
		return createOpenMindClient({
			...deps,
			fetch: createTransport({ fetch, toStream: text => Readable.from(Buffer.from(text)) }),
			connection: async () => ({
				baseUrl: settings.baseUrl(),
				apiKey: await keys.requireKey(),
				headers: settings.requestHeaders(),
				timeouts: settings.timeouts(),
			}),
			fallbacks: () => settings.fallbackModels(),
			outputLimit: ref => outputLimit(describeModel(settings.models(), ref)),
		});
	});
	return { model: lazyModel(client), bodyOf: async request => (await client()).bodyOf(request) };
}
