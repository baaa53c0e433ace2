// Edits on their way into a file: each is shown beside the file as a diff, and nothing changes before the reader accepts it.
import * as vscode from 'vscode';
import type { Attachment } from '../../core/chat/conversation';
import { proposeEdit, type EditRefusal } from '../../core/edits/proposeEdit';
import type { TextEdit } from '../../core/edits/lines';
import { fenceLanguage, selectedIn } from '../../core/edits/target';
import { OpenMindError } from '../../core/errors';
import type { MakeId } from '../../core/ports';
import { Disposable } from '../dispose';
import type { EditorContext } from '../editor/editorContext';
import { insertAtCursor } from '../editor/insert';
import type { RecentEditors } from '../editor/recentEditors';
import { shownPath } from '../editor/workspaceFiles';
import { VirtualDocuments } from '../virtualDocuments';
import { refusalText } from './refusalText';
import { nameOf, targetFile, tellingName } from './targetFile';

/** Of the proposed texts; the manifest shows "Accept" and "Reject" by it. */
const scheme = 'openmind-edit';

interface Proposal {
	readonly target: vscode.Uri;
	/** The file when the edit was made for it. */
	readonly before: string;
	readonly edits: readonly TextEdit[];
}

export class EditReview extends Disposable {
	readonly #editor: EditorContext;
	readonly #editors: RecentEditors;
	readonly #makeId: MakeId;
	readonly #texts = this._register(new VirtualDocuments(scheme));
	/** By the URI of their proposed text; as long as a tab shows it. */
	readonly #proposals = new Map<string, Proposal>();

	constructor(deps: { readonly editor: EditorContext; readonly editors: RecentEditors; readonly makeId: MakeId }) {
		super();
		this.#editor = deps.editor;
		this.#editors = deps.editors;
		this.#makeId = deps.makeId;
		this._register(
			vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
				for (const proposed of closed.map(proposedIn)) {
					// It may have been moved to another group, or be shown there as well.
					if (proposed && tabsOf(proposed).length === 0) {
						this.#proposals.delete(proposed.toString());
					}
				}
			}),
		);
	}

	/**
	 * Shows what a block of code would change, or says why it cannot be applied. A file that is not there yet is opened with the code in it, unsaved.
	 * @param attachments of the question that it answers, or of the one before that it follows
	 * @throws OpenMindError when there is no file for it, or none that may be touched.
	 */
	async propose(
		block: { readonly text: string; readonly info: string; readonly above?: string },
		attachments: readonly Attachment[],
	): Promise<void> {
		const target = await targetFile(block, attachments, this.#editors);
		this.#editor.check(target);
		if (target.scheme === 'untitled' && !isOpen(target)) {
			return this.#begin(target, block);
		}
		const document = await open(target);
		const before = document.getText();
		const plan = proposeEdit({
			file: before,
			path: target.path,
			block: block.text,
			language: fenceLanguage(block.info),
			selections: selectedIn(attachments, target.toString()),
		});
		if (plan.kind === 'refused') {
			return this.#refuse(plan.reason, nameOf(target), block.text);
		}
		const title = vscode.l10n.t('Apply to {0}', await tellingName(target));
		const proposed = this.#texts.add(target.path, this.#makeId(), plan.text);
		this.#proposals.set(proposed.toString(), { target, before, edits: plan.edits });
		const viewColumn = this.#editors.columnFor(target);
		await vscode.commands.executeCommand('vscode.diff', target, proposed, title, {
			preview: true,
			...(viewColumn && { viewColumn }),
		});
	}

	/** Saving it makes the file. @throws OpenMindError `fileNotFound` when the code is only a part of a file, `readOnly`. */
	async #begin(target: vscode.Uri, block: { readonly text: string; readonly info: string }): Promise<void> {
		const plan = proposeEdit({ file: '', block: block.text, language: fenceLanguage(block.info), selections: [] });
		if (plan.kind === 'refused') {
			throw new OpenMindError('fileNotFound', { path: shownPath(target.with({ scheme: 'file' })) });
		}
		const document = await open(target);
		const change = new vscode.WorkspaceEdit();
		change.insert(target, new vscode.Position(0, 0), plan.text);
		if (!(await vscode.workspace.applyEdit(change))) {
			throw new OpenMindError('readOnly');
		}
		await vscode.window.showTextDocument(document, { preview: false });
	}

	/**
	 * Writes a proposed edit into its file, as one step that one undo takes back.
	 * @param uri of the proposed text; without it, the one in the active editor
	 */
	async accept(uri?: vscode.Uri): Promise<void> {
		const proposed = uri ?? activeProposal();
		if (!proposed) {
			return;
		}
		const proposal = this.#proposals.get(proposed.toString());
		if (!proposal) {
			// Its editor was closed and opened again, by hand or with its window.
			void vscode.window.showWarningMessage(vscode.l10n.t('This edit is over; apply the code again.'));
			return close(proposed);
		}
		const { target, before, edits } = proposal;
		const document = await open(target);
		if (document.getText() !== before) {
			void vscode.window.showWarningMessage(
				vscode.l10n.t('{0} has changed since this edit was proposed; apply the code again.', nameOf(target)),
			);
			return close(proposed);
		}
		const change = new vscode.WorkspaceEdit();
		for (const { start, end, text } of edits) {
			change.replace(target, new vscode.Range(document.positionAt(start), document.positionAt(end)), text);
		}
		if (!(await vscode.workspace.applyEdit(change))) {
			throw new OpenMindError('readOnly');
		}
		const at = document.positionAt(Math.min(...edits.map(({ start }) => start)));
		// The file first, so that it stays open when the diff goes.
		await vscode.window.showTextDocument(document, { preview: false, selection: new vscode.Range(at, at) });
		await close(proposed);
	}

	/** Closes a proposed edit; the file was never touched. */
	async reject(uri?: vscode.Uri): Promise<void> {
		const proposed = uri ?? activeProposal();
		if (proposed) {
			await close(proposed);
		}
	}

	async #refuse(reason: EditRefusal, name: string, text: string): Promise<void> {
		const insert = vscode.l10n.t('Insert at Cursor');
		if ((await vscode.window.showWarningMessage(refusalText(reason, name), insert)) === insert) {
			await insertAtCursor(this.#editors, text);
		}
	}
}

function isOpen(uri: vscode.Uri): boolean {
	return vscode.workspace.textDocuments.some(document => document.uri.toString() === uri.toString());
}

async function open(uri: vscode.Uri): Promise<vscode.TextDocument> {
	try {
		return await vscode.workspace.openTextDocument(uri);
	} catch (error) {
		throw new OpenMindError('notText', {}, error);
	}
}

function activeProposal(): vscode.Uri | undefined {
	const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
	return tab && proposedIn(tab);
}

/** The proposed text that a tab shows, beside the file or alone. */
function proposedIn({ input }: vscode.Tab): vscode.Uri | undefined {
	const uri =
		input instanceof vscode.TabInputTextDiff
			? input.modified
			: input instanceof vscode.TabInputText
				? input.uri
				: undefined;
	return uri?.scheme === scheme ? uri : undefined;
}

function tabsOf(proposed: vscode.Uri): readonly vscode.Tab[] {
	return vscode.window.tabGroups.all
		.flatMap(group => group.tabs)
		.filter(tab => proposedIn(tab)?.toString() === proposed.toString());
}

async function close(proposed: vscode.Uri): Promise<void> {
	await vscode.window.tabGroups.close(tabsOf(proposed));
}
