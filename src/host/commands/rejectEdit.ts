// "Reject": closes the diff of an edit and leaves its file alone.
import * as vscode from 'vscode';
import type { Command } from './command';
import type { EditReview } from '../edits/editReview';
import type { HelpDesk } from '../helpDesk';

export class RejectEditCommand implements Command {
	readonly id = 'openmind.rejectEdit';
	readonly #edits: EditReview;
	readonly #help: HelpDesk;

	constructor(deps: { readonly edits: EditReview; readonly help: HelpDesk }) {
		this.#edits = deps.edits;
		this.#help = deps.help;
	}

	/** @param uri of the proposed text, when the command comes from the title of its editor */
	async execute(uri?: unknown): Promise<void> {
		try {
			await this.#edits.reject(uri instanceof vscode.Uri ? uri : undefined);
		} catch (error) {
			await this.#help.show(error);
		}
	}
}
