// What the page attaches, and what of it would be sent.
import { posix } from 'node:path';
import * as vscode from 'vscode';
import type { ChatService } from '../../core/chat/chatService';
import { assertNever } from '../../shared/assertNever';
import type { FromPage, ToPage } from '../../shared/protocol';
import type { EditorContext } from '../editor/editorContext';
import { pickFile } from '../editor/filePicker';
import type { RequestView } from '../requestView';
import type { Settings } from '../settings';

const types = ['attach', 'detach', 'pickFile', 'dropFiles', 'attachImage', 'showRequest'] as const;

export type AttachmentMessage = Extract<FromPage, { type: (typeof types)[number] }>;

export function isAttachmentMessage(message: FromPage): message is AttachmentMessage {
	return types.some(type => type === message.type);
}

export interface AttachmentBridgeDeps {
	readonly chat: ChatService;
	readonly editor: EditorContext;
	readonly settings: Settings;
	readonly requestView: RequestView;
	readonly post: (message: ToPage) => void;
}

export class AttachmentBridge {
	readonly #deps: AttachmentBridgeDeps;

	constructor(deps: AttachmentBridgeDeps) {
		this.#deps = deps;
	}

	/** @throws OpenMindError when something may not or cannot be attached. */
	async handle(message: AttachmentMessage): Promise<void> {
		const { chat, editor, requestView } = this.#deps;
		switch (message.type) {
			case 'attach':
				return chat.attach(
					message.kind === 'file' ? editor.activeFile() : await editor.selectionOrSurroundings(),
				);
			case 'detach':
				return chat.detach(message.attachmentId);
			case 'pickFile':
				return this.#pickFile();
			case 'dropFiles':
				return this.#drop(message.uris);
			case 'attachImage':
				return chat.attachImage(message.data);
			case 'showRequest':
				return requestView.show(message.text);
			default:
				return assertNever(message);
		}
	}

	/** The keyboard goes back to the message box, whatever was chosen; VS Code itself gives it back to the page. */
	async #pickFile(): Promise<void> {
		const { chat, editor, settings, post } = this.#deps;
		const uri = await pickFile(settings.exclusion());
		let path: string | undefined;
		try {
			if (uri) {
				const attachment = await editor.file(uri);
				chat.attach(attachment);
				path = attachment.path;
			}
		} finally {
			post({ type: 'filePicked', ...(path !== undefined && { path }) });
		}
	}

	/** Those that can be attached are, even if one cannot. */
	async #drop(uris: readonly string[]): Promise<void> {
		const { chat, editor } = this.#deps;
		const files = uris.map(async uri => editor.file(fileHere(uri)));
		await Promise.allSettled(files);
		let failure: unknown;
		for (const file of files) {
			try {
				chat.attach(await file);
			} catch (error) {
				failure ??= error;
			}
		}
		if (failure !== undefined) {
			throw failure;
		}
	}
}

/**
 * In a remote window the explorer names files as the other side knows them; for an extension that runs beside them they are plain files. VS Code
 * would take `folder/../other` for a file of the folder.
 */
function fileHere(text: string): vscode.Uri {
	const given = vscode.Uri.parse(text, true);
	const uri = given.with({ path: posix.normalize(given.path) });
	const isNamedFromAfar = uri.scheme === 'vscode-remote' && !vscode.workspace.getWorkspaceFolder(uri);
	return isNamedFromAfar ? uri.with({ scheme: 'file', authority: '' }) : uri;
}
