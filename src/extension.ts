// The composition root: the only place that constructs and wires. What is heavy is made at its first use.
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type * as vscode from 'vscode';
import { RequestHistory } from './core/diagnostics/requestHistory';
import { lazy } from './core/lazy';
import { lazyModel } from './core/net/lazyModel';
import type { ChatModel } from './core/ports';
import type { ClientDeps } from './api/client';
import { createChatSession } from './host/chat/chatSession';
import { ChatView } from './host/chat/chatView';
import { systemClock } from './host/clock';
import { AddSelectionToChatCommand } from './host/commands/addSelectionToChat';
import { ClearApiKeyCommand } from './host/commands/clearApiKey';
import { registerCommands } from './host/commands/command';
import { CompleteAtCursorCommand } from './host/commands/completeAtCursor';
import { CopyDiagnosticReportCommand } from './host/commands/copyDiagnosticReport';
import { ExplainSelectionCommand } from './host/commands/explainSelection';
import { ExportChatCommand } from './host/commands/exportChat';
import { NewChatCommand } from './host/commands/newChat';
import { OpenChatCommand } from './host/commands/openChat';
import { SelectModelCommand } from './host/commands/selectModel';
import { SetApiKeyCommand } from './host/commands/setApiKey';
import { ShowLogCommand } from './host/commands/showLog';
import { StopCompletionCommand } from './host/commands/stopCompletion';
import { TestConnectionCommand } from './host/commands/testConnection';
import { EditorContext } from './host/editor/editorContext';
import { registerExplainActions } from './host/editor/explainActions';
import { HelpDesk } from './host/helpDesk';
import { KeyStore } from './host/key/keyStore';
import { Log } from './host/log';
import { Settings } from './host/settings';

/** What has to be finished before the extension host ends; set by `activate`. */
let finish: (() => Promise<void>) | undefined;

export function activate(context: vscode.ExtensionContext): void {
	const logger = new Log();
	const settings = new Settings();
	const keys = new KeyStore(context, settings);
	const help = new HelpDesk({ settings, keys, log: logger });
	const common = { logger, settings, keys, help, clock: systemClock, makeId: randomUUID };
	const editor = new EditorContext(settings, randomUUID);
	const requests = new RequestHistory();
	const model = openMind({ ...common, recorded: record => requests.add(record) });
	const { chat, close } = createChatSession(context, { ...common, model, attachments: editor });
	const view = new ChatView(context.extensionUri, async () => ({ ...common, editor, chat: await chat() }));
	const complete = new CompleteAtCursorCommand({
		...common,
		model,
		guard: editor,
		failures: help.forJob('completion'),
	});
	finish = close;

	context.subscriptions.push(
		logger,
		keys,
		view,
		registerExplainActions(),
		registerCommands([
			new SetApiKeyCommand(keys, settings),
			new ClearApiKeyCommand(keys),
			new TestConnectionCommand({ ...common, model }),
			new SelectModelCommand(settings),
			new OpenChatCommand(view),
			new NewChatCommand(chat, view),
			new ExplainSelectionCommand({ ...common, chat, view, editor }),
			new AddSelectionToChatCommand({ ...common, chat, view, editor }),
			complete,
			new StopCompletionCommand(complete),
			new ExportChatCommand(chat),
			new ShowLogCommand(logger),
			new CopyDiagnosticReportCommand({ ...common, requests, version: context.extension.packageJSON.version }),
		]),
	);
}

export function deactivate(): Promise<void> | undefined {
	return finish?.();
}

/** The service, whose client and transport are loaded with the first request. */
function openMind({
	settings,
	keys,
	...deps
}: Pick<ClientDeps, 'clock' | 'logger' | 'makeId' | 'recorded'> & { settings: Settings; keys: KeyStore }): ChatModel {
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
		});
	});
	return lazyModel(client);
}
