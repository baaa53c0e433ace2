// What the editor holds, as attachments: the selection, the active file, and the code that an explanation is about.
import * as vscode from 'vscode';
import type { Attachment } from '../../core/chat/conversation';
import type { AttachmentReader } from '../../core/chat/chatSettings';
import { imageAttachment, imageType } from '../../core/chat/images';
import { estimateTokens } from '../../core/chat/tokens';
import { OpenMindError } from '../../core/errors';
import { blockAround, symbolAround, type LineSpan, type OutlineSymbol } from '../../core/explain/explain';
import type { MakeId } from '../../core/ports';
import { refuseExcluded, type FileName } from '../../core/privacy/exclusions';
import { maxImageBytes } from '../../shared/limits';
import type { Settings } from '../settings';
import type { RecentEditors } from './recentEditors';
import { namesOf, shownPath } from './workspaceFiles';

/** Longest text that is attached, in UTF-16 units: no model's window holds more, and the host must stay responsive. */
const maxAttachmentLength = 8_000_000;

/** Symbols that are worth an explanation of their own. */
const explainableKinds: ReadonlySet<vscode.SymbolKind> = new Set([
	vscode.SymbolKind.Class,
	vscode.SymbolKind.Constructor,
	vscode.SymbolKind.Enum,
	vscode.SymbolKind.Function,
	vscode.SymbolKind.Interface,
	vscode.SymbolKind.Method,
	vscode.SymbolKind.Module,
	vscode.SymbolKind.Namespace,
	vscode.SymbolKind.Object,
	vscode.SymbolKind.Struct,
]);

export class EditorContext implements AttachmentReader {
	readonly #settings: Settings;
	readonly #makeId: MakeId;
	readonly #editors: RecentEditors;

	constructor(deps: { readonly settings: Settings; readonly makeId: MakeId; readonly editors: RecentEditors }) {
		this.#settings = deps.settings;
		this.#makeId = deps.makeId;
		this.#editors = deps.editors;
	}

	/** The selection; where it is empty, the code around the cursor. @throws OpenMindError as a sentence for the user. */
	async selectionOrSurroundings(): Promise<Attachment> {
		const editor = this.#editors.current();
		if (!editor.selection.isEmpty) {
			return this.#attachment(editor.document, editor.selection);
		}
		const line = editor.selection.active.line;
		const { document } = editor;
		this.check(document.uri);
		const span = (await outlinedSpan(document, line)) ?? blockAround(document.getText().split(/\r?\n/), line);
		if (!span) {
			throw new OpenMindError('nothingToExplain');
		}
		return this.#attachment(document, new vscode.Range(span.first, 0, span.last, Number.MAX_SAFE_INTEGER));
	}

	activeFile(): Attachment {
		return this.#attachment(this.#editors.current().document);
	}

	/**
	 * A file of the workspace, or one that is open: the chat page may name any file, but gets no other.
	 * @throws OpenMindError `excludedFile`, `outsideWorkspace`, `fileNotFound`, `notText` or a size that is too large.
	 */
	async file(uri: vscode.Uri): Promise<Attachment> {
		this.check(uri);
		const path = shownPath(uri);
		const open = vscode.workspace.textDocuments.find(document => document.uri.toString() === uri.toString());
		if (open && !imageType(path)) {
			return this.#attachment(open);
		}
		if (!vscode.workspace.getWorkspaceFolder(uri)) {
			throw new OpenMindError('outsideWorkspace', { path });
		}
		const { type, size } = await statOf(uri, path);
		if ((type & vscode.FileType.File) === 0) {
			throw new OpenMindError('notText');
		}
		const image = imageType(path);
		if (image === undefined) {
			return this.#attachment(await openDocument(uri, path));
		}
		if (size > maxImageBytes) {
			throw new OpenMindError('imageTooLarge', { size, limit: maxImageBytes });
		}
		const data = Buffer.from(await vscode.workspace.fs.readFile(uri)).toString('base64');
		return imageAttachment(`data:${image};base64,${data}`, { path, uri: uri.toString() }, this.#makeId);
	}

	/**
	 * A selection, an image and what has no file (any more) are sent as they were when they were attached, a file as it is now. A document that was
	 * never saved has none once it was sent: later its name may be another's.
	 */
	async current(attachment: Attachment): Promise<Attachment> {
		this.#refuseExcluded(attachedNames(attachment));
		if (attachment.kind !== 'file' || attachment.uri === '') {
			return attachment;
		}
		const document = await openDocument(vscode.Uri.parse(attachment.uri), attachment.path);
		const now = { ...this.#attachment(document), id: attachment.id };
		return document.isUntitled ? { ...now, uri: '' } : now;
	}

	isExcluded(attachment: Attachment): boolean {
		return attachedNames(attachment).some(this.#settings.exclusion());
	}

	/** @throws OpenMindError `excludedFile` when nothing of this file may be sent, by its name or by that of the file it is a link to. */
	check(uri: vscode.Uri): void {
		this.#refuseExcluded(namesOf(uri));
	}

	#refuseExcluded(names: readonly FileName[]): void {
		const isExcluded = this.#settings.exclusion();
		names.forEach(name => refuseExcluded(isExcluded, name));
	}

	#attachment(document: vscode.TextDocument, range?: vscode.Range): Attachment {
		this.check(document.uri);
		const text = document.getText(range);
		if (text.includes('\0')) {
			throw new OpenMindError('notText');
		}
		if (text.length > maxAttachmentLength) {
			throw new OpenMindError('contextTooLarge', {
				size: estimateTokens(text),
				limit: estimateTokens(' '.repeat(maxAttachmentLength)),
			});
		}
		const whole = range && document.validateRange(range);
		return {
			id: this.#makeId(),
			kind: range ? 'selection' : 'file',
			path: shownPath(document.uri),
			uri: document.uri.toString(),
			languageId: document.languageId,
			...(whole && { lines: { first: whole.start.line + 1, last: lastLine(whole) + 1 } }),
			text,
			tokens: estimateTokens(text),
		};
	}
}

/** The names of the file behind an attachment; of what was imported or never saved there is the one, and of a pasted image none. */
function attachedNames({ kind, path, uri }: Attachment): readonly FileName[] {
	if (uri !== '') {
		return namesOf(vscode.Uri.parse(uri));
	}
	return kind === 'image' ? [] : [path];
}

/** A selection that ends at the very start of a line does not hold that line. */
function lastLine(range: vscode.Range): number {
	return range.end.character === 0 && range.end.line > range.start.line ? range.end.line - 1 : range.end.line;
}

async function statOf(uri: vscode.Uri, path: string): Promise<vscode.FileStat> {
	try {
		return await vscode.workspace.fs.stat(uri);
	} catch (error) {
		throw new OpenMindError('fileNotFound', { path }, error);
	}
}

/** @throws OpenMindError `documentClosed` where it was never saved, `fileNotFound`, or `notText` where there is something else. */
async function openDocument(uri: vscode.Uri, path: string): Promise<vscode.TextDocument> {
	const open = vscode.workspace.textDocuments.find(document => document.uri.toString() === uri.toString());
	if (!open && uri.scheme === 'untitled') {
		// VS Code would begin an empty one of that name.
		throw new OpenMindError('documentClosed');
	}
	try {
		return open ?? (await vscode.workspace.openTextDocument(uri));
	} catch (error) {
		// Not asked before: some texts that can be opened are no files.
		await statOf(uri, path);
		throw new OpenMindError('notText', {}, error);
	}
}

async function outlinedSpan(document: vscode.TextDocument, line: number): Promise<LineSpan | undefined> {
	const symbols = await vscode.commands.executeCommand<
		readonly (vscode.DocumentSymbol | vscode.SymbolInformation)[] | undefined
	>('vscode.executeDocumentSymbolProvider', document.uri);
	return symbolAround((symbols ?? []).map(toOutline), line);
}

function toOutline(symbol: vscode.DocumentSymbol | vscode.SymbolInformation): OutlineSymbol {
	const range = 'location' in symbol ? symbol.location.range : symbol.range;
	return {
		span: { first: range.start.line, last: range.end.line },
		isExplainable: explainableKinds.has(symbol.kind),
		children: 'children' in symbol ? symbol.children.map(toOutline) : [],
	};
}
