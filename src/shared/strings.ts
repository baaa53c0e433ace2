// The words of the chat page. The host translates them (host/chat/pageStrings.ts) and hands them over as data when the page is made.

/** The English words, which are also the keys of the translation. `{0}`, `{1}`, ... stand for values that the page puts in. */
export const englishPageStrings = {
	/** What the page is, for assistive technology. */
	title: 'OpenMind chat',
	conversation: 'Conversation',
	you: 'You',
	/** {0}: the model, as `provider/model` */
	answerBy: 'OpenMind, {0}',

	message: 'Message',
	messagePlaceholder: 'Ask about your code',
	send: 'Send',
	/** Sends when the answer that is coming is done. */
	queueMessage: 'Queue',
	stop: 'Stop',
	/** {0}: the model's name */
	model: 'Model: {0}',
	dismiss: 'Dismiss',

	attach: 'Attach',
	attachSelection: 'Selection',
	attachFile: 'Active File',
	attachAnyFile: 'File…',
	showRequest: 'Show What Will Be Sent',
	/** {0}: a number */
	queueFull: '{0} messages wait for the answer already, so this one was not queued.',
	/** {0}: a number */
	messageTooLong: 'The message is longer than {0} million characters, so it was not sent.',
	/** {0}: a number, in millions of bytes */
	imageTooLarge: 'The image is larger than {0} MB, so it was not attached.',
	/** {0}: name of a file */
	notAnImage: 'Only images can be dropped from outside VS Code, so {0} was not attached.',
	window: 'Context Window',
	/** {0}: tokens used, {1}: tokens that the model takes, {2}: percent */
	windowUse: 'About {0} of {1} tokens of the model’s window used ({2} %)',
	attachments: 'Attachments',
	/** {0}: name of a file */
	removeAttachment: 'Remove {0}',
	/** {0}: path, {1}: first line, {2}: last line */
	attachmentLines: '{0}, lines {1} to {2}',
	/** {0}: a number, which is one in the first */
	attachmentToken: 'about {0} token',
	attachmentTokens: 'about {0} tokens',

	copy: 'Copy',
	insertAtCursor: 'Insert at Cursor',
	newFile: 'New File',
	apply: 'Apply',
	wrapLines: 'Wrap Lines',
	/** {0}: the language of a code block */
	codeIn: 'Code, {0}',
	code: 'Code',
	table: 'Table',
	formula: 'Formula',
	/** {0}: path of a file, {1}: a number */
	openFile: 'Open {0}',
	openFileAt: 'Open {0}, line {1}',
	diagram: 'Diagram',
	/** {0}: its kind, such as `flowchart` */
	diagramOf: 'Diagram, {0}',
	showSource: 'Show Source',
	showDiagram: 'Show Diagram',
	diagramFailed: 'This diagram could not be drawn, so its source is shown.',
	diagramRefused: 'This diagram is too large or loads something, so its source is shown.',

	copyAnswer: 'Copy Answer',
	tryAgain: 'Try Again',
	fork: 'Fork from Here',
	continueAnswer: 'Continue',
	answers: 'Answers',
	previousAnswer: 'Previous Answer',
	nextAnswer: 'Next Answer',
	versions: 'Versions of Your Question',
	previousVersion: 'Previous Version',
	nextVersion: 'Next Version',
	/** {0}: a number, {1}: how many there are */
	oneOf: '{0} of {1}',

	edit: 'Edit',
	editQuestion: 'Edit Your Question',
	sendAgain: 'Send Again',
	cancel: 'Cancel',

	queued: 'Queued',
	queuedHint: 'Sent when the answer is done',
	heldHint: 'Not sent, because the answer was stopped or failed',
	sendNow: 'Send Now',
	/** {0}: the text of a message that waits */
	editQueued: 'Edit {0}',
	removeQueued: 'Remove {0}',

	history: 'History',
	backToChat: 'Back to Chat',
	searchHistory: 'Search conversations',
	thisWorkspace: 'This Workspace',
	allWorkspaces: 'All',
	whichConversations: 'Which conversations',
	pinned: 'Pinned',
	today: 'Today',
	earlier: 'Earlier',
	found: 'Found',
	forked: 'Forked',
	current: 'Open now',
	/** {0}: the name of a conversation */
	renameOne: 'Rename {0}',
	pinOne: 'Pin {0}',
	unpinOne: 'Unpin {0}',
	deleteOne: 'Delete {0}',
	nameOfOne: 'Name of {0}',
	deletedOne: 'Deleted {0}',
	undo: 'Undo',
	showMore: 'Show More',
	noHistory: 'Your conversations will be listed here.',
	noneFound: 'No conversation found.',
	/** {0}: a number, which is one in the first */
	oneInHistory: '{0} conversation',
	countOfHistory: '{0} conversations',
	reasoning: 'Reasoning',
	working: 'Working',
	/** {0}: the model that answered, {1}: the model that was asked for */
	answeredInPlaceOf: '{0} in place of {1}',
	stopped: 'Stopped',
	answerFinished: 'OpenMind has answered',

	jumpToLatest: 'Jump to Latest',
	/** {0}: a number, which is one in the first */
	codeBlockLine: 'code block, {0} line',
	codeBlockLines: 'code block, {0} lines',
	/** {0}: a number, in these */
	promptTokens: '{0} prompt tokens',
	cachedTokens: '{0} of them cached',
	reasoningTokens: '{0} reasoning tokens',
	answerTokens: '{0} answer tokens',
	/** {0}: a number; the service reported none */
	aboutPromptTokens: 'about {0} prompt tokens',
	aboutReasoningTokens: 'about {0} reasoning tokens',
	aboutAnswerTokens: 'about {0} answer tokens',
	/** {0}: a number; OMCU are the credits of the service */
	cost: 'about {0} OMCU',
	/** {0}: seconds, in these */
	firstTokenTime: 'first token after {0} s',
	totalTime: '{0} s in all',
	seconds: '{0} s',
	/** {0}: what is to do */
	taskOpen: 'Open: {0}',
	taskDone: 'Done: {0}',

	productName: 'OpenMind Code',
	emptyReady: 'Ask about your code, or attach a selection or the active file.',
	emptyNoKey: 'To ask about your code, set the API key of your OpenMind account.',
	emptyOtherHost: 'Your API key was set for another host and is not sent to this one until you allow it.',
	setApiKey: 'Set API Key',
	useKeyHere: 'Use Key Here',
	examples: 'Examples',
	exampleExplain: 'Explain how this file works',
	exampleReview: 'Find mistakes in the selection',
	exampleTests: 'Write tests for the selection',
} as const;

export type PageStrings = { readonly [Name in keyof typeof englishPageStrings]: string };

/** Replaces `{0}`, `{1}`, ... by the values. */
export function fill(template: string, ...values: readonly string[]): string {
	return template.replace(/\{(\d)\}/g, (whole, index: string) => values[Number(index)] ?? whole);
}
