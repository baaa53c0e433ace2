// Which buttons help with which failure or ending. The first one helps most; the words are in host/errorText.ts.
import type { Failure, HelpAction } from '../../shared/failures';
import { assertNever } from '../../shared/assertNever';
import { defaultBaseUrl, hostOf } from '../key/keyRing';
import type { Answer, Turn } from './conversation';

/**
 * @param begun an answer was under way: what came of it need not be paid for again
 * @param turn that was asked, if it is one
 */
export function helpFor(failure: Failure, begun = false, turn?: Pick<Turn, 'attachments'>): readonly HelpAction[] {
	const actions = actionsFor(failure).filter(action => action !== 'trimAndSend' || canTrim(failure, turn));
	return begun && actions.includes('retry') ? ['continueAnswer', ...actions] : actions;
}

/**
 * Neither the words of a message nor its images are ever cut. Where the service refused it, less of what came before it is sent too, as far as it is
 * known how much that was.
 */
function canTrim({ facts }: Failure, turn: Pick<Turn, 'attachments'> | undefined): boolean {
	const hasText = turn?.attachments.some(({ image }) => image === undefined) === true;
	return facts.limit === undefined ? turn !== undefined && facts.size !== undefined : hasText;
}

function actionsFor({ kind, facts }: Failure): readonly HelpAction[] {
	switch (kind) {
		case 'noKey':
		case 'unauthorized':
			return ['setApiKey'];
		case 'keyForOtherHost':
			return ['useKeyHere', 'setApiKey'];
		case 'insufficientBalance':
			// Seen to come and go while there was a balance, so asking again can help too.
			return ['openPortal', 'retry'];
		case 'forbidden':
			return ['openPortal'];
		case 'unknownModel':
			return ['chooseModel'];
		case 'noImages':
			return ['chooseModel'];
		case 'imageTooLarge':
		case 'tooManyAttachments':
			// Only a smaller image helps, or to take another off, which has a button of its own.
			return [];
		case 'contextTooLarge':
			return ['trimAndSend', 'chooseModel'];
		case 'excludedFile':
		case 'insecureUrl':
		case 'redirected':
			return ['openSettings'];
		case 'unavailable':
			return ['retry', 'chooseModel'];
		case 'badRequest':
			return ['chooseModel'];
		case 'rateLimited':
		case 'serverError':
		case 'connectionLost':
		case 'notJson':
		case 'emptyAnswer':
		case 'tooLarge':
			return ['retry'];
		case 'offline':
			// A name server that is broken for one domain looks like no network at all.
			return facts.host === hostOf(defaultBaseUrl) ? ['retry', 'useSuccessorHost'] : ['retry'];
		case 'hostNotFound':
		case 'unreachable':
			return facts.host === hostOf(defaultBaseUrl) ? ['useSuccessorHost', 'retry'] : ['retry', 'openSettings'];
		case 'certificate':
		case 'proxy':
			return ['openSettings', 'retry'];
		case 'timeout':
			return ['retry', 'openSettings'];
		case 'fileNotFound':
		case 'outsideWorkspace':
		case 'noEditor':
		case 'nothingToExplain':
		case 'notText':
			return ['openFile'];
		case 'readOnly':
		case 'documentClosed':
			return ['openFile'];
		case 'internal':
			return ['showLog'];
		default:
			return assertNever(kind);
	}
}

/** The setting that "Open Settings" shows for a failure. */
export function settingFor({ kind, facts }: Failure): string {
	switch (kind) {
		case 'excludedFile':
			return 'openmind.privacy.exclude';
		case 'timeout':
			return `openmind.timeouts.${facts.phase ?? 'connect'}`;
		case 'certificate':
			return 'http.systemCertificates';
		case 'proxy':
			return 'http.proxy';
		default:
			return 'openmind.baseUrl';
	}
}

/** What a reader should know of an answer that did not fail. */
export type NoticeKind = 'cutByLength' | 'refused' | 'filtered';

export function noticeOf(answer: Answer): NoticeKind | undefined {
	if (answer.status !== 'done') {
		return undefined;
	}
	if (answer.refusal !== '') {
		return 'refused';
	}
	switch (answer.finishReason) {
		case 'length':
			return 'cutByLength';
		case 'contentFilter':
			return 'filtered';
		default:
			return undefined;
	}
}

export function helpForNotice(notice: NoticeKind): readonly HelpAction[] {
	return notice === 'cutByLength' ? ['continueAnswer'] : ['chooseModel', 'retry'];
}
