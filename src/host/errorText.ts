// The words of every failure, notice and button: one plain sentence that says what happened, and a label that says what the button does.
import * as vscode from 'vscode';
import { assertNever } from '../shared/assertNever';
import type { Failure, FailureFacts, FailureView, HelpAction, HelpButton } from '../shared/failures';
import type { NoticeView } from '../shared/chat';
import { helpFor, helpForNotice, settingFor, type NoticeKind } from '../core/chat/help';
import type { Turn } from '../core/chat/conversation';
import { hostOf, successorBaseUrl } from '../core/key/keyRing';

const { t } = vscode.l10n;

/** @param begun as of `helpFor` */
export function failureView(failure: Failure, begun?: boolean, turn?: Pick<Turn, 'attachments'>): FailureView {
	return {
		kind: failure.kind,
		text: sentence(failure),
		actions: helpFor(failure, begun, turn).map(action => button(action, failure)),
	};
}

export function noticeView(notice: NoticeKind): NoticeView {
	return { text: noticeSentence(notice), actions: helpForNotice(notice).map(action => button(action)) };
}

function sentence(failure: Failure): string {
	const { kind, facts } = failure;
	switch (kind) {
		case 'noKey':
			return t('No OpenMind API key is set.');
		case 'keyForOtherHost':
			return t('Your API key was given for another server, so it was not sent to {0}.', facts.host ?? '');
		case 'unauthorized':
			return t('OpenMind did not accept the API key.');
		case 'insufficientBalance':
			return t('OpenMind reports that the balance is too low for this request.');
		case 'forbidden':
			return t('This API key is not allowed to make the request; its plan or key limit may be the cause.');
		case 'badRequest':
			return t('{0} refused the request as it was made.', modelName(facts));
		case 'unknownModel':
			return unknownModel(facts);
		case 'contextTooLarge':
			return facts.size === undefined || facts.limit === undefined
				? t('This is longer than {0} takes.', modelName(facts))
				: t(
						'This is about {0} tokens, more than the {1} that fit the model.',
						count(facts.size),
						count(facts.limit),
					);
		case 'excludedFile':
			return t('{0} is excluded by your privacy settings, so nothing of it was sent.', facts.path ?? '');
		case 'outsideWorkspace':
		case 'fileNotFound':
		case 'noImages':
		case 'imageTooLarge':
		case 'tooManyAttachments':
			return attachmentSentence(kind, facts);
		case 'insecureUrl':
			return t('The base URL must begin with https:// (http:// only for this computer), so nothing was sent.');
		case 'rateLimited':
			return facts.retryAfterSeconds === undefined
				? t('OpenMind received too many requests for this plan.')
				: t(
						'OpenMind received too many requests for this plan; it asks to wait {0} seconds.',
						facts.retryAfterSeconds,
					);
		case 'serverError':
			return t('OpenMind had an error of its own ({0}).', facts.status ?? 500);
		case 'unavailable':
			return t('{0} is not available at the moment.', modelName(facts));
		default:
			return networkOrEditorSentence(kind, facts);
	}
}

type NetworkOrEditorKind = Exclude<
	Failure['kind'],
	| 'noKey'
	| 'keyForOtherHost'
	| 'unauthorized'
	| 'insufficientBalance'
	| 'forbidden'
	| 'badRequest'
	| 'unknownModel'
	| 'contextTooLarge'
	| 'excludedFile'
	| AttachmentFailure
	| 'insecureUrl'
	| 'rateLimited'
	| 'serverError'
	| 'unavailable'
>;

function networkOrEditorSentence(kind: NetworkOrEditorKind, facts: FailureFacts): string {
	switch (kind) {
		case 'offline':
			return t(
				'This computer seems to be offline: {0} could not be looked up or reached.',
				facts.host ?? 'OpenMind',
			);
		case 'hostNotFound':
			return t('There is no server named {0}.', facts.host ?? 'OpenMind');
		case 'unreachable':
			return t('{0} could not be reached.', facts.host ?? 'OpenMind');
		case 'certificate':
			return t('The certificate of {0} could not be verified, so nothing was sent.', facts.host ?? 'OpenMind');
		case 'proxy':
			return t('The network proxy did not let the request through to {0}.', facts.host ?? 'OpenMind');
		case 'connectionLost':
			return t('The connection broke before the answer was complete.');
		case 'redirected':
			return t('The server points to another address, and your API key is not sent there.');
		case 'timeout':
			return timeoutSentence(facts);
		case 'notJson':
			return t('The server answered with something that is not a chat completion.');
		case 'emptyAnswer':
			return t('The model sent an empty answer.');
		case 'tooLarge':
			return t('The answer grew larger than can be taken in.');
		case 'noEditor':
			return t('Open a file in the editor first.');
		case 'nothingToExplain':
			return t('There is no code at the cursor to explain.');
		case 'notText':
			return t('This is not a text document.');
		case 'readOnly':
			return t('This document cannot be changed.');
		case 'documentClosed':
			return t('The document was closed before the text was complete.');
		case 'internal':
			return t('Something went wrong inside OpenMind Code.');
		default:
			return assertNever(kind);
	}
}

type AttachmentFailure = 'outsideWorkspace' | 'fileNotFound' | 'noImages' | 'imageTooLarge' | 'tooManyAttachments';

function attachmentSentence(kind: AttachmentFailure, facts: FailureFacts): string {
	switch (kind) {
		case 'outsideWorkspace':
			return t('{0} is not in this workspace, so it was not attached.', facts.path ?? '');
		case 'fileNotFound':
			return t('There is no file {0}.', facts.path ?? '');
		case 'noImages':
			return t('{0} takes no images.', modelName(facts));
		case 'imageTooLarge':
			return t('The image is larger than {0} MB, so it was not attached.', Math.floor((facts.limit ?? 0) / 1e6));
		case 'tooManyAttachments':
			return t('A message takes at most {0} attachments, so this one was left out.', count(facts.limit));
		default:
			return assertNever(kind);
	}
}

function unknownModel({ model, acceptedModels }: FailureFacts): string {
	return acceptedModels?.length
		? t('OpenMind does not offer {0}; it accepts {1}.', model ?? t('this model'), acceptedModels.join(', '))
		: t('OpenMind does not offer {0}.', model ?? t('this model'));
}

function timeoutSentence({ phase, limit, host }: FailureFacts): string {
	const seconds = limit ?? 0;
	switch (phase) {
		case 'firstToken':
			return t(
				'The model did not begin to answer within {0} seconds, the limit of openmind.timeouts.firstToken.',
				seconds,
			);
		case 'idle':
			return t('The answer stopped coming for {0} seconds, the limit of openmind.timeouts.idle.', seconds);
		default:
			return t(
				'{0} did not respond within {1} seconds, the limit of openmind.timeouts.connect.',
				host ?? 'OpenMind',
				seconds,
			);
	}
}

function noticeSentence(notice: NoticeKind): string {
	switch (notice) {
		case 'cutByLength':
			return t('The answer reached its length limit.');
		case 'refused':
			return t('The model declined to answer.');
		case 'filtered':
			return t('A content filter of the provider cut the answer.');
		default:
			return assertNever(notice);
	}
}

function button(action: HelpAction, failure?: Failure): HelpButton {
	return { action, label: label(action, failure) };
}

function label(action: HelpAction, failure: Failure | undefined): string {
	switch (action) {
		case 'setApiKey':
			return t('Set API Key');
		case 'useKeyHere':
			return t('Use Key for {0}', failure?.facts.host ?? '');
		case 'openPortal':
			return t('Open OpenMind Portal');
		case 'chooseModel':
			return t('Choose Model');
		case 'retry':
			return t('Retry');
		case 'useSuccessorHost':
			return t('Use {0}', hostOf(successorBaseUrl));
		case 'openSettings':
			return failure?.kind === 'timeout' ? t('Change {0}', settingFor(failure)) : t('Open Settings');
		case 'continueAnswer':
			return t('Continue');
		case 'trimAndSend':
			return t('Trim and Send');
		case 'showLog':
			return t('Show Log');
		case 'openFile':
			return t('Open File…');
		default:
			return assertNever(action);
	}
}

function modelName({ provider, model }: FailureFacts): string {
	return model ?? provider ?? 'OpenMind';
}

function count(tokens: number | undefined): string {
	return (tokens ?? 0).toLocaleString(vscode.env.language);
}
