// Why a block of code cannot be applied: one sentence each.
import * as vscode from 'vscode';
import type { EditRefusal } from '../../core/edits/proposeEdit';
import { assertNever } from '../../shared/assertNever';

const { t } = vscode.l10n;

/** @param name of the file */
export function refusalText(reason: EditRefusal, name: string): string {
	switch (reason) {
		case 'empty':
			return t('There is no code in this block.');
		case 'tooLarge':
			return t('{0} is too large to apply code to.', name);
		case 'unchanged':
			return t('{0} has this code already.', name);
		case 'diffMismatch':
			return t('The lines that this diff changes are not in {0}, or more than once.', name);
		case 'leftOut':
			return t('This code leaves parts out, and it is not certain where the rest belongs in {0}.', name);
		case 'noPlace':
			return t('It is not certain which part of {0} this code replaces.', name);
		case 'ambiguous':
			return t('More than one part of {0} could be meant by this code.', name);
		default:
			return assertNever(reason);
	}
}
