// "Accept": writes the edit that a diff shows into its file.
import * as vscode from 'vscode';
import type { Command } from './command';
import type { EditReview } from '../edits/editReview';
import type { HelpDesk } from '../helpDesk';

export class AcceptEditCommand implements Command {
	readonly id = 'openmind.acceptEdit';
	readonly #edits: EditReview;
	readonly #help: HelpDesk;

	constructor(deps: { readonly edits: EditReview; readonly help: HelpDesk }) {
		this.#edits = deps.edits;
		this.#help = deps.help;
	}

	/** @param uri of the proposed text, when the command comes from the title of its editor */
	async execute(uri?: unknown): Promise<void> {
		try {
			await this.#edits.accept(uri instanceof vscode.Uri ? uri : undefined);
		} catch (error) {
			await this.#help.show(error);
		}
	}
}
