// The words of what came of a trigger, for "Why No Suggestion?".
import * as vscode from 'vscode';
import type { NoSuggestion, Source, TriggerRecord } from '../../core/completion/suggest/reasons';
import { assertNever } from '../../shared/assertNever';
import { failureView } from '../errorText';

const { t } = vscode.l10n;

/** One sentence. */
export function recordText({ result }: TriggerRecord): string {
	if ('shown' in result) {
		return shownText(result.shown, result.characters);
	}
	if (result.failure === undefined) {
		return reasonText(result.none);
	}
	const { text } = failureView(result.failure);
	return result.none === 'resting' ? t('{0} No other request is made for a moment.', text) : text;
}

function shownText(source: Source, characters: number): string {
	switch (source) {
		case 'asked':
			return t('A suggestion of {0} characters was shown.', characters);
		case 'joined':
			return t('A suggestion of {0} characters was shown, from a request that was under way.', characters);
		case 'remembered':
			return t('A suggestion of {0} characters was shown, from an earlier answer.', characters);
		default:
			return assertNever(source);
	}
}

function reasonText(reason: NoSuggestion): string {
	switch (reason) {
		case 'off':
			return t('Suggestions are off.');
		case 'manualMode':
			return t('Suggestions come only when you ask for one.');
		case 'dailyLimit':
			return t('The daily limit for suggestions is reached; asking by hand still works.');
		case 'inlineSuggestOff':
			return t('VS Code shows no inline suggestions: its setting "editor.inlineSuggest.enabled" is off.');
		case 'language':
			return t('Automatic suggestions are off for this language.');
		case 'untrusted':
			return t('This workspace is not trusted, so nothing is sent unasked.');
		case 'excluded':
			return t('Nothing of this file is ever sent: the setting "openmind.privacy.exclude" matches it.');
		case 'readOnly':
			return t('This document cannot be written.');
		case 'severalCursors':
			return t('There were several cursors.');
		case 'selection':
			return t('Text was selected.');
		case 'composing':
			return t('An input method was composing text.');
		case 'midWord':
			return t('The cursor stood in a word.');
		case 'midLine':
			return t('More code followed on the line of the cursor.');
		case 'suggestWidget':
			return t('The entry that was selected in the list of suggestions does not go on from what was typed.');
		case 'typedOn':
			return t('There was nothing to show yet when you typed on, or VS Code opened its own list.');
		case 'emptyAnswer':
			return t('The model had nothing to add here.');
		case 'emptyBefore':
			return t('The model had nothing to add here a moment ago, so it was not asked again.');
		case 'nothingNew':
			return t('What the model answered stands there already.');
		case 'tooSlow':
			return t('No answer came in time.');
		case 'resting':
			return t('The last request failed, so none is made for a moment.');
		case 'failed':
			return t('The request failed.');
		default:
			return assertNever(reason);
	}
}
