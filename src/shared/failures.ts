// Everything that can go wrong, as a closed list. Host and page both switch over it; `host/errorText.ts` holds the words.

export const failureKinds = [
	// The key and the account
	'noKey',
	'keyForOtherHost',
	'unauthorized',
	'insufficientBalance',
	'forbidden',
	// The request
	'badRequest',
	'unknownModel',
	'contextTooLarge',
	'excludedFile',
	'outsideWorkspace',
	'fileNotFound',
	'noImages',
	'imageTooLarge',
	'tooManyAttachments',
	'insecureUrl',
	// The service
	'rateLimited',
	'serverError',
	'unavailable',
	// The network
	'offline',
	'hostNotFound',
	'unreachable',
	'certificate',
	'proxy',
	'connectionLost',
	'redirected',
	'timeout',
	// The answer
	'notJson',
	'emptyAnswer',
	'tooLarge',
	// The editor
	'noEditor',
	'nothingToExplain',
	'notText',
	'readOnly',
	'documentClosed',
	// A defect of ours
	'internal',
] as const;

export type FailureKind = (typeof failureKinds)[number];

/** Which wait ran out: reaching the host, the first token of an answer, or the gap between two chunks. */
export type TimeoutPhase = 'connect' | 'firstToken' | 'idle';

/** The buttons that can stand beside a failure or a notice. */
export const helpActions = [
	'setApiKey',
	'useKeyHere',
	'openPortal',
	'chooseModel',
	'retry',
	'useSuccessorHost',
	'openSettings',
	'continueAnswer',
	'trimAndSend',
	'showLog',
	'openFile',
] as const;

export type HelpAction = (typeof helpActions)[number];

/** Buttons that act on one turn of a chat, and ask for an answer. */
export type TurnAction = Extract<HelpAction, 'retry' | 'continueAnswer' | 'trimAndSend'>;

export function isTurnAction(action: HelpAction): action is TurnAction {
	return action === 'retry' || action === 'continueAnswer' || action === 'trimAndSend';
}

/** What is known about a failure, free of any prompt, answer, file text or key, so that it may be logged and stored. */
export interface FailureFacts {
	/** HTTP status, when there was one. */
	readonly status?: number;
	/** A system error code such as ECONNREFUSED. */
	readonly code?: string;
	/** The host that was asked, without path or query. */
	readonly host?: string;
	readonly provider?: string;
	readonly model?: string;
	/** The model prefixes that the service said it accepts. */
	readonly acceptedModels?: readonly string[];
	/** Seconds after which the service said to try again. */
	readonly retryAfterSeconds?: number;
	/** The request's parameter that the service does not support; one of a closed list of names. */
	readonly parameter?: string;
	readonly phase?: TimeoutPhase;
	/** The limit that was met: seconds of a timeout, bytes of a cap, tokens of a window, a count. */
	readonly limit?: number;
	/** The size that met the limit, in its unit. */
	readonly size?: number;
	/** The path of a file, relative to the workspace. */
	readonly path?: string;
}

/** A failure as it is stored and logged. */
export interface Failure {
	readonly kind: FailureKind;
	readonly facts: FailureFacts;
}

/** A failure as a person sees it: one sentence, and buttons of which the first is the one that helps most. */
export interface FailureView {
	readonly kind: FailureKind;
	readonly text: string;
	readonly actions: readonly HelpButton[];
}

export interface HelpButton {
	readonly action: HelpAction;
	readonly label: string;
}
